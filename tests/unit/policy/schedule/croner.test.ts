import { Cron } from 'croner';
import { describe, expect, test } from 'vitest';
import { parseSchedule, schedule } from '../../../../src/policy/index.js';
import { distinctZones, spansOfChanges } from '../oracles/zones.js';
import { LOOP_LIMIT_MS, share } from '../../../kit/loops.js';

// croner is both what `scheduler: 'node'` stands for and an implementation of cron's fields that is not ours.
const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2027, 0, 1);

function cronerStarts(cron: string, timezone: string, from: number, until: number, most = Infinity): readonly number[] {
  const job = new Cron(cron, { timezone });
  const found: number[] = [];
  for (let at = job.nextRun(new Date(from)); at && at.getTime() <= until && found.length < most; at = job.nextRun(at))
    found.push(at.getTime());
  return found;
}

test(
  'about each change of clocks in every zone, jobs start when croner says',
  () => {
    const crons = ['30 2 * * *', '0 0 * * *', '15 2 * * *', '0,30 1-3 * * *', '20 */3 * * *', '30 1 * * 0', '15 30 2 * * *'];
    const cases = distinctZones(FROM, UNTIL).flatMap((zone) =>
      spansOfChanges(zone, FROM, UNTIL).flatMap(([from, until]) => crons.map((cron) => ({ cron, zone, from, until }))),
    );
    const wrong = share(cases, { ci: 400 }).flatMap(({ cron, zone, from, until }) => {
      const expected = cronerStarts(cron, zone, from, until);
      const plan = schedule({ cron, timezone: zone, scheduler: 'node' });
      const count = expected.length + 1;
      const next = plan
        .next(count, new Date(from))
        .map(Number)
        .filter((at) => at <= until);
      const previous = plan
        .previous(count, new Date(until))
        .map(Number)
        .filter((at) => at > from)
        .reverse();
      return [next, previous]
        .filter((found) => String(found) !== String(expected))
        .map((found) => {
          const first = expected.findIndex((at, index) => at !== found[index]);
          return `${cron} in ${zone}: ${String(found[first])} in place of ${String(expected[first])}`;
        });
    });
    expect(wrong).toEqual([]);
  },
  LOOP_LIMIT_MS,
);

describe('fields are read as croner reads them', () => {
  test.each([
    '*/15 * * * *',
    '0-59/7 * * * *',
    '1,2,30-40 * * * *',
    '0 8-18/2 * * 1-5',
    '0 0 ? * ?',
    '0 0 */2 * 1',
    '0 0 1,15 * 1',
    '0 0 1-7 * *',
    '0 0 * * MON-FRI',
    '0 0 * JAN,mar *',
    '0 0 * * 7',
    '0 0 * * 5-7',
    '0 0 L * *',
    '0 0 1,L * *',
    '0 0 * * 5#2',
    '0 0 * * 5L',
    '0 0 * * 5#L',
    '0 0 L * 1',
    '0 0 13 * 5',
    '@daily',
    '@weekly',
    '@monthly',
    '@yearly',
    '@annually',
    '@hourly',
    '30 0 12 * * *',
    '*/10 * 0 1 1 *',
    '0 0 29 2 *',
    '0 0 31 * *',
    '0 0 30 1-6 *',
    '0 0 * 2 MON#4',
    '0 0 15 * FRI#1',
    '0 0 * * 0',
    '0 0 *,5 * 1',
  ])('"%s"', (cron) => {
    const expected = cronerStarts(cron, 'UTC', FROM, FROM + 1_500 * 86_400_000, 300);
    expect(expected.length).toBeGreaterThan(0);
    expect(schedule({ cron, timezone: 'UTC', scheduler: 'node' }).next(expected.length, new Date(FROM)).map(Number)).toEqual(expected);
  });
});

test.each([
  '5/15 * * * *',
  '0 22-2 * * *',
  '*/90 * * * *',
  '0 24 * * *',
  '60 0 * * *',
  '0 0 +1 * *',
  '0 0 * * MONDAY',
  '0 0 L-3 * *',
  '* * * *',
  '',
  '0 0 0 * *',
  'a b c d e',
  '0 0 * * 8',
  '0 0 * 13 *',
  '*/0 * * * *',
])('"%s" is refused as by croner', (cron) => {
  expect(() => new Cron(cron)).toThrow();
  expect(parseSchedule({ cron, timezone: 'UTC', scheduler: 'node' })).toMatchObject({
    ok: false,
    problems: [{ field: 'cron', message: expect.stringMatching(/^Expected .*got/s) as string }],
  });
});

test('what croner leaves without runs and without a word is refused', () => {
  expect(new Cron('0 0 31 2 *').nextRun()).toBeNull();
  expect(parseSchedule({ cron: '0 0 31 2 *', timezone: 'UTC', scheduler: 'node' })).toMatchObject({
    ok: false,
    problems: [{ message: 'Expected `cron` to have a day on which it runs, got "0 0 31 2 *", whose days and months never meet.' }],
  });
});
