import type { Scheduler } from './types.js';

/** What a field of a cron expression may hold. */
export interface FieldRange {
  /** As sentences call it. */
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values from `min` on, in lower case. */
  readonly names?: readonly string[];
}

/** What a field says. */
export interface Field {
  /** Ascending, each once. */
  readonly values: readonly number[];
  /** Whether the scheduler takes the field for one that says nothing: the other day field alone decides then. */
  readonly isStar: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export const SECOND: FieldRange = { name: 'second', min: 0, max: 59 };
export const MINUTE: FieldRange = { name: 'minute', min: 0, max: 59 };
export const HOUR: FieldRange = { name: 'hour', min: 0, max: 23 };
export const DAY: FieldRange = { name: 'day of the month', min: 1, max: 31 };
export const MONTH: FieldRange = { name: 'month', min: 1, max: 12, names: MONTHS };

/** Kubernetes has no 7 for Sunday. */
export function weekdayRange(scheduler: Scheduler): FieldRange {
  return { name: 'weekday', min: 0, max: scheduler === 'kubernetes' ? 6 : 7, names: WEEKDAYS };
}

/** Reads a field as its scheduler does. The problem is what was expected, to be put behind `Expected the hour of ... to be`. */
export function readField(text: string, range: FieldRange, scheduler: Scheduler): Field | { readonly expected: string } {
  const values = new Set<number>();
  let isStar = false;
  for (const [index, part] of text.split(',').entries()) {
    const [body = '', step, more] = part.split('/');
    if (more !== undefined || part === '') return { expected: describeField(range) };
    const every = step === undefined ? 1 : readStep(step, range, scheduler);
    if (every === undefined) return { expected: `${describeField(range)}, with a step such as */5` };
    const isWhole = body === '*' || (body === '?' && (scheduler === 'kubernetes' || scheduler === 'node'));
    const span = isWhole ? ([range.min, range.max] as const) : readSpan(body, range);
    if (!span) return { expected: describeField(range) };
    const [low, high] = span;
    const isSingle = !isWhole && !body.includes('-');
    if (isSingle && step !== undefined && scheduler !== 'kubernetes') {
      return { expected: `a step of a range (${String(low)}-${String(range.max)}/${step}): a step of one number is not read` };
    }
    for (let value = low; value <= (isSingle && step !== undefined ? range.max : high); value += every) values.add(value);
    isStar ||= isWhole && takesForStar(scheduler, index, every, text);
  }
  return { values: [...values].sort((a, b) => a - b), isStar };
}

/** Vixie cron looks at the first character alone, robfig/cron at whether a step leaves anything out, croner at the whole field. */
function takesForStar(scheduler: Scheduler, index: number, every: number, text: string): boolean {
  if (scheduler === 'kubernetes') return every === 1;
  return scheduler === 'node' ? text === '*' || text === '?' : index === 0;
}

function readStep(text: string, { min, max }: FieldRange, scheduler: Scheduler): number | undefined {
  if (!/^\d{1,4}$/.test(text)) return undefined;
  const step = Number(text);
  if (step === 0 || (scheduler === 'node' && step > max - min + 1)) return undefined;
  return step;
}

function readSpan(text: string, range: FieldRange): readonly [number, number] | undefined {
  const [first = '', last = first, more] = text.split('-');
  const low = readValue(first, range);
  const high = readValue(last, range);
  return more !== undefined || low === undefined || high === undefined || low > high ? undefined : [low, high];
}

function readValue(text: string, { min, max, names = [] }: FieldRange): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return min + named;
  if (!/^\d{1,4}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}

/** `0-59, a list or a range of them, or *`. */
function describeField({ min, max, names }: FieldRange): string {
  const named = names ? ` or ${names[0] ?? ''}-${names.at(-1) ?? ''}` : '';
  return `${String(min)}-${String(max)}${named}, a list (1,3) or an ascending range (1-3) of them, or *`;
}
