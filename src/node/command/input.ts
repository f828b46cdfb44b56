import { finished, isReadable, pipeline, Readable, Transform, type Writable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { expected, kindOf } from '../../errors.js';
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
  const refuse = (wanted: string, came = kindOf(given)) => {
    onBroken(new TypeError(`${expected('`stdin` of runCommand', wanted, came)}.`));
    target.destroy();
    return () => undefined;
  };
  if (orUndefined(() => isReadable(given as Readable)) === false)
    return refuse('a stream that was neither read to its end nor destroyed', 'one that was');
  // The command would wait for it, or take nothing for all there is; and a text such as "pipe" is no data.
  const source = readableOf(given);
  if (source === undefined) return refuse('a stream or bytes');
  try {
    return pipeTo(source, target, onBroken);
  } catch {
    return refuse('a stream or bytes');
  }
}

function pipeTo(source: Readable, target: Writable, onBroken: (error: Error) => void): () => void {
  const stopWatching = finished(source, { writable: false }, (error) => {
    if (error) onBroken(error);
  });
  // Whatever else they give would throw where nobody can catch it. Streams of older libraries do not say what they give.
  const { readableObjectMode } = source as Partial<Readable>;
  const bytes = readableObjectMode === false ? source : pipeline(source, onlyBytes(), (error) => error && onBroken(error));
  bytes.pipe(target);
  return () => {
    stopWatching();
    bytes.unpipe(target);
    // What is not read is let go, as in a pipeline.
    source.on('error', () => undefined);
    source.destroy();
  };
}

function onlyBytes(): Transform {
  return new Transform({
    writableObjectMode: true,
    transform(chunk: unknown, _encoding, done) {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) done(null, chunk);
      else done(new TypeError(`${expected('`stdin` of runCommand', 'a stream of bytes or texts', 'one of objects')}.`));
    },
  });
}

function readableOf(source: unknown): Readable | undefined {
  return orUndefined(() => {
    if (typeof (source as Readable).pipe === 'function') return source as Readable;
    return typeof (source as ReadableStream).getReader === 'function' ? Readable.fromWeb(source as ReadableStream) : undefined;
  });
}
