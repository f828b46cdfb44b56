import { DAY_MS, dayNumber } from './civil.js';

/** A moment at which the clocks of a zone are put forward or back. */
export interface ClockChange {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** Milliseconds ahead of UTC until then. */
  readonly before: number;
  /** Milliseconds ahead of UTC from then on. */
  readonly after: number;
}

/** The clocks of one zone of the tz database, as this runtime knows it. */
export interface Zone {
  readonly name: string;
  /** Milliseconds ahead of UTC. */
  readonly offsetAt: (instant: number) => number;
  /** Whether clocks change within three days of the one that is so many days after 1 January 1970. */
  readonly isNearChange: (day: number) => boolean;
  /** Changes after `from` and up to `until`. */
  readonly changesBetween: (from: number, until: number) => readonly ClockChange[];
}

interface Year {
  readonly offset: number;
  readonly changes: readonly ClockChange[];
  /** Days near a change of this year, also of the years beside it. */
  readonly nearDays: ReadonlySet<number>;
}

// The shortest time between two changes that the tz database has in this century is 27 days.
const SAMPLE_MS = 5 * DAY_MS;

// A date of the zone begins up to a day before or after that of UTC, and Kubernetes remembers the day before.
const NEAR_DAYS = 3;

// A program knows few zones, and there are some 600.
const zones = new Map<string, Zone>();

/** The zone of that name, or `undefined` where the runtime knows none. Offsets such as `+01:00` are none: they know no clock changes. */
export function findZone(name: string): Zone | undefined {
  const known = zones.get(name);
  if (known) return known;
  if (!/^[A-Za-z]/.test(name) || name.length > 64) return undefined;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
  const zone = createZone(name, (instant) => readOffset(format.format(instant)));
  zones.set(name, zone);
  return zone;
}

function createZone(name: string, lookUp: (instant: number) => number): Zone {
  const years = new Map<number, Year>();

  function yearOf(year: number): Year {
    let known = years.get(year);
    if (!known) {
      known = readYear(year, lookUp);
      years.set(year, known);
    }
    return known;
  }

  return {
    name,
    offsetAt(instant) {
      const { offset, changes } = yearOf(new Date(instant).getUTCFullYear());
      let found = offset;
      for (const { at, after } of changes) if (at <= instant) found = after;
      return found;
    },
    isNearChange(day) {
      const year = new Date(day * DAY_MS).getUTCFullYear();
      const isNear = (each: number) => yearOf(each).nearDays.has(day);
      return (
        isNear(year) ||
        isNear(new Date((day - NEAR_DAYS) * DAY_MS).getUTCFullYear()) ||
        isNear(new Date((day + NEAR_DAYS) * DAY_MS).getUTCFullYear())
      );
    },
    changesBetween(from, until) {
      const last = new Date(until).getUTCFullYear();
      const found: ClockChange[] = [];
      for (let year = new Date(from).getUTCFullYear(); year <= last; year += 1) {
        for (const change of yearOf(year).changes) if (change.at > from && change.at <= until) found.push(change);
      }
      return found;
    },
  };
}

function readYear(year: number, lookUp: (instant: number) => number): Year {
  const end = Date.UTC(year + 1, 0);
  // A change at the very first moment of a year is one of that year.
  let from = Date.UTC(year, 0) - 1_000;
  let before = lookUp(from);
  const offset = before;
  const changes: ClockChange[] = [];
  while (from < end - 1_000) {
    const until = Math.min(from + SAMPLE_MS, end - 1_000);
    const after = lookUp(until);
    if (after !== before) changes.push({ at: findChange(from, until, before, lookUp), before, after });
    from = until;
    before = after;
  }
  const nearDays = new Set(
    changes.flatMap(({ at }) => Array.from({ length: 2 * NEAR_DAYS + 1 }, (_, index) => dayNumber(at) - NEAR_DAYS + index)),
  );
  return { offset, changes, nearDays };
}

/** The second at which the offset is no longer `before`. */
function findChange(from: number, until: number, before: number, lookUp: (instant: number) => number): number {
  let [low, high] = [from, until];
  while (high - low > 1_000) {
    const middle = low + Math.floor((high - low) / 2_000) * 1_000;
    if (lookUp(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** Reads `11/30/2026, GMT+05:30`. */
function readOffset(text: string): number {
  const match = /GMT(?:([+-])(\d+)(?::(\d+))?(?::(\d+))?)?$/.exec(text);
  const [, sign, hours = 0, minutes = 0, seconds = 0] = match ?? [];
  const ms = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -ms : ms;
}
