import { BackupTelemetryError, expected, kindOf, shown } from '../../errors.js';
import { parseDuration, type Duration } from '../../policy/duration.js';
import { invalid } from '../../untrusted/invalid.js';
import { describeUnknownKeys } from '../../untrusted/unknown-keys.js';

/** What is wrong with a value, as a sentence that may be shown: it holds no text of the value itself. */
export type Report = (sentence: string) => void;

/** Ends in an error with that sentence: for options that are given where nothing is at stake. */
const refuse: Report = (sentence) => {
  throw new BackupTelemetryError('configuration_invalid', sentence);
};

/** Says that this is no options object, or which of its keys nobody reads. */
export function checkKeys(what: string, options: unknown, known: readonly string[], report: Report = refuse): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    report(`${expected(what, `an object with ${list(known)}`, kindOf(options))}.`);
    return;
  }
  for (const sentence of describeUnknownKeys(`a field of ${what}`, options, known)) report(sentence);
}

/** Limits of a number or a duration; the default also stands in for a value that was refused without an error. */
export interface Limits<T> {
  readonly min: T;
  readonly max: T;
  readonly fallback: T;
}

/** Milliseconds of a duration within its limits. */
export function readDuration(name: string, value: unknown, { min, max, fallback }: Limits<Duration>, report: Report = refuse): number {
  const ms = parseDuration(value ?? fallback) ?? NaN;
  // Written so that NaN is outside, here as in every comparison with a limit.
  if (ms >= millisecondsOf(min) && ms <= millisecondsOf(max)) return ms;
  report(`${expected(`\`${name}\``, `a duration from ${min} to ${max} such as "${fallback}"`, shown(value))}.`);
  return millisecondsOf(fallback);
}

/** A whole number within its limits. */
export function readWhole(name: string, value: unknown, { min, max, fallback }: Limits<number>, report: Report = refuse): number {
  const number = value ?? fallback;
  if (Number.isSafeInteger(number) && Number(number) >= min && Number(number) <= max) return Number(number);
  report(`${expected(`\`${name}\``, `a whole number from ${min} to ${max}`, shown(value))}.`);
  return fallback;
}

/** A function, or what stands in for it. */
export function readFunction<T extends (...args: never[]) => unknown>(
  name: string,
  value: T | undefined,
  fallback: T,
  report: Report = refuse,
): T {
  if (value === undefined || typeof value === 'function') return value ?? fallback;
  report(`${expected(`\`${name}\``, 'a function', kindOf(value))}.`);
  return fallback;
}

/** A clock that says when it is none: a time that is no number would pass every comparison, or none. */
export function readClock(now: (() => number) | undefined, what = '`now` to return', report: Report = refuse): () => number {
  const read = readFunction('now', now, Date.now, report);
  return () => {
    const time: unknown = read();
    if (typeof time === 'number' && time >= 0 && time <= MAX_TIME_MS) return time;
    throw invalid(`${what} milliseconds since the Unix epoch`, shown(time));
  };
}

// The last moment that a `Date` can hold.
const MAX_TIME_MS = 8.64e15;

function millisecondsOf(duration: Duration): number {
  return parseDuration(duration) ?? NaN;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
