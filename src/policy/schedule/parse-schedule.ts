import { shown } from '../../errors.js';
import { describeUnknown, findUnknownKeys, keysOf } from '../../untrusted/unknown-keys.js';
import { isEverDue } from './calendar.js';
import { createCalendarStarts } from './calendar-starts.js';
import { createSchedule, type Schedule } from './create-schedule.js';
import { readCron } from './cron.js';
import { isMoment } from './moments.js';
import { addIntervals, createIntervalStarts, isTooLong, readInterval } from './interval.js';
import { readOnCalendar } from './on-calendar.js';
import { SCHEDULERS, type CronSchedule, type IntervalSchedule, type OnCalendarSchedule, type Scheduler } from './types.js';
import { describeCron, describeInterval, describeOnCalendar, formatStart } from './words.js';
import { findZone, type Zone } from './zone.js';

/** What is wrong with a schedule. */
export interface ScheduleProblem {
  /** The field that it is about; none where it is about the schedule as a whole. */
  readonly field?: string | undefined;
  /** What was expected and what came, as a sentence. */
  readonly message: string;
}

/** A schedule, or what is wrong with it. */
export type ParsedSchedule =
  { readonly ok: true; readonly schedule: Schedule } | { readonly ok: false; readonly problems: readonly ScheduleProblem[] };

type Fields = Readonly<Record<string, unknown>>;

/** Notes what is wrong, and gives nothing in its place. */
type Report = (message: string, field?: string) => undefined;

const CRON_KEYS = keysOf<CronSchedule>({ cron: 1, timezone: 1, scheduler: 1 });
const ON_CALENDAR_KEYS = keysOf<OnCalendarSchedule>({ onCalendar: 1, timezone: 1, scheduler: 1 });
const INTERVAL_KEYS = keysOf<IntervalSchedule>({ every: 1, timezone: 1, startingAt: 1 });
const KINDS = ['cron', 'onCalendar', 'every'];

/**
 * Reads a schedule that may be wrong: what is wrong with it comes back as sentences, and nothing is thrown.
 *
 * @example
 * ```ts
 * const parsed = parseSchedule({ cron: '0 0 31 2 *', timezone: 'Europe/Berlin', scheduler: 'cron' });
 * if (!parsed.ok) console.error(parsed.problems.map(({ message }) => message).join('\n'));
 * ```
 */
export function parseSchedule(value: unknown): ParsedSchedule {
  const problems: ScheduleProblem[] = [];
  const report: Report = (message, field) => void problems.push({ message, field });
  const schedule = readSchedule(value, report);
  return schedule && problems.length === 0 ? { ok: true, schedule } : { ok: false, problems };
}

function readSchedule(value: unknown, report: Report): Schedule | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return report(`Expected a schedule to be an object with \`cron\`, \`onCalendar\` or \`every\`, got ${shown(value)}.`);
  }
  const fields = value as Fields;
  const kinds = KINDS.filter((kind) => fields[kind] !== undefined);
  if (kinds.length !== 1) {
    const came = kinds.length === 0 ? 'none of them' : kinds.map((kind) => `\`${kind}\``).join(' and ');
    for (const unknown of findUnknownKeys(fields, [...CRON_KEYS, ...ON_CALENDAR_KEYS, ...INTERVAL_KEYS])) {
      report(describeUnknown('a field of a schedule', unknown, KINDS), unknown.key);
    }
    return report(`Expected a schedule to have one of \`cron\`, \`onCalendar\` and \`every\`, got ${came}.`);
  }
  const known = fields['cron'] !== undefined ? CRON_KEYS : fields['onCalendar'] !== undefined ? ON_CALENDAR_KEYS : INTERVAL_KEYS;
  for (const unknown of findUnknownKeys(fields, known)) {
    report(describeUnknown(`a field of a schedule with \`${String(kinds[0])}\``, unknown, known), unknown.key);
  }
  if (known === CRON_KEYS) return readCronSchedule(fields, report);
  return known === ON_CALENDAR_KEYS ? readOnCalendarSchedule(fields, report) : readIntervalSchedule(fields, report);
}

function readCronSchedule({ cron, timezone, scheduler }: Fields, report: Report): Schedule | undefined {
  const zone = readZone(timezone, report);
  const by = readScheduler(scheduler, SCHEDULERS, report);
  if (typeof cron !== 'string') return report(`Expected \`cron\` to be a text such as "30 2 * * 1-5", got ${shown(cron)}.`, 'cron');
  // How the text is read depends on who reads it.
  if (!by) return undefined;
  const read = readCron(cron, by);
  if ('problem' in read) return report(read.problem, 'cron');
  if (!isEverDue(read.calendar)) return report(neverDue('cron', cron), 'cron');
  if (!zone) return undefined;
  return createSchedule(createCalendarStarts(read.calendar, zone, by), {
    describe: () => describeCron(read.expanded, zone.name, by, read.isAnd),
    format: (start) => formatStart(start, zone.name),
  });
}

function readOnCalendarSchedule({ onCalendar, timezone, scheduler = 'systemd' }: Fields, report: Report): Schedule | undefined {
  readScheduler(scheduler, ['systemd'], report);
  if (typeof onCalendar !== 'string') {
    return report(`Expected \`onCalendar\` to be a text such as "Mon..Fri 02:30", got ${shown(onCalendar)}.`, 'onCalendar');
  }
  const read = readOnCalendar(onCalendar);
  if ('problem' in read) return report(read.problem, 'onCalendar');
  const zone = timezone === undefined && read.timezone !== undefined ? findZone(read.timezone) : readZone(timezone, report);
  if (zone && read.timezone !== undefined && read.timezone !== zone.name) {
    return report(
      `Expected \`timezone\` to be left out or ${read.timezone}, as \`onCalendar\` has it, got ${shown(timezone)}.`,
      'timezone',
    );
  }
  if (!isEverDue(read.calendar)) return report(neverDue('onCalendar', onCalendar), 'onCalendar');
  if (!zone) return undefined;
  return createSchedule(createCalendarStarts(read.calendar, zone, 'systemd'), {
    describe: () => describeOnCalendar(onCalendar, read.parts, zone.name),
    format: (start) => formatStart(start, zone.name),
  });
}

function readIntervalSchedule({ every, timezone, startingAt }: Fields, report: Report): Schedule | undefined {
  const interval = readInterval(every);
  if (!interval)
    return report(
      `Expected \`every\` to be a duration of at least "1s" such as "24h", or days, weeks, months or years such as "1 day", got ${shown(every)}.`,
      'every',
    );
  if (isTooLong(interval)) return report(`Expected \`every\` to be at most 100 years, got ${shown(every)}.`, 'every');
  if ('unit' in interval && timezone === undefined) {
    return report(
      `Expected \`timezone\` beside \`every: ${shown(every)}\`: a ${interval.unit} of the calendar is as long as its zone makes it. For 24 hours write "24h".`,
      'timezone',
    );
  }
  const zone = timezone === undefined ? findZone('UTC') : readZone(timezone, report);
  const anchor = startingAt === undefined ? undefined : readInstant(startingAt);
  if (Number.isNaN(anchor)) {
    return report(
      `Expected \`startingAt\` to be a date and time with its offset, such as "2026-01-01T02:30:00+01:00", got ${shown(startingAt)}.`,
      'startingAt',
    );
  }
  if (!zone) return undefined;
  const words = {
    describe: () =>
      describeInterval(
        interval,
        typeof every === 'number' ? `${String(every)} ms` : String(every),
        timezone === undefined ? undefined : zone.name,
        startingAt as string | undefined,
      ),
    format: (start: Date) => formatStart(start, zone.name),
  };
  if (anchor !== undefined) return createSchedule(createIntervalStarts(interval, zone, anchor), words);
  const after = (moment: number, count: number) =>
    Array.from({ length: count }, (_, index) => addIntervals(interval, zone, moment, index + 1));
  return createSchedule({ after, upTo: () => [] }, words, { isRelative: true, expectedAt: () => undefined });
}

/** Milliseconds; NaN for what is no instant: a time without an offset is another on each machine. */
function readInstant(value: unknown): number {
  const ms =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(value)
      ? Date.parse(value)
      : NaN;
  return isMoment(ms) ? ms : NaN;
}

function readZone(timezone: unknown, report: Report): Zone | undefined {
  const zone = typeof timezone === 'string' ? findZone(timezone) : undefined;
  return (
    zone ??
    report(
      `Expected \`timezone\` to be the zone of the scheduler's clock by its name in the tz database, such as Europe/Berlin or UTC, got ${shown(timezone)}.`,
      'timezone',
    )
  );
}

function readScheduler(scheduler: unknown, known: readonly Scheduler[], report: Report): Scheduler | undefined {
  const found = known.find((each) => each === scheduler);
  return (
    found ??
    report(
      `Expected \`scheduler\` to be ${known.length === 1 ? String(known[0]) : `one of ${known.join(', ')}: they differ when clocks change`}, got ${shown(scheduler)}.`,
      'scheduler',
    )
  );
}

function neverDue(field: string, text: string): string {
  return `Expected \`${field}\` to have a day on which it runs, got ${shown(text)}, whose days and months never meet.`;
}
