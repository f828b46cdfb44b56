import { PassThrough, type Readable } from 'node:stream';
import { diag } from '@opentelemetry/api';
import type { Exit } from './error.js';

/** What a command writes, as its reader gets it. */
export interface Output {
  readonly stream: Readable;
  /** Bytes that came so far, read or not. */
  readonly bytes: () => number;
  /** Resolves when nothing more comes: the pipe was read to its end, or given up before; or the command has ended and nothing came for a while. */
  readonly drained: Promise<'ended' | 'given up' | 'held open'>;
  /** Nobody is going to read it. */
  readonly discard: () => void;
  /** Somebody waits for its end. Where nobody begins to read it, that is said, and after a long time it is given up. */
  readonly awaitReader: () => void;
}

// What a command started may hold its pipe long after it has ended.
const SILENCE_MS = 500;

// A reader may have to wait for a lock or a connection first; a command that is awaited by the one who would have to read it waits for ever.
const UNREAD_SAID_MS = 10_000;
const UNREAD_MS = 600_000;

/**
 * The end of the stream is held back until it is known how the command ended: where it failed the stream fails, too.
 * Whoever stores it then hears of an output that was cut short while there is still time to store nothing.
 */
export function createOutput(source: Readable, exited: Promise<Exit>, verdict: Promise<void>, onBytes: (bytes: number) => void): Output {
  let bytes = 0;
  let silence: NodeJS.Timeout | undefined;
  let unread: NodeJS.Timeout | undefined;
  const stream = new PassThrough({
    final(done) {
      verdict.then(() => {
        done();
      }, done);
    },
  });
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
      clearTimeout(unread);
      // Nothing says the end of a pipe that was never opened.
      if (!stream.destroyed && !stream.writableEnded) stream.end();
      resolve(source.readableEnded ? 'ended' : 'given up');
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

  const isUnread = () => stream.readableFlowing === null && !stream.readableDidRead && stream.listenerCount('readable') === 0;
  const giveUp = () => {
    if (isUnread()) stream.destroy(new Error('Nobody read the output of the command.'));
  };
  const say = () => {
    if (!isUnread()) return;
    diag.warn('A command of runCommand is awaited, and nobody reads its `stdout`: it waits for that. Read it first, or do not ask for it.');
    unread = setTimeout(giveUp, UNREAD_MS - UNREAD_SAID_MS);
  };
  return {
    stream,
    bytes: () => bytes,
    drained,
    discard: () => void stream.resume(),
    awaitReader() {
      if (!source.closed) unread ??= setTimeout(say, UNREAD_SAID_MS);
    },
  };
}
