import { orUndefined } from '../../untrusted/calls.js';
import type { ByteCounter, CountedChunk } from '../types.js';

/** A byte counter: its stream, and what hands over the bytes it has not handed over yet. */
export interface Counter<C extends CountedChunk> {
  readonly stream: ByteCounter<C>;
  readonly drain: () => void;
}

// Handing over looks at the clock, which costs more than adding up. Each time twice as much may wait:
// a small backup is followed closely, and a large one is not slowed down.
const MOST_WAITING_BYTES = 4_194_304;

/**
 * A stream that passes every chunk on as it is and counts its bytes. What has no size in bytes counts nothing.
 * It looks at chunks where streams ask for their size, because the platform's own transform is the fastest that passes them on.
 */
export function createByteCounter<C extends CountedChunk>(count: (bytes: number) => void): Counter<C> {
  let waiting = 0;
  let most = 0;
  const drain = () => {
    count(waiting);
    most = Math.min(2 * most + 65_536, MOST_WAITING_BYTES);
    waiting = 0;
  };
  const size = (chunk: C) => {
    waiting += chunkSize(chunk);
    if (waiting > most) drain();
    // One chunk is one, as in a stream without a strategy.
    return 1;
  };
  return { stream: new TransformStream<C, C>(undefined, { size }) as ByteCounter<C>, drain };
}

/** Bytes of a chunk; a string counts as UTF-8, anything without a size as nothing. Looking at what a caller streams may throw. */
export function chunkSize(chunk: unknown): number {
  const size = orUndefined(
    () => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : (chunk as { byteLength: unknown })).byteLength,
  );
  return typeof size === 'number' && size > 0 ? size : 0;
}
