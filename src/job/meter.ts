import type { MeteredChunk } from './types.js';

/**
 * A stream that passes every chunk on as it is and says its size.
 * It looks at chunks where streams ask for their size, because the platform's own transform is the fastest that passes them on.
 */
export function createMeter<C extends MeteredChunk>(count: (bytes: number) => void, unknownChunk: () => void): TransformStream<C, C> {
  return new TransformStream<C, C>(undefined, {
    highWaterMark: 1,
    size(chunk) {
      const bytes = chunkSize(chunk);
      if (bytes === undefined) unknownChunk();
      else count(bytes);
      // One chunk is one, as in a stream without a strategy.
      return 1;
    },
  });
}

/** Bytes of a chunk; a string counts as UTF-8. Looking at what a caller streams may throw. */
export function chunkSize(chunk: unknown): number | undefined {
  try {
    if (typeof chunk === 'string') return new TextEncoder().encode(chunk).byteLength;
    const length = (chunk as { byteLength?: unknown }).byteLength;
    return typeof length === 'number' && length >= 0 ? length : undefined;
  } catch {
    return undefined;
  }
}
