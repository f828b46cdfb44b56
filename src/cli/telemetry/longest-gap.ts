import { parseSchedule } from '../../policy/schedule/parse-schedule.js';

// More than a year of working days, and a day of minutes.
const STARTS = 1_500;

/** The longest time between two coming starts of a cron schedule, in milliseconds, or what is wrong with it. */
export function longestGapMs(cron: string, timezone = localZone(), now = new Date()): number | { readonly mistake: string } {
  const parsed = parseSchedule({ cron, timezone, scheduler: 'cron' });
  if (!parsed.ok) return { mistake: `--schedule: ${parsed.problems.map(({ message }) => message).join(' ')}` };
  const starts = parsed.schedule.next(STARTS, now).map((start) => start.getTime());
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? start));
  return gaps.length === 0 ? { mistake: '--schedule: expected one that has more than one start' } : Math.max(...gaps);
}

function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
