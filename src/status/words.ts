const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** A time span as people read it, cut to its two largest units: `25 h 26 min`, `5 d 4 h`, `41 s`. Hours up to two days. */
export function describeSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const units = whole < 172_800 ? UNITS.slice(1) : UNITS;
  const first = units.findIndex(([, size]) => whole >= size);
  if (first < 0) return '0 s';
  let left = whole;
  const parts = units.slice(first, first + 2).flatMap(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? [] : [`${String(count)} ${unit}`];
  });
  return parts.join(' ');
}

// As far as a Date reaches: a time beyond, which somebody made up, costs its own sense alone.
const MOST_MS = 8.64e15;

/** ISO 8601 in UTC, of milliseconds since the Unix epoch. */
export function isoOfMs(ms: number): string {
  return new Date(Math.max(-MOST_MS, Math.min(MOST_MS, ms))).toISOString();
}

/** The same of seconds. */
export function iso(seconds: number): string {
  return isoOfMs(Math.round(seconds * 1_000));
}
