import * as z from 'zod';
import { describeUnknown } from '../../untrusted/unknown-keys.js';
import { suggest } from '../../untrusted/suggest.js';
import { parseDuration, type Duration } from '../duration.js';

// The error of each field is what was expected; `problemsOf` puts the path before it and what came behind it.

/** An object that has these fields and no others. @param name - As sentences call it, such as `a job` */
export function fields<T extends z.ZodRawShape>(name: string, shape: T): z.ZodObject<T, z.core.$strict> {
  // Those with a sign are for editors.
  const known = Object.keys(shape).filter((key) => !key.startsWith('$'));
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return `an object with ${known.join(', ')}`;
      const keys = issue.keys as readonly string[];
      return keys
        .map((key) => describeUnknown(`a field of ${name}`, { key: key.slice(0, 40), meant: suggest(key, known) }, known))
        .join(' ');
    },
  });
}

/** A line of text that is not empty. */
export function text(expected: string, max = 256): z.ZodString {
  return z
    .string({ error: expected })
    .min(1, expected)
    .max(max, `${expected} of at most ${String(max)} characters`)
    .regex(/^[^\r\n]*$/, `${expected} on one line`);
}

/** A name as telemetry takes it: of a path, an address or a URL it has a hash in its place, which no promise would ever match. */
export function name(expected: string): z.ZodString {
  return text(expected, 128).regex(/^[\p{L}\p{N}][\p{L}\p{N} ._:-]*$/u, `${expected}: letters, digits, spaces and . _ - :`);
}

const DURATION = 'a duration such as "15m" or "24h", or a number of milliseconds';

/** A length of time. */
export const duration = z
  .union([z.number().min(0, DURATION), z.string().regex(/^\d{1,12}(\.\d{1,6})?(ms|s|m|h|d|w)$/, DURATION)], { error: DURATION })
  .transform((value) => value as Duration);

/** Milliseconds of a duration that the schema let through. */
export function msOf(value: Duration): number {
  return parseDuration(value) ?? NaN;
}

const BYTES_PER_UNIT: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

const SIZE = 'a size such as "500 MB" or "2 GiB", or a whole number of bytes';

/** A size; bytes once it is read. */
export const bytes = z
  .union([z.number().int(SIZE).min(0, SIZE), z.string().regex(/^\d{1,9}(\.\d{1,3})? ?(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)$/, SIZE)], {
    error: SIZE,
  })
  .transform((value) => {
    if (typeof value === 'number') return value;
    const [, number, unit = ''] = /^([\d.]+) ?(\w+)$/.exec(value) ?? [];
    return Math.round(Number(number) * (BYTES_PER_UNIT[unit] ?? NaN));
  });

/** A whole number within its limits. */
export function whole(min: number, max: number): z.ZodNumber {
  const expected = `a whole number from ${String(min)} to ${String(max)}`;
  return z.number({ error: expected }).int(expected).min(min, expected).max(max, expected);
}

/** A moment with its offset: without one it is another in each zone. */
export const instant = z.iso.datetime({ offset: true, error: 'a date and time with its offset such as "2026-06-01T22:00:00+02:00"' });

/** An address of a page. */
export const link = z.url({ protocol: /^https?$/, error: 'a URL that begins with https:// or http://' }).max(2_000);
