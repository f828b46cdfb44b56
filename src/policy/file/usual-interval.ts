import type { Schedule } from '../schedule/create-schedule.js';
import { parseSchedule } from '../schedule/parse-schedule.js';
import type { PolicyTier } from './resolve.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// A week of starts every five minutes: no pattern of a week is longer. A year of them where they are fewer.
const MOST_STARTS = 2_016;
const YEAR_MS = 366 * DAY_MS;
// Any year does: a schedule repeats itself, but for the days on which clocks change.
const FROM = new Date(Date.UTC(2026, 0, 1));

const known = new WeakMap<object, number | undefined>();

/** Longest usual time between two starts of a tier in milliseconds, maintenance windows aside; `undefined` where it has no schedule, or one start. */
export function usualInterval({ scheduleDefinition }: PolicyTier): number | undefined {
  if (!scheduleDefinition) return undefined;
  // Jobs that inherit a schedule share it.
  if (!known.has(scheduleDefinition)) {
    const parsed = parseSchedule(scheduleDefinition);
    known.set(scheduleDefinition, parsed.ok ? intervalOf(parsed.schedule) : undefined);
  }
  return known.get(scheduleDefinition);
}

function intervalOf(schedule: Schedule): number | undefined {
  const starts = schedule.next(MOST_STARTS, FROM).map((start) => start.getTime());
  const seen = starts.filter((start) => start <= FROM.getTime() + YEAR_MS);
  const gaps = (seen.length > 1 ? seen : starts.slice(0, 2)).flatMap((start, index, all) =>
    index === 0 ? [] : start - (all[index - 1] ?? start),
  );
  if (gaps.length === 0) return undefined;
  const widest = Math.max(...gaps);
  const days = Math.round(widest / DAY_MS) * DAY_MS;
  return days > 0 && Math.abs(widest - days) <= HOUR_MS ? days : widest;
}
