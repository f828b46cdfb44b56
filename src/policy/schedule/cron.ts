import { shown } from '../../errors.js';
import { timesOfDay, type Calendar } from './calendar.js';
import type { CivilDay } from './civil.js';
import { DAY, HOUR, MINUTE, MONTH, readField, SECOND, weekdayRange, type Field, type FieldRange } from './field.js';
import { takeDayRules, type DayRule } from './node-days.js';
import type { Scheduler } from './types.js';

const NICKNAMES: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

const LONGEST = 200;

/** A cron expression as its scheduler reads it, or what is wrong with it. */
export type ReadCron =
  | {
      readonly calendar: Calendar;
      /** Without a nickname. */
      readonly expanded: string;
      /** Whether a day has to be of both day fields, not of either. */
      readonly isAnd: boolean;
    }
  | { readonly problem: string };

/** Reads a cron expression. */
export function readCron(cron: string, scheduler: Scheduler): ReadCron {
  const text = cron.trim();
  if (text.length > LONGEST)
    return { problem: `Expected \`cron\` to have at most ${String(LONGEST)} characters, got ${String(text.length)}.` };
  const nickname = /^@/.test(text) ? readNickname(text) : text;
  if (typeof nickname !== 'string') return nickname;
  const fields = nickname.split(/[ \t]+/);
  const hasSeconds = fields.length === 6 && scheduler === 'node';
  if (fields.length !== 5 && !hasSeconds) {
    const also = scheduler === 'node' ? ', with one for seconds before them where needed' : '';
    return {
      problem: `Expected \`cron\` to have the five fields minute, hour, day of the month, month, weekday${also}, such as "30 2 * * 1-5", got ${String(fields.length)} in ${shown(cron)}.`,
    };
  }
  return readFields(hasSeconds ? fields : ['0', ...fields], cron, scheduler);
}

function readNickname(text: string): string | { readonly problem: string } {
  const meant = NICKNAMES[text.toLowerCase()];
  if (meant !== undefined) return meant;
  const known = `Expected \`cron\` to be one of ${Object.keys(NICKNAMES).join(', ')} or to have five fields, got ${shown(text)}`;
  if (/^@every\b/i.test(text)) return { problem: `${known}. Write \`every: "6h"\` in place of \`cron\` for equal distances.` };
  if (/^@reboot\b/i.test(text)) return { problem: `${known}: it has no times that could be expected.` };
  return { problem: `${known}.` };
}

function readFields(texts: readonly string[], cron: string, scheduler: Scheduler): ReadCron {
  const [secondText = '', minuteText = '', hourText = '', dayText = '', monthText = '', weekdayText = ''] = texts;
  const ofDay = scheduler === 'node' ? takeDayRules(dayText, 'day') : { rules: [], rest: dayText };
  const ofWeek = scheduler === 'node' ? takeDayRules(weekdayText, 'weekday') : { rules: [], rest: weekdayText };
  let problem: string | undefined;
  const read = (text: string, range: FieldRange, rules: readonly DayRule[] = []): Field => {
    if (text === '' && rules.length > 0) return { values: [], isStar: false };
    const field = readField(text, range, scheduler);
    if (!('expected' in field)) return field;
    problem ??= `Expected the ${range.name} of \`cron\` to be ${field.expected}, got ${shown(text)} in ${shown(cron)} (read as ${READER[scheduler]} does).`;
    return { values: [], isStar: true };
  };
  const seconds = read(secondText, SECOND);
  const minutes = read(minuteText, MINUTE);
  const hours = read(hourText, HOUR);
  const days = read(ofDay.rest, DAY, ofDay.rules);
  const months = read(monthText, MONTH);
  const weekdays = read(ofWeek.rest, weekdayRange(scheduler), ofWeek.rules);
  if (problem !== undefined) return { problem };

  const calendar: Calendar = {
    months: new Set(months.values),
    matchesDay: matchDays(days, ofDay.rules, weekdays, ofWeek.rules),
    hours: hours.values,
    minutes: minutes.values,
    times: timesOfDay(hours.values, minutes.values, seconds.values),
    isFixed:
      scheduler === 'node'
        ? [seconds, minutes, hours].every(({ values }) => values.length === 1)
        : !minuteText.startsWith('*') && !hourText.startsWith('*'),
  };
  return { calendar, expanded: texts.slice(secondText === '0' ? 1 : 0).join(' '), isAnd: days.isStar || weekdays.isStar };
}

/** The days of one field where the other says nothing, else the days of either. */
function matchDays(
  days: Field,
  dayRules: readonly DayRule[],
  weekdays: Field,
  weekdayRules: readonly DayRule[],
): (day: CivilDay) => boolean {
  const inMonth = new Set(days.values);
  const inWeek = new Set(weekdays.values.map((weekday) => weekday % 7));
  const isDay = (day: CivilDay) => inMonth.has(day.day) || dayRules.some((rule) => rule(day));
  const isWeekday = (day: CivilDay) => inWeek.has(day.weekday) || weekdayRules.some((rule) => rule(day));
  return days.isStar || weekdays.isStar ? (day) => isDay(day) && isWeekday(day) : (day) => isDay(day) || isWeekday(day);
}

const READER: Readonly<Record<Scheduler, string>> = {
  cron: 'cron',
  systemd: 'cron',
  kubernetes: 'Kubernetes',
  node: 'croner',
};
