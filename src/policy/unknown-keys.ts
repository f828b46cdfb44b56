import { suggest } from './suggest.js';

/** A key that an options object has and should not, and the one that was probably meant. */
export interface UnknownKey {
  readonly key: string;
  readonly suggestion?: string;
}

// One that spreads a text over its options has a key for each letter.
const MOST_UNKNOWN_SAID = 5;

/** The keys of an options object that nobody reads, the first five: what stands under them would vanish in silence. */
export function findUnknownKeys(options: object, known: readonly string[]): readonly UnknownKey[] {
  return Object.keys(options)
    .filter((key) => !known.includes(key))
    .slice(0, MOST_UNKNOWN_SAID)
    .map((key) => {
      const suggestion = suggest(key, known);
      return { key: key.slice(0, 40), ...(suggestion !== undefined && { suggestion }) };
    });
}
