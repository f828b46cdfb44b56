/** Makes a value once for each object, as long as that lives. */
export function memoizeByObject<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) made.set(key, (value = make(key)));
    return value;
  };
}

// Enough for what is meant to be few, as names of phases are.
const MOST = 32;

/** Makes a value once for each key; beyond so many keys, anew each time. `make` hears whether its value is kept. */
export function memoize<A, V>(
  make: (source: A, isKept: boolean) => V,
  keyOf: (source: A) => unknown = String,
  most = MOST,
): (source: A) => V {
  const made = new Map<unknown, V>();
  return (source) => {
    const key = keyOf(source);
    const found = made.get(key);
    if (found) return found;
    const isKept = made.size < most;
    const value = make(source, isKept);
    if (isKept) made.set(key, value);
    return value;
  };
}
