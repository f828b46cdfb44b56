import { beforeAll, describe, expect, test } from 'vitest';
import { schedule, type Scheduler } from '../../../../src/policy/index.js';
import { modelStarts, walk, type ModelJob, type Shown } from '../oracles/wall-walk.js';
import { distinctZones, halfHour, spansOfChanges, ZONES } from '../oracles/zones.js';
import { LOOP_LIMIT_MS, share } from '../../../kit/loops.js';

// Three years, with 29 February 2028, for jobs at 01:00 to 03:00 in every zone there is: some days about each change of clocks in all of
// them, and every half hour of the three years in some.
const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2029, 0, 1);
const DAY_MS = 86_400_000;
const WALKED_WHOLE = ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Beirut', 'America/Santiago', 'Asia/Katmandu'];
const SCHEDULERS: readonly Scheduler[] = ['cron', 'systemd', 'kubernetes', 'node'];

const at = (hour: number, minute: number) => (shown: Shown) => shown.hour === hour && shown.minute === minute;
const HALF_HOURS = [1, 2, 3].flatMap((hour) => [0, 30].map((minute) => [hour, minute] as const));
const DAILY: readonly (readonly [cron: string, ModelJob])[] = [
  ...HALF_HOURS.map(([hour, minute]) => [`${String(minute)} ${String(hour)} * * *`, { isDue: at(hour, minute), isFixed: true }] as const),
  ['0,30 * * * *', { isDue: (shown) => shown.minute % 30 === 0, isFixed: false }],
];
const RARE: readonly (readonly [cron: string, ModelJob])[] = [
  ['30 2 29 2 *', { isDue: (shown) => at(2, 30)(shown) && shown.month === 2 && shown.day === 29, isFixed: true }],
  ['0 1 31 * *', { isDue: (shown) => at(1, 0)(shown) && shown.day === 31, isFixed: true }],
  ['30 1 * * 0', { isDue: (shown) => at(1, 30)(shown) && shown.weekday === 0, isFixed: true }],
  ['0 2 1 1,4,10 *', { isDue: (shown) => at(2, 0)(shown) && shown.day === 1 && [1, 4, 10].includes(shown.month), isFixed: true }],
];

interface Span {
  readonly zone: string;
  /** Minutes from one look at the clock to the next. */
  readonly step: number;
  readonly walked: readonly Shown[];
}

let zones: readonly string[] = [];
let changes = 0;
let aboutChanges: readonly Span[] = [];
let whole: readonly Span[] = [];

beforeAll(() => {
  zones = distinctZones(FROM, UNTIL);
  const walkOf = (zone: string, from: number, until: number) => {
    // Two zones are a quarter of an hour off.
    const step = halfHour(zone, FROM) === FROM ? 30 : 15;
    return { zone, step, walked: walk(zone, halfHour(zone, from), until, step) };
  };
  const spans = zones.flatMap((zone) => spansOfChanges(zone, FROM, UNTIL).map((span) => [zone, ...span] as const));
  changes = spans.length;
  aboutChanges = share(spans, { ci: 100 }).map((span) => walkOf(...span));
  whole = WALKED_WHOLE.map((zone) => walkOf(zone, FROM - 3 * DAY_MS, UNTIL));
}, LOOP_LIMIT_MS);

test('zones that differ stand for all of them, with the changes of three years', () => {
  expect(ZONES.length).toBeGreaterThan(400);
  expect(zones.length).toBeGreaterThan(60);
  expect(zones).toContain('Australia/Lord_Howe');
  expect(changes).toBeGreaterThan(200);
});

describe.each(SCHEDULERS)('by %s', (scheduler) => {
  test.each(DAILY)('"%s" starts in every zone when a clock on the wall says so', (cron, job) => {
    expect(differences(aboutChanges, cron, job, scheduler)).toEqual([]);
  });

  test.each([...DAILY, ...RARE])('"%s" starts for three years when a clock on the wall says so', (cron, job) => {
    expect(differences(whole, cron, job, scheduler)).toEqual([]);
  });
});

function differences(spans: readonly Span[], cron: string, job: ModelJob, scheduler: Scheduler): readonly string[] {
  return spans.flatMap(({ zone, step, walked }) => {
    // What Kubernetes makes of half hours, and of days of the week and month without a midnight, is no matter of clocks: `kubernetes.test.ts`.
    const isOdd = zone === 'Australia/Lord_Howe' || !/\* \* \*$/.test(cron);
    if (scheduler === 'kubernetes' && isOdd && zone !== 'Europe/Berlin') return [];
    // The walk begins in the midst of a day, which it knows nothing of.
    const from = walked[0]!.at + 2 * DAY_MS;
    const until = walked.at(-1)!.at;
    const expected = modelStarts(walked, job, scheduler, step).filter((start) => start > from);
    const plan = schedule({ cron, timezone: zone, scheduler });
    const count = expected.length + 1;
    const next = plan
      .next(count, new Date(from))
      .map(Number)
      .filter((start) => start <= until);
    const previous = plan
      .previous(count, new Date(until))
      .map(Number)
      .filter((start) => start > from)
      .reverse();
    return [next, previous].flatMap((found) =>
      String(found) === String(expected) ? [] : [`${zone}: ${firstDifference(found, expected)}`],
    );
  });
}

function firstDifference(found: readonly number[], expected: readonly number[]): string {
  const index = Array.from({ length: Math.max(found.length, expected.length) }).findIndex((_, each) => expected[each] !== found[each]);
  const show = (start: number | undefined) => (start === undefined ? 'none' : new Date(start).toISOString());
  return `${show(found[index])} in place of ${show(expected[index])}`;
}
