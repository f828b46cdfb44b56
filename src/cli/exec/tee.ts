import { write } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { within } from '../../untrusted/within.js';

type Listener = (chunk: Uint8Array, stream: 'stdout' | 'stderr') => void;

/** Output of a command that goes where it would go by itself, byte for byte, and is listened to on its way. */
export interface Tee {
  /** Hands on what came before and what comes from now on. Without a listener nothing is kept any more. */
  readonly listen: (listener: Listener | undefined) => void;
  /** Resolves when all of it has been written, once the command has ended; what it started may hold its pipes open for half a second. */
  readonly drained: () => Promise<void>;
}

// Kept until somebody listens, who is loaded meanwhile. A command that writes more waits for that.
const MOST_KEPT = 4 << 20;
const SILENCE_MS = 500;
const FULL_MS = 10;

/** Joins pipes of a command with the descriptors of this process. */
export function createTee(command: Pick<ChildProcess, 'stdout' | 'stderr' | 'kill'>): Tee {
  const kept: (readonly [Uint8Array, 'stdout' | 'stderr'])[] = [];
  let listener: Listener | undefined = (chunk, stream) => void kept.push([chunk, stream]);
  let bytes = 0;
  let writing = 0;
  let isHeard = false;
  let begin: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => (begin = resolve));

  const sources = [pump(command.stdout, 'stdout', 1), pump(command.stderr, 'stderr', 2)].filter((source) => source !== undefined);
  const closed = Promise.all(sources.map(({ closing }) => closing)).then(() => true);

  return {
    listen(next) {
      if (next) for (const [chunk, stream] of kept) next(chunk, stream);
      kept.length = 0;
      listener = next;
      isHeard = true;
      begin();
    },
    async drained() {
      for (;;) {
        const before = bytes;
        if (await within(SILENCE_MS, closed, false)) return;
        // After a busy time the timer fires before the pipe was polled.
        await new Promise(setImmediate);
        if (bytes === before && writing === 0) break;
      }
      for (const { source } of sources) source.destroy();
    },
  };

  function pump(source: Readable | null, stream: 'stdout' | 'stderr', fd: 1 | 2) {
    if (!source) return undefined;
    source.on('error', () => undefined);
    source.on('data', (chunk: Uint8Array) => {
      bytes += chunk.length;
      writing += 1;
      source.pause();
      listener?.(chunk, stream);
      writeAll(fd, chunk, (isBroken) => {
        if (isBroken) {
          // Nobody reads it. A pipe would have sent this signal; what Node.js makes is a socket, which does not.
          command.kill('SIGPIPE');
          source.destroy();
        }
        void (isHeard || bytes < MOST_KEPT ? Promise.resolve() : heard).then(() => {
          writing -= 1;
          source.resume();
        });
      });
    });
    return { source, closing: new Promise<void>((resolve) => source.once('close', resolve)) };
  }
}

/** Not in this thread: whoever reads slowly must not keep signals from being forwarded. */
function writeAll(fd: 1 | 2, chunk: Uint8Array, done: (isBroken: boolean) => void): void {
  write(fd, chunk, (error, written) => {
    if (error?.code === 'EAGAIN') setTimeout(writeAll, FULL_MS, fd, chunk, done);
    else if (error) done(true);
    else if (written < chunk.length) writeAll(fd, chunk.subarray(written), done);
    else done(false);
  });
}
