import type { Readable } from 'node:stream';
import { log } from '../problems/log.js';

// A reader may have to wait for a lock or a connection first; a command that is awaited by the one who would have to read it waits for ever.
// So does one whose reader failed: `.pipe` only takes the reader away then, and leaves the stream paused.
const UNREAD_SAID_MS = 10_000;
const UNREAD_MS = 600_000;

/** Looks after a stream that a command waits for. */
export interface ReaderWatch {
  /** Somebody waits for the end of the stream: the process stays for it. */
  readonly awaited: () => void;
  readonly stop: () => void;
}

/**
 * Says that nobody reads a stream which is awaited, or that the one who read it is gone, and after a long time gives it up.
 *
 * @param taken - Bytes that were read so far
 */
export function watchReader(stream: Readable, taken: () => number): ReaderWatch {
  let timer: NodeJS.Timeout | undefined;
  let isAwaited = false;
  let isOver = false;
  let unreadMs = 0;
  let before = 0;

  function hasNoReader(): boolean {
    if (stream.listenerCount('data') + stream.listenerCount('readable') > 0) return false;
    return stream.readableDidRead ? stream.readableFlowing === false : isAwaited && stream.readableFlowing !== true;
  }

  function schedule(): void {
    before = taken();
    timer = setTimeout(look, UNREAD_SAID_MS);
    if (!isAwaited) timer.unref();
  }

  function look(): void {
    // Where some of it was taken meanwhile, there was a reader, and there may be another soon.
    unreadMs = hasNoReader() && taken() === before ? unreadMs + UNREAD_SAID_MS : 0;
    if (unreadMs >= UNREAD_MS) {
      stream.destroy(new Error('Nobody read the output of the command.'));
      return;
    }
    if (unreadMs === UNREAD_SAID_MS) log('warn', stream.readableDidRead ? READER_LOST : NEVER_READ);
    schedule();
  }

  // Readers that fall behind pause it, too; and one that was paused when its reader went away says nothing more.
  stream.once('pause', () => {
    if (!timer && !isOver) schedule();
  });
  return {
    awaited() {
      isAwaited = true;
      if (isOver) return;
      if (timer) timer.ref();
      else schedule();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

const NEVER_READ =
  'A command of runCommand is awaited, and nobody reads its `stdout`: it waits for that, ten minutes at most. Read it first, or do not ask for it.';
const READER_LOST =
  'A command of runCommand waits, and nobody reads its `stdout` any more: whoever did is gone. `pipeline` of node:stream/promises stops the command then, `pipe` does not.';
