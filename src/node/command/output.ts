import { Transform, type Readable } from 'node:stream';
import type { Exit } from './error.js';

/** What a command writes, as its reader gets it. */
export interface Output {
  readonly stream: Readable;
  /** Bytes so far. */
  readonly bytes: () => number;
  /** Resolves when the command writes no more: its pipe was closed, or it has ended and nothing came for a while. */
  readonly drained: Promise<'closed' | 'held open'>;
  /** Nobody is going to read it. */
  readonly discard: () => void;
}

// What a command started may hold its pipe long after it has ended.
const SILENCE_MS = 500;

/**
 * The end of the stream is held back until it is known how the command ended: where it failed the stream fails, too.
 * Whoever stores it then hears of an output that was cut short while there is still time to store nothing.
 */
export function createOutput(source: Readable, exited: Promise<Exit>, verdict: Promise<void>, onBytes: (bytes: number) => void): Output {
  let bytes = 0;
  let silence: NodeJS.Timeout | undefined;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      silence?.refresh();
      onBytes(bytes);
      done(null, chunk);
    },
    final(done) {
      verdict.then(() => {
        done();
      }, done);
    },
  });
  // Errors are the command's to reject with; a stream that nobody reads must not throw.
  stream.on('error', () => undefined);

  const drained = new Promise<'closed' | 'held open'>((resolve, reject) => {
    source.once('error', (error) => {
      stream.destroy(error);
      reject(error);
    });
    source.once('close', () => {
      clearTimeout(silence);
      // Nothing says the end of a pipe that was never opened.
      if (!stream.destroyed && !stream.writableEnded) stream.end();
      resolve('closed');
    });
    const watch = () => {
      silence = setTimeout(() => {
        // A reader that takes its time is no silence of the writer.
        if (stream.writableNeedDrain) {
          watch();
          return;
        }
        resolve('held open');
        source.unpipe(stream);
        source.destroy();
      }, SILENCE_MS);
    };
    exited.then(
      () => {
        if (!source.closed) watch();
      },
      () => undefined,
    );
  });
  drained.catch(() => undefined);
  source.pipe(stream);
  return { stream, bytes: () => bytes, drained, discard: () => void stream.resume() };
}
