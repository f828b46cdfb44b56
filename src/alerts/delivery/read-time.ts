// No backup that somebody is notified of is older: what is before it is a number of seconds, or no time at all.
const EARLIEST_MS = Date.UTC(2000);
/** How far the clock of whoever measured may be ahead. */
const FUTURE_MS = 300_000;

/**
 * A time as people give one: a `Date` or what counts as a number like one, seconds or milliseconds since the Unix epoch, or a text with a
 * date and a time of day. Nothing for what is none, and for a time from the future.
 */
export function readTime(value: unknown, now: number): Date | undefined {
  const ms = asMilliseconds(typeof value === 'string' ? readText(value) : numberOf(value));
  return ms <= now + FUTURE_MS && ms >= EARLIEST_MS ? new Date(ms) : undefined;
}

/** Seconds and milliseconds of the years in question are numbers of different lengths. */
export function asMilliseconds(time: number): number {
  return time >= EARLIEST_MS / 1_000 && time < EARLIEST_MS / 10 ? time * 1_000 : time;
}

function readText(text: string): number {
  if (/^\s*\d{9,14}(?:\.\d{1,9})?\s*$/.test(text)) return Number(text);
  return /\d{4}/.test(text) && /\d:\d\d/.test(text) && text.length <= 80 ? Date.parse(text) : NaN;
}

function numberOf(value: unknown): number {
  try {
    return Number(value);
  } catch {
    return NaN;
  }
}
