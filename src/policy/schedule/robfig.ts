import type { Calendar } from './calendar.js';
import { civilDay, DAY_MS, dayNumber } from './civil.js';
import { wallOf } from './wall-clock.js';
import type { Zone } from './zone.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * The next start of a Kubernetes CronJob, in the steps that `SpecSchedule.Next` of robfig/cron v3.0.1 takes. Near a change of clocks
 * the steps decide: it adds hours to a time that is no longer on the hour after a change of 30 minutes, and looks for days at midnights.
 */
export function nextOfRobfig(
  { months, matchesDay, hours, minutes }: Calendar,
  zone: Zone,
  after: number,
  limit: number,
): number | undefined {
  let at = Math.floor(after / 1_000) * 1_000 + 1_000;
  let isMoved = false;

  const move = (unit: number) => {
    if (isMoved) return;
    isMoved = true;
    const wall = wallOf(zone, at);
    at = unit === MINUTE_MS ? at - (at % MINUTE_MS) : instantOf(zone, wall - (((wall % unit) + unit) % unit));
  };
  const day = () => civilDay(dayNumber(wallOf(zone, at)));
  const hour = () => new Date(wallOf(zone, at)).getUTCHours();
  const minute = () => new Date(wallOf(zone, at)).getUTCMinutes();

  search: while (at <= limit) {
    while (!months.has(day().month) || !matchesDay(day())) {
      if (at > limit) return undefined;
      move(DAY_MS);
      at = instantOf(zone, wallOf(zone, at) + DAY_MS);
      // Midnight is not always there.
      if (hour() !== 0) at += (hour() > 12 ? 24 - hour() : -hour()) * HOUR_MS;
      if (day().day === 1) continue search;
    }
    while (!hours.includes(hour())) {
      move(HOUR_MS);
      at += HOUR_MS;
      if (hour() === 0) continue search;
    }
    while (!minutes.includes(minute())) {
      move(MINUTE_MS);
      at += MINUTE_MS;
      if (minute() === 0) continue search;
    }
    if (at % MINUTE_MS === 0) return at;
    // It has no seconds, so it goes on to the next minute.
    isMoved = true;
    at += MINUTE_MS - (at % MINUTE_MS);
  }
  return undefined;
}

/** As `time.Date` of Go: the offset of that time taken for UTC, and if it does not hold there, the one that does. */
function instantOf(zone: Zone, wall: number): number {
  return wall - zone.offsetAt(wall - zone.offsetAt(wall));
}
