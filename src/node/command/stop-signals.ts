// One listener for each signal, however many commands hear it: Node.js warns of more than ten.
const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls back once when one of the signals is aborted, until the returned function is called. */
export function onAbort(signals: readonly (AbortSignal | undefined)[], callback: () => void): () => void {
  const sets = signals.flatMap((signal) => (signal ? (listeners.get(signal) ?? listen(signal)) : []));
  for (const set of sets) set.add(callback);
  return () => {
    for (const set of sets) set.delete(callback);
  };
}

function listen(signal: AbortSignal): Set<() => void> {
  const set = new Set<() => void>();
  listeners.set(signal, set);
  signal.addEventListener(
    'abort',
    () => {
      for (const callback of set) callback();
    },
    { once: true },
  );
  return set;
}
