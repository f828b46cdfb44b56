import cronstrue from 'cronstrue';
import type { OnCalendarParts } from './on-calendar.js';
import type { Component } from './on-calendar-component.js';
import type { Interval } from './interval.js';
import type { Scheduler } from './types.js';

const OPTIONS = { use24HourTimeFormat: true, throwExceptionOnParseError: true };

/** `At 02:30, Monday through Friday (Europe/Berlin, by cron)`. */
export function describeCron(expanded: string, timezone: string, scheduler: Scheduler, isAnd: boolean): string {
  return `${sentence(expanded, isAnd) ?? `By the cron expression ${expanded}`} (${timezone}, by ${scheduler})`;
}

/** `At 02:30, Monday through Friday (Europe/Berlin, by systemd)`. */
export function describeOnCalendar(text: string, parts: OnCalendarParts, timezone: string): string {
  const expanded = asCron(parts);
  const words = expanded === undefined ? undefined : sentence(expanded, true);
  return `${words ?? `By systemd's calendar expression ${text.trim()}`} (${timezone}, by systemd)`;
}

/** `Every 24 hours`, `Every day at the same time of day (Europe/Berlin)`. */
export function describeInterval(interval: Interval, every: string, timezone: string | undefined, startingAt: string | undefined): string {
  const from = startingAt === undefined ? 'counted from the last start' : `counted from ${startingAt}`;
  if ('ms' in interval) return `Every ${every}, ${from}`;
  const { count, unit } = interval;
  return `Every ${count === 1 ? unit : `${String(count)} ${unit}s`} of the calendar (${timezone ?? 'UTC'}), ${from}`;
}

/** `Tue 1 Dec 2026, 02:30 CET (Europe/Berlin)`. */
export function formatStart(start: Date, timezone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(start.getTime() % 60_000 === 0 ? {} : { second: '2-digit' }),
    timeZoneName: 'short',
  });
  const parts = Object.fromEntries(format.formatToParts(start).map(({ type, value }) => [type, value]));
  const time = [parts['hour'], parts['minute'], parts['second']].filter((part) => part !== undefined).join(':');
  const date = [parts['weekday'], parts['day'], parts['month'], parts['year']].join(' ');
  const name = parts['timeZoneName'] ?? '';
  return `${date}, ${time} ${name === timezone ? name : `${name} (${timezone})`}`;
}

function sentence(expression: string, logicalAndDayFields: boolean): string | undefined {
  try {
    const text = cronstrue.toString(expression, { ...OPTIONS, logicalAndDayFields });
    // Its "and" of two day fields means either.
    return logicalAndDayFields ? text : text.replace(/, and (on|only on) /, ', or $1 ');
  } catch {
    return undefined;
  }
}

/** The same as a cron expression with seconds and years; `undefined` where cron has no words for it. */
function asCron({ weekdays, years, months, days, hours, minutes, seconds }: OnCalendarParts): string | undefined {
  const day = days.fromEnd === true ? (days.text.replace(/^0+/, '') === '1' ? 'L' : undefined) : cronField(days);
  if (day === undefined) return undefined;
  const time = [seconds, minutes, hours].map(cronField);
  const weekday = weekdays.length === 0 ? '*' : [...weekdays].sort((a, b) => a - b).join(',');
  return [...time, day, cronField(months), joined(weekday), ...(years.isAny ? [] : [cronField(years)])].join(' ');
}

function cronField({ text }: Component): string {
  return text.replace(/\d+/g, (digits) => String(Number(digits))).replaceAll('..', '-');
}

/** `1,2,3,4,5` as `1-5`: it reads better. */
function joined(weekdays: string): string {
  const days = weekdays.split(',').map(Number);
  const [first = 0] = days;
  const isRun = days.length > 2 && days.every((day, index) => day === first + index);
  return isRun ? `${String(first)}-${String(days.at(-1))}` : weekdays;
}
