import type { MeteredChunk } from './types.js';

/** A byte meter: its stream, and what hands over the bytes it has not handed over yet. */
export interface Meter<C> {
  readonly stream: TransformStream<C, C>;
  readonly drain: () => void;
}

// Handing over looks at the clock, which costs more than adding up.
const HAND_OVER_BYTES = 262_144;

/**
 * A stream that passes every chunk on as it is and counts its bytes. What has no size in bytes counts nothing.
 * It looks at chunks where streams ask for their size, because the platform's own transform is the fastest that passes them on.
 */
export function createMeter<C extends MeteredChunk>(count: (bytes: number) => void): Meter<C> {
  let waiting = 0;
  let most = 0;
  const drain = () => {
    count(waiting);
    waiting = 0;
    most = HAND_OVER_BYTES;
  };
  const size = (chunk: C) => {
    waiting += chunkSize(chunk);
    if (waiting > most) drain();
    // One chunk is one, as in a stream without a strategy.
    return 1;
  };
  return { stream: new TransformStream<C, C>(undefined, { highWaterMark: 1, size }), drain };
}

/** Bytes of a chunk; a string counts as UTF-8, anything without a size as nothing. Looking at what a caller streams may throw. */
export function chunkSize(chunk: unknown): number {
  try {
    const length = typeof chunk === 'string' ? new TextEncoder().encode(chunk).byteLength : (chunk as { byteLength: unknown }).byteLength;
    return typeof length === 'number' && length > 0 ? length : 0;
  } catch {
    return 0;
  }
}
