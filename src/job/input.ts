import { parseDuration } from '../policy/duration.js';
import { attempt } from './attempt.js';
import type { Complain } from './complain.js';
import { isName, replacementName } from './names.js';

/** Reads the fields of a caller's object one by one. A wrong field, or one whose getter throws, is complained of and left out. */
export interface Reader {
  /** The field as it came. */
  readonly raw: (field: string) => unknown;
  /** What `parse` makes of the field; it answers `undefined` for a wrong one. */
  readonly read: <T>(field: string, expected: string, parse: (value: unknown) => T | undefined) => T | undefined;
  readonly name: (field: string) => string | undefined;
  /** A name that is needed: a wrong one is replaced. */
  readonly neededName: (field: string, example: string) => string;
  readonly count: (field: string) => number | undefined;
  /** Milliseconds. */
  readonly duration: (field: string) => number | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly time: (field: string) => number | undefined;
  readonly oneOf: <V extends string>(field: string, values: readonly V[]) => V | undefined;
}

export function createReader(source: unknown, complain: Complain): Reader {
  function raw(field: string): unknown {
    try {
      return (source as Record<string, unknown> | null | undefined)?.[field];
    } catch {
      complain(`\`${field}\``, 'readable', undefined);
      return undefined;
    }
  }
  function read<T>(field: string, expected: string, parse: (value: unknown) => T | undefined): T | undefined {
    const value = raw(field);
    if (value === undefined) return undefined;
    // Looking at a value may throw as well: it may be a proxy, or a date only by its prototype.
    const parsed = attempt(() => parse(value));
    if (parsed === undefined) complain(`\`${field}\``, expected, value);
    return parsed;
  }
  return {
    raw,
    read,
    name: (field) => read(field, 'a name of letters, digits, spaces and ._:-', (value) => (isName(value) ? value : undefined)),
    neededName(field, example) {
      const value = raw(field);
      if (isName(value)) return value;
      const replacement = replacementName(value);
      complain(`\`${field}\``, `a name such as "${example}"`, value, `it is recorded as "${replacement}"`);
      return replacement;
    },
    count: (field) =>
      read(field, 'a whole number from 0', (value) =>
        Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined,
      ),
    duration: (field) =>
      // `||`: nothing that may take a time takes none.
      read(field, 'a duration above zero such as "24h"', (value) => parseDuration(value) || undefined),
    time: (field) => read(field, 'a Date or epoch milliseconds', parseTime),
    oneOf: (field, values) => read(field, `one of ${values.join(', ')}`, (value) => values.find((known) => known === value)),
  };
}

/** Complains of the first field that is not known: it is likely a known one misspelt. */
export function checkFields(what: string, source: object, known: readonly string[], complain: Complain): void {
  const stranger = Object.keys(source).find((field) => !known.includes(field));
  if (stranger !== undefined) complain(`the fields of ${what}`, `among ${known.join(', ')}`, stranger);
}

function parseTime(value: unknown): number | undefined {
  const ms = value instanceof Date ? value.getTime() : value;
  // 8.64e15 is the last millisecond a Date can hold (ECMAScript, time values).
  return typeof ms === 'number' && Math.abs(ms) <= 8.64e15 ? ms : undefined;
}
