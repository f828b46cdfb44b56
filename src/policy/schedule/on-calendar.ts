import { timesOfDay, type Calendar } from './calendar.js';
import { readComponent, type Component } from './on-calendar-component.js';
import { findZone } from './zone.js';

/** An `OnCalendar=` expression, with its parts for words, or what is wrong with it. */
export type ReadOnCalendar =
  { readonly calendar: Calendar; readonly timezone?: string | undefined; readonly parts: OnCalendarParts } | { readonly problem: string };

/** Parts of an expression in full, as systemd normalizes them. */
export interface OnCalendarParts {
  readonly weekdays: readonly number[];
  readonly years: Component;
  readonly months: Component;
  readonly days: Component;
  readonly hours: Component;
  readonly minutes: Component;
  readonly seconds: Component;
}

const SHORTHANDS: Readonly<Record<string, string>> = {
  minutely: '*-*-* *:*:00',
  hourly: '*-*-* *:00:00',
  daily: '*-*-* 00:00:00',
  weekly: 'Mon *-*-* 00:00:00',
  monthly: '*-*-01 00:00:00',
  quarterly: '*-01,04,07,10-01 00:00:00',
  semiannually: '*-01,07-01 00:00:00',
  'semi-annually': '*-01,07-01 00:00:00',
  yearly: '*-01-01 00:00:00',
  annually: '*-01-01 00:00:00',
};

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const LONGEST = 200;
const EXAMPLE = 'such as "Mon..Fri 02:30", "*-*-1 03:00" or "daily"';

/** Reads an expression as systemd does: weekday, date and time, each of which may be left out, and a zone. */
export function readOnCalendar(text: string): ReadOnCalendar {
  const wrong = (what: string): ReadOnCalendar => ({ problem: `Expected ${what}, got ${JSON.stringify(text.slice(0, 60))}.` });
  if (text.length > LONGEST) return wrong(`\`onCalendar\` to have at most ${String(LONGEST)} characters`);
  const words = text.trim().split(/[ \t]+/);
  const last = words.at(-1) ?? '';
  const timezone = words.length > 1 && /^[a-z]+(?:[/_+-]|$)/i.test(last) && !readWeekdays(last) ? last : undefined;
  if (timezone !== undefined) {
    words.pop();
    if (!findZone(timezone)) return wrong(`\`onCalendar\` to end in a zone of the tz database such as Europe/Berlin, or in none`);
  }
  const [shorthand = ''] = words;
  const full = words.length === 1 ? (SHORTHANDS[shorthand.toLowerCase()] ?? shorthand) : words.join(' ');
  const parts = readParts(full.split(' '));
  if (typeof parts === 'string') return wrong(`${parts} of \`onCalendar\` as systemd has it, ${EXAMPLE}`);
  return { calendar: calendarOf(parts), timezone, parts };
}

/** The parts, or what of them is wrong. */
function readParts(words: string[]): OnCalendarParts | string {
  const weekdays = readWeekdays(words[0] ?? '');
  if (weekdays) words.shift();
  const date = words[0]?.includes(':') === false ? words.shift() : undefined;
  const time = words.shift();
  if (words.length > 0 || (!weekdays && date === undefined && time === undefined)) return 'weekday, date and time';
  const dates = readDate(date ?? '*-*-*');
  if (!dates) return 'the date (year-month-day, each of them *, a number, a list 1,15, a range 1..7 or a step 1/7)';
  const [hourText = '', minuteText = '', secondText = '0', more] = (time ?? '0:0:0').split(':');
  const hours = readComponent(hourText, 0, 23);
  const minutes = readComponent(minuteText, 0, 59);
  const seconds = readComponent(secondText, 0, 59);
  if (more !== undefined || !hours || !minutes || !seconds) {
    return 'the time (hour:minute or hour:minute:second, each of them *, a number, a list 0,30, a range 8..18 or a step 0/15)';
  }
  return { weekdays: weekdays ?? [], ...dates, hours, minutes, seconds };
}

function readDate(text: string): Pick<OnCalendarParts, 'years' | 'months' | 'days'> | undefined {
  const match = /^(?:([^-~]+)-)?([^-~]+)([-~])([^-~]+)$/.exec(text);
  if (!match) return undefined;
  const [, year = '*', month = '', dash, day = ''] = match;
  const years = readComponent(year, 1970, 2199);
  const months = readComponent(month, 1, 12);
  const days = readComponent(day, 1, 31, dash === '~');
  return years && months && days && { years, months, days };
}

/** Weekdays by name, `Mon..Fri`, `Sat,Sun`; `undefined` for what is none. */
function readWeekdays(text: string): readonly number[] | undefined {
  const found = new Set<number>();
  for (const part of text.toLowerCase().replace(/,$/, '').split(',')) {
    const [first = '', last = first, more] = part.split(/\.\.|-/);
    const [low, high] = [weekdayOf(first), weekdayOf(last)];
    if (more !== undefined || low === undefined || high === undefined || low > high) return undefined;
    for (let day = low; day <= high; day += 1) found.add(day % 7);
  }
  return [...found];
}

/** 1 is Monday, 7 Sunday: the week of systemd begins with Monday. */
function weekdayOf(name: string): number | undefined {
  const index = WEEKDAYS.findIndex((weekday) => weekday === name || weekday.slice(0, 3) === name);
  return index < 0 ? undefined : index || 7;
}

function calendarOf({ weekdays, years, months, days, hours, minutes, seconds }: OnCalendarParts): Calendar {
  const all = (component: Component, length: number) => (component.isAny ? Array.from({ length }, (_, index) => index) : component.values);
  const isWeekday = (weekday: number) => weekdays.length === 0 || weekdays.includes(weekday);
  const inMonth = new Set(days.values);
  const inYears = new Set(years.values);
  return {
    months: new Set(months.isAny ? Array.from({ length: 12 }, (_, index) => index + 1) : months.values),
    matchesDay: ({ year, day, weekday, length }) =>
      isWeekday(weekday) &&
      (years.isAny || inYears.has(year)) &&
      (days.isAny || inMonth.has(days.fromEnd === true ? length + 1 - day : day)),
    hours: all(hours, 24),
    minutes: all(minutes, 60),
    times: timesOfDay(all(hours, 24), all(minutes, 60), all(seconds, 60)),
    isFixed: false,
    years: years.isAny ? undefined : [years.values[0] ?? 1970, years.values.at(-1) ?? 2199],
  };
}
