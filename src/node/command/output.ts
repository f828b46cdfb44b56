import { PassThrough, type Readable } from 'node:stream';
import type { Exit } from './error.js';
import { watchReader } from './reader-watch.js';

/** What a command writes, as its reader gets it. */
export interface Output {
  readonly stream: Readable;
  /** Bytes that came so far, read or not. */
  readonly bytes: () => number;
  /** Resolves when nothing more comes: the pipe was read to its end, or given up before; or the command has ended and nothing came for a while. */
  readonly drained: Promise<'ended' | 'given up' | 'held open'>;
  /** Nobody is going to read it. */
  readonly discard: () => void;
  /** Somebody waits for its end. Where nobody reads it, that is said, and after a long time it is given up. */
  readonly awaitReader: () => void;
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
  const stream = new PassThrough({
    final(done) {
      verdict.then(() => {
        done();
      }, done);
    },
  });
  const reader = watchReader(stream, () => bytes - stream.readableLength - stream.writableLength);
  // Errors are the command's to reject with; a stream that nobody reads must not throw.
  stream.on('error', () => undefined);

  // Counted as they come: what waits for a reader would be missing where the command is awaited before it is read.
  source.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    silence?.refresh();
    onBytes(bytes);
  });
  const drained = new Promise<'ended' | 'given up' | 'held open'>((resolve, reject) => {
    source.once('error', (error) => {
      stream.destroy(error);
      reject(error);
    });
    source.once('close', () => {
      clearTimeout(silence);
      reader.stop();
      // Nothing says the end of a pipe that was never opened.
      if (!stream.destroyed && !stream.writableEnded) stream.end();
      resolve(source.readableEnded ? 'ended' : 'given up');
    });
    const watch = () => {
      silence = setTimeout(look, SILENCE_MS);
    };
    const look = () => {
      const before = bytes;
      // What comes meanwhile must not set it again.
      silence = undefined;
      // After a busy loop this timer fires before the pipe was polled. What `setImmediate` calls runs after the poll, when it is known whether anything came.
      setImmediate(() => {
        if (source.closed) return;
        // A reader that takes its time is no silence of the writer.
        const isBehind = stream.writableNeedDrain || source.isPaused();
        if (isBehind || bytes > before) {
          watch();
          // What keeps the process then is the reader, or whoever awaits the command.
          if (isBehind) silence?.unref();
          return;
        }
        resolve('held open');
        source.unpipe(stream);
        source.destroy();
      });
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

  return {
    stream,
    bytes: () => bytes,
    drained,
    discard: () => void stream.resume(),
    awaitReader: reader.awaited,
  };
}
