import type { CivilDay } from './civil.js';
import { WEEKDAYS } from './field.js';

/** A rule about the end of a month or the weeks of it, which only croner reads. */
export type DayRule = (day: CivilDay) => boolean;

/** Takes what only croner reads out of a day field: `L` of the days of a month, `5#2` and `5L` of the weekdays. */
export function takeDayRules(text: string, field: 'day' | 'weekday'): { readonly rules: readonly DayRule[]; readonly rest: string } {
  const rules: DayRule[] = [];
  const rest = text.split(',').filter((part) => {
    const rule = field === 'day' ? lastDay(part) : weekdayOf(part);
    if (rule) rules.push(rule);
    return !rule;
  });
  return { rules, rest: rest.join(',') };
}

function lastDay(part: string): DayRule | undefined {
  return part.toUpperCase() === 'L' ? ({ day, length }) => day === length : undefined;
}

/** `5#2` is the second Friday, `5L` and `5#L` the last. */
function weekdayOf(part: string): DayRule | undefined {
  const match = /^([0-7]|[a-z]{3})(?:#([1-5])|#?(L))$/i.exec(part);
  if (!match) return undefined;
  const [, name = '', nth, last] = match;
  const named = WEEKDAYS.indexOf(name.toLowerCase());
  const weekday = named >= 0 ? named : Number(name) % 7;
  if (Number.isNaN(weekday)) return undefined;
  return (day) => day.weekday === weekday && (last === undefined ? Math.ceil(day.day / 7) === Number(nth) : day.day > day.length - 7);
}
