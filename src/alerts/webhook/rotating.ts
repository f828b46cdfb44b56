/** One secret or several, or a function that knows those of this moment: so they can change without a restart. */
export type Secrets = string | readonly string[] | (() => string | readonly string[]);

/** Makes something of secrets, anew only when they have changed. */
export function rotating<T>(secrets: Secrets, make: (secrets: readonly string[]) => Promise<T>): () => Promise<T> {
  let made: { readonly of: string; readonly what: Promise<T> } | undefined;
  return () => {
    const current = typeof secrets === 'function' ? secrets() : secrets;
    const list = typeof current === 'string' ? [current] : current;
    const of = JSON.stringify(list);
    if (made?.of !== of) made = { of, what: make(list) };
    return made.what;
  };
}
