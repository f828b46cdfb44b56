import type { Writable } from 'node:stream';

/** What was written to somebody who has not taken it yet. */
export interface Backlog {
  readonly size: () => number;
  /** Calls once, when all of it was taken. */
  readonly onceTaken: (then: () => void) => void;
}

/** The backlog of a stream, about in bytes. */
export function backlogOf(stream: Writable): Backlog {
  return { size: () => stream.writableLength, onceTaken: (then) => void stream.once('drain', then) };
}

// A reader that is slow for a while loses nothing; one that is stuck costs this much memory for each stream.
const MOST_WAITING = 1_000_000;

/**
 * Bounds what waits for a reader: a line too many is left out, and so are those after it until the reader has taken what waits. Then
 * `sentence` says how many they were, before the next line.
 */
export function boundLines(
  write: (line: string) => void,
  backlog: Backlog | undefined,
  sentence: (leftOut: number) => string,
): (line: string) => void {
  if (!backlog) return write;
  let leftOut = 0;
  function goOn(): void {
    const line = sentence(leftOut);
    leftOut = 0;
    write(line);
  }
  return (line) => {
    // However long the line is: a stream with room left says of nothing that it was taken.
    if (leftOut === 0 && backlog.size() < MOST_WAITING) return write(line);
    if (leftOut === 0) backlog.onceTaken(goOn);
    leftOut += 1;
  };
}
