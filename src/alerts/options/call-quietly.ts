/** Calls a listener of the host's. What it throws, or rejects with, is dropped: whoever listens decides nothing. */
export function callQuietly<T>(listener: ((value: T) => unknown) | undefined, value: T): void {
  try {
    const result = listener?.(value);
    if (typeof result === 'object' && result !== null && 'then' in result) Promise.resolve(result).catch(() => {});
  } catch {
    // Dropped, as it says.
  }
}
