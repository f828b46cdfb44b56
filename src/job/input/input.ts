import { parseDuration } from '../../policy/duration.js';
import { suggest } from '../../untrusted/suggest.js';
import { findUnknownKeys, hintOf, MOST_UNKNOWN, MOST_UNKNOWN_SAID, type UnknownKey } from '../../untrusted/unknown-keys.js';
import { orUndefined, quiet, tagOf } from '../../untrusted/calls.js';
import { EARLIEST_TIME_MS, LATEST_TIME_MS } from '../clock.js';
import type { Reject } from './reject.js';
import { parseName, replacementName } from './names.js';

/** A caller's object, read field by field. A wrong field, or one whose getter throws, is a problem and is left out. */
export interface Input {
  readonly source: unknown;
  readonly reject: Reject;
  /** What was not read: fields that are not known, with the one that was probably meant, and those that threw. */
  readonly lost?: UnknownKey[];
}

/** One whose fields were looked at. */
export interface OpenInput extends Input {
  readonly lost: UnknownKey[];
}

/** Lays what an input does not say beneath what it says. @param known - Every field that is read of it */
export type Underlay = (input: OpenInput, known: object) => OpenInput;

/** Takes a caller's object: one that is none, and each field that is not known, is a problem. */
export function openInput(source: unknown, what: string, fields: object, example: string, reject: Reject): OpenInput {
  const known = Object.keys(fields);
  const lost = isOptions(source) && orUndefined(() => findUnknownKeys(source, known, MOST_UNKNOWN));
  if (!lost) {
    reject(what, `an object such as ${example}`, source);
    // Nobody knows what stood in it.
    return { source, reject, lost: [{ key: what }] };
  }
  for (const unknown of lost.slice(0, MOST_UNKNOWN_SAID)) {
    const { key } = unknown;
    const name = /^[\w$-]+$/.test(key) ? `\`${key}\`` : 'a field';
    reject(
      name,
      `a field of ${what} ${hintOf(unknown, known)}`,
      orUndefined(() => (source as Record<string, unknown>)[key]),
    );
  }
  return { source, reject, lost };
}

/** Whether something has fields of its own. A promise has none yet; an error, a map, a response or bytes say what they say in another way. */
export function isOptions(value: unknown): value is object {
  return orUndefined(() => /Object|Module/.test(tagOf(quiet(value))) && !('then' in (value as object))) === true;
}

/** The first field of the caller's that was not read and was probably meant to be one of these. */
export function findLost({ lost }: Input, fields: readonly unknown[]): UnknownKey | undefined {
  return lost?.find(({ meant }) => fields.includes(meant));
}

/** The field as it came. */
export function readRaw({ source, reject, lost }: Input, field: string): unknown {
  try {
    return quiet((source as Record<string, unknown> | null | undefined)?.[field]);
  } catch {
    reject(`\`${field}\``, 'readable', undefined);
    lost?.push({ key: field, meant: field });
    return undefined;
  }
}

/** What `parse` makes of the field; it answers `undefined` for a wrong one. */
export function read<T>(input: Input, field: string, expected: string, parse: (value: unknown) => T | undefined): T | undefined {
  const value = readRaw(input, field);
  if (value === undefined) return undefined;
  // Looking at a value may throw as well: it may be a proxy, or a date only by its prototype.
  const parsed = orUndefined(() => parse(value));
  if (parsed === undefined) input.reject(`\`${field}\``, expected, value);
  return parsed;
}

export function readList(input: Input, field: string, expected: string): unknown[] | undefined {
  return read(input, field, expected, (value) => (Array.isArray(value) ? [...(value as unknown[])] : undefined));
}

/** A name that is needed: a wrong one is replaced. */
export function readNeededName(input: Input, field: string, example: string): string {
  const value = readRaw(input, field);
  const name = orUndefined(() => parseName(value));
  if (name !== undefined) return name;
  const replacement = replacementName(value);
  input.reject(`\`${field}\``, `a name such as "${example}"`, value, `it is recorded as "${replacement}"`);
  return replacement;
}

/** A name that may be left out: a wrong one is replaced, since it tells two things apart. */
export function readIdentityName(input: Input, field: string, example: string): string | undefined {
  return readRaw(input, field) === undefined ? undefined : readNeededName(input, field, example);
}

export function readCount(input: Input, field: string, least = 0): number | undefined {
  return read(input, field, `a whole number from ${least}`, (value) =>
    Number.isSafeInteger(value) && (value as number) >= least ? (value as number) : undefined,
  );
}

/** Milliseconds, at least so many: nothing that may take a time takes none. */
export function readDuration(input: Input, field: string, least = 1): number | undefined {
  return read(input, field, `a duration of at least ${least} ms such as "24h"`, (value) => {
    const ms = parseDuration(value) ?? 0;
    return ms < least ? undefined : ms;
  });
}

/** Milliseconds of a duration that nobody states in fractions of `stepMs`: a bare number that does is likely one of seconds. It is read as what it says. */
export function readLongDuration(input: Input, field: string, stepMs: number): number | undefined {
  const ms = readDuration(input, field);
  // A text has its unit.
  if (ms && ms % stepMs !== 0 && typeof readRaw(input, field) === 'number')
    input.reject(`\`${field}\``, `in milliseconds when it is a number (did you mean "${ms}s"?)`, ms, `it is ${ms / 1_000} s`);
  return ms;
}

/** Milliseconds since the Unix epoch. Seconds and microseconds are seen by the year they would be. */
export function readTime(input: Input, field: string): number | undefined {
  return read(input, field, 'a Date or epoch milliseconds', parseTime);
}

export function readOneOf<V extends string>(input: Input, field: string, values: readonly V[]): V | undefined {
  const value = readRaw(input, field);
  const found = values.find((known) => known === value);
  if (found !== undefined || value === undefined) return found;
  const meant = typeof value === 'string' ? suggest(value, values) : undefined;
  input.reject(`\`${field}\``, `one of ${values.join(', ')}${meant === undefined ? '' : ` (did you mean "${meant}"?)`}`, value);
  return undefined;
}

function parseTime(value: unknown): number | undefined {
  const ms = value instanceof Date ? value.getTime() : value;
  return typeof ms === 'number' && ms >= EARLIEST_TIME_MS && ms < LATEST_TIME_MS ? ms : undefined;
}
