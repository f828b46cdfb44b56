import type { Duration } from '../duration.js';

/**
 * What starts the job. They differ when clocks change:
 *
 * - `cron`: Vixie cron, as Debian and its kin have it, and cronie.
 * - `systemd`: timers.
 * - `kubernetes`: CronJobs, by robfig/cron.
 * - `node`: croner, inside the program.
 */
export type Scheduler = 'cron' | 'systemd' | 'kubernetes' | 'node';

export const SCHEDULERS = ['cron', 'systemd', 'kubernetes', 'node'] as const satisfies readonly Scheduler[];

/** Units of the calendar: a day of it has 23 hours or 25 where clocks change. */
export type CalendarUnit = 'day' | 'week' | 'month' | 'year';

/** A number of days, weeks, months or years of the calendar, such as `"1 day"` or `"2 weeks"`. */
export type CalendarInterval = `${number} ${CalendarUnit}` | `${number} ${CalendarUnit}s`;

/** Starts by a cron expression. */
export interface CronSchedule {
  /** As the scheduler reads it: `30 2 * * 1-5`. */
  readonly cron: string;
  /** Zone of the tz database that the scheduler's clock is in, such as `Europe/Berlin`. `UTC` where the machine runs in UTC. */
  readonly timezone: string;
  /** What starts the job. */
  readonly scheduler: Scheduler;
}

/** Starts by a systemd timer. */
export interface OnCalendarSchedule {
  /** As `OnCalendar=` has it: `Mon..Fri 02:30`. */
  readonly onCalendar: string;
  /** Zone of the machine; not needed where the expression names one (`02:30 Europe/Berlin`). */
  readonly timezone?: string | undefined;
  /** Nothing else reads such expressions. @default 'systemd' */
  readonly scheduler?: 'systemd' | undefined;
}

/** Starts at equal distances. */
export interface IntervalSchedule {
  /** Time that passes (`"24h"`), or units of the calendar (`"1 day"`), which keep the time of day when clocks change. */
  readonly every: Duration | CalendarInterval;
  /** Zone whose calendar counts; needed for units of the calendar. */
  readonly timezone?: string | undefined;
  /** One of the starts, as ISO 8601 with its offset (`2026-01-01T02:30:00+01:00`). Without it each start counts from the one before. */
  readonly startingAt?: string | undefined;
}

/** A schedule as data: what `defineBackup` and the policy file take. */
export type ScheduleDefinition = CronSchedule | OnCalendarSchedule | IntervalSchedule;
