import { parseDuration } from '../policy/duration.js';
import { attempt } from './attempt.js';
import type { Complain } from './complain.js';
import { parseName, replacementName } from './names.js';

/** A caller's object, read field by field. A wrong field, or one whose getter throws, is complained of and left out. */
export interface Input {
  readonly source: unknown;
  readonly complain: Complain;
}

/** The field as it came. */
export function readRaw({ source, complain }: Input, field: string): unknown {
  try {
    return (source as Record<string, unknown> | null | undefined)?.[field];
  } catch {
    complain(`\`${field}\``, 'readable', undefined);
    return undefined;
  }
}

/** What `parse` makes of the field; it answers `undefined` for a wrong one. */
export function read<T>(input: Input, field: string, expected: string, parse: (value: unknown) => T | undefined): T | undefined {
  const value = readRaw(input, field);
  if (value === undefined) return undefined;
  // Looking at a value may throw as well: it may be a proxy, or a date only by its prototype.
  const parsed = attempt(() => parse(value));
  if (parsed === undefined) input.complain(`\`${field}\``, expected, value);
  return parsed;
}

export function readName(input: Input, field: string): string | undefined {
  return read(input, field, 'a name such as "eu-1"', parseName);
}

/** A name that is needed: a wrong one is replaced. */
export function readNeededName(input: Input, field: string, example: string): string {
  const value = readRaw(input, field);
  const name = attempt(() => parseName(value));
  if (name !== undefined) return name;
  const replacement = replacementName(value);
  input.complain(`\`${field}\``, `a name such as "${example}"`, value, `it is recorded as "${replacement}"`);
  return replacement;
}

/** A name that may be left out: a wrong one is replaced, since it tells two things apart. */
export function readIdentityName(input: Input, field: string, example: string): string | undefined {
  return readRaw(input, field) === undefined ? undefined : readNeededName(input, field, example);
}

export function readCount(input: Input, field: string): number | undefined {
  return read(input, field, 'a whole number from 0', parseCount);
}

/** Milliseconds. */
export function readDuration(input: Input, field: string): number | undefined {
  // `||`: nothing that may take a time takes none.
  return read(input, field, 'a duration above zero such as "24h"', (value) => parseDuration(value) || undefined);
}

/** Milliseconds since the Unix epoch. */
export function readTime(input: Input, field: string): number | undefined {
  return read(input, field, 'a Date or epoch milliseconds', parseTime);
}

export function readOneOf<V extends string>(input: Input, field: string, values: readonly V[]): V | undefined {
  const value = readRaw(input, field);
  const found = values.find((known) => known === value);
  if (found === undefined && value !== undefined) input.complain(`\`${field}\``, `one of ${values.join(', ')}`, value);
  return found;
}

/** Complains of the first field that is not known: it is likely a known one misspelt. */
export function checkFields(what: string, source: object, known: readonly string[], complain: Complain): void {
  const stranger = Object.keys(source).find((field) => !known.includes(field));
  if (stranger !== undefined) complain(`the fields of ${what}`, `among ${known.join(', ')}`, stranger);
}

function parseCount(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

function parseTime(value: unknown): number | undefined {
  const ms = value instanceof Date ? value.getTime() : value;
  // 8.64e15 is the last millisecond a Date can hold (ECMAScript, time values).
  return typeof ms === 'number' && Math.abs(ms) <= 8.64e15 ? ms : undefined;
}
