import { attempt } from './attempt.js';
import type { MeteredChunk } from './types.js';

/** A stream that passes every chunk on as it is and says its size. */
export function createMeter<C extends MeteredChunk>(count: (bytes: number) => void, unknownChunk: () => void): TransformStream<C, C> {
  return new TransformStream<C, C>({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      // Object streams carry anything; even looking at it may throw.
      const size = attempt(() => chunkSize(chunk));
      if (size === undefined) unknownChunk();
      else count(size);
    },
  });
}

/** Bytes of a chunk; a string counts as UTF-8. */
export function chunkSize(chunk: unknown): number | undefined {
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk).byteLength;
  const length = (chunk as { byteLength?: unknown } | null | undefined)?.byteLength;
  return typeof length === 'number' && length >= 0 ? length : undefined;
}
