import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schedule, type Scheduler } from '../../../../src/policy/index.js';
import { modelStarts, walk, type ModelJob } from '../oracles/wall-walk.js';
import { ZONES } from '../oracles/zones.js';
import { loops, LOOP_LIMIT_MS } from '../../../kit/loops.js';

const DAY_MS = 86_400_000;

/** A field, and what it means, by ways that share nothing. */
interface Field {
  readonly text: string;
  readonly holds: (value: number) => boolean;
  readonly isStar: boolean;
  readonly isSingle: boolean;
}

function field(min: number, max: number): fc.Arbitrary<Field> {
  const number = fc.integer({ min, max });
  return fc.oneof(
    fc.constant({ text: '*', holds: () => true, isStar: true, isSingle: false }),
    number.map((value) => ({ text: String(value), holds: (each: number) => each === value, isStar: false, isSingle: true })),
    fc
      .tuple(number, number)
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => ({
        text: `${String(a)},${String(b)}`,
        holds: (each: number) => each === a || each === b,
        isStar: false,
        isSingle: false,
      })),
    fc
      .tuple(number, number)
      .filter(([a, b]) => a < b)
      .map(([a, b]) => ({
        text: `${String(a)}-${String(b)}`,
        holds: (each: number) => each >= a && each <= b,
        isStar: false,
        isSingle: false,
      })),
    fc
      .integer({ min: 2, max: max - min })
      .map((step) => ({ text: `*/${String(step)}`, holds: (each: number) => (each - min) % step === 0, isStar: true, isSingle: false })),
  );
}

const anyDay: Field = { text: '*', holds: () => true, isStar: true, isSingle: false };
// Sometimes on some days only.
const dayField = (min: number, max: number) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(anyDay) }, { weight: 2, arbitrary: field(min, max) });

test.each(['cron', 'systemd', 'node', 'kubernetes'] as const)(
  'any expression by %s starts in any zone when one who watches its clock starts it',
  (scheduler: Scheduler) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.record({ minute: field(0, 59), hour: field(0, 23), day: dayField(1, 31), month: dayField(1, 12), weekday: dayField(0, 6) }),
        // From the first change of clocks of a half-hour zone to a leap day.
        fc.integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2028, 2, 3) / 60_000 }),
        fc.constantFrom(0, 1, 2, 3),
        (zone, { minute, hour, day, month, weekday }, start, change) => {
          // Changes of clocks are rare: three times out of four the days about one are taken.
          const near = change === 0 ? undefined : changeAfter(zone, start * 60_000);
          if (scheduler === 'kubernetes' && changeAfter(zone, (near ?? start * 60_000) - 5 * DAY_MS, 10) !== undefined) return;
          const from = near === undefined ? start * 60_000 : near - 3 * DAY_MS;
          const walked = walk(zone, from, from + 5 * DAY_MS);
          const isStar = (text: string) => (scheduler === 'node' || scheduler === 'kubernetes' ? text === '*' : text.startsWith('*'));
          const isAnd = isStar(day.text) || isStar(weekday.text);
          const job: ModelJob = {
            isDue: (shown) =>
              minute.holds(shown.minute) &&
              hour.holds(shown.hour) &&
              month.holds(shown.month) &&
              (isAnd ? day.holds(shown.day) && weekday.holds(shown.weekday) : day.holds(shown.day) || weekday.holds(shown.weekday)),
            isFixed: scheduler === 'node' ? minute.isSingle && hour.isSingle : !minute.isStar && !hour.isStar,
          };
          const begin = from + DAY_MS;
          const end = walked.at(-1)!.at;
          const expected = modelStarts(walked, job, scheduler).filter((at) => at > begin);
          const cron = [minute, hour, day, month, weekday].map(({ text }) => text).join(' ');
          // Days and months may never meet.
          fc.pre(!(month.isSingle && day.isSingle && !isAnd) && isPossible(cron));
          const plan = schedule({ cron, timezone: zone, scheduler });
          const next = plan
            .next(expected.length + 1, new Date(begin))
            .map(Number)
            .filter((at) => at <= end);
          const previous = plan
            .previous(expected.length + 1, new Date(end))
            .map(Number)
            .filter((at) => at > begin);
          expect({ cron, zone, next }).toEqual({ cron, zone, next: expected });
          expect({ cron, zone, previous: previous.reverse() }).toEqual({ cron, zone, previous: expected });
        },
      ),
      { numRuns: loops({ ci: 40, soak: 2_000 }) },
    );
  },
  LOOP_LIMIT_MS,
);

function isPossible(cron: string): boolean {
  const [, , day = '', month = ''] = cron.split(' ');
  return !/^3[01]/.test(day) || month === '*';
}

/** The day before which the clocks of a zone show another time at the same moment of the day, within some days. */
function changeAfter(zone: string, from: number, days = 250): number | undefined {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const first = format.format(from);
  for (let at = from + DAY_MS; at < from + days * DAY_MS; at += DAY_MS) if (format.format(at) !== first) return at;
  return undefined;
}
