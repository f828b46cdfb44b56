import * as z from 'zod';
import { checkUrl } from '../../http/url.js';
import { parseDuration } from '../../policy/duration.js';

/** A whole number. */
export function whole(min: number, max: number): z.ZodType<number, string> {
  return read(`a whole number from ${min} to ${max}`, (text) => within(/^\d{1,15}$/.test(text) ? Number(text) : undefined, min, max));
}

/** A number with a unit, which may have a fraction. */
export function amount(unit: string, min: number, max: number): z.ZodType<number, string> {
  return read(`${unit} from ${min} to ${max}`, (text) =>
    within(/^\d{1,15}(?:\.\d{1,6})?$/.test(text) ? Number(text) : undefined, min, max),
  );
}

/** A duration such as `10s`, in milliseconds. A number without a unit is none: nobody knows what it was meant in. */
export function duration(min: string, max: string, example: string): z.ZodType<number, string> {
  const [minMs = 0, maxMs = Infinity] = [parseDuration(min), parseDuration(max)];
  return read(`a duration from ${min} to ${max} such as "${example}"`, (text) => within(parseDuration(text), minMs, maxMs));
}

/** A moment with its offset: what a text without one means depends on the machine that reads it. */
export function moment(): z.ZodType<Date, string> {
  return read('a moment with its offset such as "2026-06-01T02:30:00Z" or "2026-06-01T02:30:00+02:00"', (text) => {
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(time) ? undefined : new Date(time);
  });
}

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[]): z.ZodType<T, string> {
  return read(words.join(' or '), (text) => words.find((word) => word === text));
}

/** An address. It is never shown: it may hold a token. */
export function address(): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    const problem = problemOf(text, 'it');
    if (problem === undefined) return checkUrl(text, 'it');
    context.addIssue({ code: 'custom', params: { sentence: (name: string) => problemOf(text, name) } });
    return z.NEVER;
  });
}

function problemOf(text: string, name: string): string | undefined {
  try {
    checkUrl(text, name);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function read<T>(expected: string, parse: (text: string) => T | undefined): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({
      code: 'custom',
      params: { sentence: (name: string) => `expected ${name} to be ${expected}, got "${text.slice(0, 80)}"` },
    });
    return z.NEVER;
  });
}

function within(value: number | undefined, min: number, max: number): number | undefined {
  return value !== undefined && value >= min && value <= max ? value : undefined;
}
