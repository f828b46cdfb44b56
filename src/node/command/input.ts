import { finished, Readable, type Writable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { orUndefined } from '../../untrusted/calls.js';
import type { CommandOptions } from './options.js';

/**
 * Hands a command what it reads. A command that reads no further is its own affair; a source that breaks is not: for the command,
 * what came so far would be all there is.
 */
export function feed(target: Writable, given: CommandOptions['stdin'], onBroken: (error: Error) => void): () => void {
  target.on('error', () => undefined);
  if (given === null || given instanceof Uint8Array) {
    target.end(given ?? undefined);
    return () => undefined;
  }
  const source = readableOf(given);
  if (source === undefined) {
    // The command would wait for it, or take nothing for all there is; and a text such as "pipe" is no data.
    onBroken(new TypeError('Expected `stdin` of runCommand to be a stream or bytes.'));
    target.destroy();
    return () => undefined;
  }
  const stopWatching = finished(source, { writable: false }, (error) => {
    if (error) onBroken(error);
  });
  source.pipe(target);
  return () => {
    stopWatching();
    source.unpipe(target);
    // What is not read is let go, as in a pipeline.
    source.on('error', () => undefined);
    source.destroy();
  };
}

function readableOf(source: unknown): Readable | undefined {
  return orUndefined(() => {
    if (typeof (source as Readable).pipe === 'function') return source as Readable;
    return typeof (source as ReadableStream).getReader === 'function' ? Readable.fromWeb(source as ReadableStream) : undefined;
  });
}
