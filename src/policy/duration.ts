/** Units a {@link Duration} may have: milliseconds, seconds, minutes, hours, days, weeks. */
export type DurationUnit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w';

/**
 * A length of time: a number of milliseconds, or a number with a unit such as `"90s"`, `"24h"` or `"1.5d"`.
 * A day is 24 hours, whatever the calendar says.
 */
export type Duration = number | `${number}${DurationUnit}`;

const MS_PER_UNIT: Record<DurationUnit, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const PATTERN = /^(\d{1,12}(?:\.\d{1,6})?)(ms|s|m|h|d|w)$/;

/**
 * Milliseconds of a duration, or `undefined` for anything that is not a finite, non-negative one.
 *
 * @example
 * ```ts
 * parseDuration('24h'); // 86_400_000
 * parseDuration('1 day'); // undefined
 * ```
 */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match = PATTERN.exec(value);
  return match ? Number(match[1]) * MS_PER_UNIT[match[2] as DurationUnit] : undefined;
}
