import { checkUrl } from '../../http/url.js';
import { parseDuration } from '../../policy/duration.js';
import type { OptionSchema } from './option-table.js';

// By hand: zod takes longer to load than all else that a command loads, and `exec` has its command wait for that.

/** A whole number. */
export function whole(min: number, max: number): OptionSchema<number> {
  return read(`a whole number from ${min} to ${max}`, (text) => within(/^\d{1,15}$/.test(text) ? Number(text) : undefined, min, max));
}

/** A number with a unit, which may have a fraction. */
export function amount(unit: string, min: number, max: number): OptionSchema<number> {
  return read(`${unit} from ${min} to ${max}`, (text) =>
    within(/^\d{1,15}(?:\.\d{1,6})?$/.test(text) ? Number(text) : undefined, min, max),
  );
}

/** A duration such as `10s`, in milliseconds. A number without a unit is none: nobody knows what it was meant in. */
export function duration(min: string, max: string, example: string): OptionSchema<number> {
  const [minMs = 0, maxMs = Infinity] = [parseDuration(min), parseDuration(max)];
  return read(`a duration from ${min} to ${max} such as "${example}"`, (text) => within(parseDuration(text), minMs, maxMs));
}

/** A moment with its offset: what a text without one means depends on the machine that reads it. */
export function moment(): OptionSchema<Date> {
  return read('a moment with its offset such as "2026-06-01T02:30:00Z" or "2026-06-01T02:30:00+02:00"', (text) => {
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(time) ? undefined : new Date(time);
  });
}

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[]): OptionSchema<T> {
  return read(words.join(' or '), (text) => words.find((word) => word === text));
}

/** An address. It is never shown: it may hold a token. */
export function address(): OptionSchema<string> {
  return {
    safeParse: (text) =>
      problemOf(text, 'it') === undefined
        ? { success: true, data: checkUrl(text, 'it') }
        : wrong((name) => problemOf(text, name) ?? `expected ${name} to be an address`),
  };
}

function problemOf(text: string, name: string): string | undefined {
  try {
    checkUrl(text, name);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whatever `parse` makes of a text; it answers `undefined` for a wrong one. @param expected - What it reads, as in "expected --port to be a whole number" */
export function read<T>(expected: string, parse: (text: string) => T | undefined): OptionSchema<T> {
  return {
    safeParse(text) {
      const data = parse(text);
      return data === undefined
        ? wrong((name) => `expected ${name} to be ${expected}, got "${text.slice(0, 80)}"`)
        : { success: true, data };
    },
  };
}

function wrong(sentence: (name: string) => string) {
  return { success: false, error: { issues: [{ code: 'custom', message: sentence('it'), params: { sentence } }] } } as const;
}

function within(value: number | undefined, min: number, max: number): number | undefined {
  return value !== undefined && value >= min && value <= max ? value : undefined;
}
