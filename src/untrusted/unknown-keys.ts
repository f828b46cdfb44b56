import { suggest } from './suggest.js';

/** A key that an options object has and should not, and the one that was probably meant. */
export interface UnknownKey {
  readonly key: string;
  readonly meant?: string | undefined;
}

/** More are not looked at: to search a text of many megabytes would hold a backup up. */
export const MOST_UNKNOWN = 50;

/** So many are worth a word each: one that spreads a text over its options has a key for each letter. */
export const MOST_UNKNOWN_SAID = 5;

/** The keys of an options object that nobody reads, the first `most`: what stands under them would vanish in silence. */
export function findUnknownKeys(options: object, known: readonly string[], most = MOST_UNKNOWN_SAID): UnknownKey[] {
  return Object.keys(options)
    .filter((key) => !known.includes(key))
    .slice(0, most)
    .map((key) => ({ key: key.slice(0, 40), meant: suggest(key, known) }));
}

/** A sentence for a key that nobody reads. @param what - What was expected in its place, such as `a field of the options` */
export function describeUnknown(what: string, unknown: UnknownKey, known: readonly string[]): string {
  return `Expected \`${unknown.key}\` to be ${what} ${hintOf(unknown, known)}.`;
}

/** What was probably meant by a key that nobody reads, else what there is. */
export function hintOf({ meant }: UnknownKey, known: readonly string[]): string {
  return meant === undefined ? `(known are ${known.join(', ')})` : `(did you mean \`${meant}\`?)`;
}

/** A sentence for each key of an options object that nobody reads. */
export function describeUnknownKeys(what: string, options: object, known: readonly string[]): readonly string[] {
  return findUnknownKeys(options, known).map((unknown) => describeUnknown(what, unknown, known));
}

/** Every key of an options object, from a table by its type: one that is forgotten does not compile. */
export function keysOf<T>(table: Readonly<Record<keyof T, 1>>): readonly (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}
