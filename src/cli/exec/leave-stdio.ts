import { writeSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { orUndefined } from '../../untrusted/calls.js';

/**
 * Puts streams in place of the process's own, which open pipes and terminals such that they do not block: not for their command either,
 * which shares them and loses what it writes to a reader that is slow. Node.js looks at them by itself, in `pipe` and in every socket that closes.
 */
export function leaveStdio(): void {
  const replacements = { stdin: () => Readable.from([]), stdout: () => writer(1), stderr: () => writer(2) };
  for (const [name, make] of Object.entries(replacements)) {
    let made: unknown;
    // Made when somebody looks: the command does not wait for them.
    Object.defineProperty(process, name, { get: () => (made ??= make()), configurable: true });
  }
}

/** Writes at once, or not at all where nobody reads. */
export function write(fd: 1 | 2, text: string | Uint8Array): void {
  orUndefined(() => (typeof text === 'string' ? writeSync(fd, text) : writeSync(fd, text)));
}

function writer(fd: 1 | 2): Writable {
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      write(fd, chunk);
      done();
    },
  });
}
