/** What `call` returns; `undefined` where it throws. For looking at what a caller gave, which may be anything. */
export function attempt<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
