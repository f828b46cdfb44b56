import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchRuns, schedule, withChanges, withPauses, type RunStart, type Schedule } from '../../../../src/policy/index.js';
import { loops } from '../../../kit/loops.js';

const nightly = schedule({ cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler: 'cron' });
const at = (time: string) => new Date(time);
const run = (time: string, more: Partial<RunStart> = {}): RunStart => ({ startedAt: at(time), ...more });

describe('the expected start that a run counts for', () => {
  test.each<[string, RunStart, string | undefined]>([
    ['at its time', run('2026-06-20T00:30:00Z'), '2026-06-20T00:30:00Z'],
    ['half an hour late', run('2026-06-20T01:00:00Z'), '2026-06-20T00:30:00Z'],
    ['most of a day late', run('2026-06-20T22:00:00Z', { trigger: 'schedule' }), '2026-06-20T00:30:00Z'],
    ['by a clock that is two minutes ahead', run('2026-06-20T00:28:00Z'), '2026-06-20T00:30:00Z'],
    ['six minutes early', run('2026-06-20T00:24:00Z'), '2026-06-19T00:30:00Z'],
    ['by hand', run('2026-06-20T01:00:00Z', { trigger: 'manual' }), undefined],
    ['by an event', run('2026-06-20T01:00:00Z', { trigger: 'event' }), undefined],
    [
      'by hand, for a start that it names',
      run('2026-06-20T14:00:00Z', { trigger: 'manual', scheduledFor: at('2026-06-20T00:30:00Z') }),
      '2026-06-20T00:30:00Z',
    ],
    ['that names what is no start', run('2026-06-20T14:00:00Z', { scheduledFor: at('2026-06-20T00:31:00Z') }), undefined],
    ['another attempt', run('2026-06-20T02:00:00Z', { trigger: 'retry' }), '2026-06-20T00:30:00Z'],
    ['in the night when clocks go forward', run('2026-03-29T01:00:03Z'), '2026-03-29T01:00:00Z'],
    ['in the second 02:30 when they go back', run('2026-10-25T01:30:00Z'), '2026-10-25T00:30:00Z'],
  ])('%s', (_, started, expected) => {
    expect(nightly.expectedAt(started)).toEqual(expected === undefined ? undefined : at(expected));
  });

  test('of a job that starts every minute a run is not taken for the next because it is nearer', () => {
    const minutely = schedule({ cron: '* * * * *', timezone: 'UTC', scheduler: 'cron' });
    expect(minutely.expectedAt(run('2026-06-20T00:30:50Z'))).toEqual(at('2026-06-20T00:30:00Z'));
    expect(minutely.expectedAt(run('2026-06-20T00:30:55Z'))).toEqual(at('2026-06-20T00:31:00Z'));
  });
});

describe('runs and expected starts', () => {
  const span = { from: at('2026-06-20T00:00:00Z'), until: at('2026-06-24T00:40:00Z'), grace: '15m' } as const;

  test('are matched: on time, late, missed, due, and extra', () => {
    const runs = [
      run('2026-06-20T00:31:00Z'),
      run('2026-06-20T12:00:00Z', { trigger: 'manual' }),
      run('2026-06-21T01:00:00Z'),
      run('2026-06-21T02:00:00Z', { trigger: 'retry' }),
      run('2026-06-21T03:00:00Z'),
      run('2026-06-23T00:29:59Z'),
    ];
    const { expected, extra } = matchRuns(nightly, runs, span);
    expect(
      expected.map(({ at: start, state, latenessMs, retries }) => [
        start.toISOString().slice(0, 10),
        state,
        latenessMs / 60_000,
        retries.length,
      ]),
    ).toEqual([
      ['2026-06-20', 'on_time', 1, 0],
      ['2026-06-21', 'late', 30, 1],
      ['2026-06-22', 'missed', 2_890, 0],
      ['2026-06-23', 'on_time', 0, 0],
      ['2026-06-24', 'due', 10, 0],
    ]);
    expect(extra).toEqual([runs[1], runs[4]]);
    expect(expected[1]?.run).toBe(runs[2]);
  });

  test('a start that has not taken place is late once the grace is over, and missed once the next is due', () => {
    const stateAt = (until: string) =>
      matchRuns(nightly, [], { from: at('2026-06-20T00:00:00Z'), until: at(until), grace: '15m' }).expected[0]?.state;
    expect(
      ['2026-06-20T00:45:00.000Z', '2026-06-20T00:45:00.001Z', '2026-06-21T00:29:59.999Z', '2026-06-21T00:30:00Z'].map(stateAt),
    ).toEqual(['due', 'late', 'late', 'missed']);
  });

  test('`30 2 * * *` in Berlin is quiet on both Sundays by every scheduler that fires as it does', () => {
    for (const scheduler of ['cron', 'systemd', 'kubernetes', 'node'] as const) {
      const plan = schedule({ cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler });
      for (const [from, until] of [
        ['2026-03-27T12:00:00Z', '2026-03-31T12:00:00Z'],
        ['2026-10-23T12:00:00Z', '2026-10-27T12:00:00Z'],
      ] as const) {
        const fired = plan
          .next(10, at(from))
          .filter((start) => start < at(until))
          .map((start) => ({ startedAt: new Date(start.getTime() + 2_000), trigger: 'schedule' as const }));
        const { expected, extra } = matchRuns(plan, fired, { from: at(from), until: at(until), grace: '1m' });
        expect([scheduler, ...expected.map(({ state }) => state).filter((state) => state !== 'on_time'), ...extra]).toEqual([scheduler]);
      }
    }
  });

  test('of an interval without a known start count from the last run', () => {
    const every6h = schedule({ every: '6h' });
    const runs = ['2026-06-19T22:00:00Z', '2026-06-20T04:10:00Z', '2026-06-20T22:30:00Z'].map((time) => run(time));
    const { expected, extra } = matchRuns(every6h, runs, {
      from: at('2026-06-20T00:00:00Z'),
      until: at('2026-06-21T05:00:00Z'),
      grace: '15m',
    });
    expect(expected.map(({ at: start, state }) => [start.toISOString().slice(8, 16), state])).toEqual([
      ['20T04:00', 'on_time'],
      ['20T10:10', 'missed'],
      ['20T16:10', 'missed'],
      ['20T22:10', 'late'],
      ['21T04:30', 'late'],
    ]);
    expect(extra).toEqual([]);
  });

  test('each run is for one start or extra, and each start has at most one run, whatever ran', () => {
    const hourly = schedule({ cron: '0 * * * *', timezone: 'Europe/Berlin', scheduler: 'kubernetes' });
    const [from, until] = [Date.UTC(2026, 9, 24), Date.UTC(2026, 9, 27)];
    fc.assert(
      fc.property(
        fc.array(fc.record({ ms: fc.integer({ min: from, max: until }), trigger: fc.constantFrom('schedule', 'manual', undefined) }), {
          maxLength: 60,
        }),
        (made) => {
          const runs = made.map(({ ms, trigger }) => ({ startedAt: new Date(ms), trigger }));
          const { expected, extra } = matchRuns(hourly, runs, { from: new Date(from), until: new Date(until) });
          expect(expected).toHaveLength(73);
          const counted = expected.flatMap(({ run: one }) => one ?? []);
          // Runs of the last minutes may count for a start that is still to come.
          const outside = runs.filter((one) => one.trigger !== 'manual' && hourly.expectedAt(one)!.getTime() > until);
          expect(counted.length + extra.length + outside.length).toBe(runs.length);
          expect(new Set([...counted, ...extra, ...outside]).size).toBe(runs.length);
        },
      ),
      { numRuns: loops({ ci: 50, soak: 2_000 }) },
    );
  });

  test('what is no grace, date or count is refused', () => {
    expect(() => matchRuns(nightly, [], { ...span, grace: 'soon' as '1s' })).toThrow(
      'Expected `grace` to be a duration such as "15m", got soon.',
    );
    expect(() => matchRuns(nightly, [], { ...span, from: new Date('x') })).toThrow('Expected `from` to be a valid Date');
    expect(() => nightly.next(0, at('2026-01-01T00:00:00Z'))).toThrow('Expected the count to be a whole number from 1 to 100000, got 0.');
    expect(() => nightly.next(1, '2026-01-01' as unknown as Date)).toThrow('Expected `from` to be a valid Date, got 2026-01-01.');
  });
});

describe('what would count for something else is refused:', () => {
  const span = { from: at('2026-06-20T00:00:00Z'), until: at('2026-06-21T00:00:00Z') };
  const run = { startedAt: at('2026-06-20T00:31:00Z') };
  test.each<[string, object, object, string]>([
    ['a misspelt option', {}, { grase: '15m' }, 'Expected `grase` to be an option of matchRuns (did you mean `grace`?).'],
    [
      'a misspelt field',
      { sheduledFor: run.startedAt },
      {},
      'Expected `runs[0].sheduledFor` to be a field of a run (did you mean `scheduledFor`?).',
    ],
    [
      'a misspelt trigger',
      { trigger: 'Manual' },
      {},
      'Expected `runs[0].trigger` to be one of schedule, manual, retry, event, got "Manual".',
    ],
    ['no date', { startedAt: '2026-06-20' }, {}, 'Expected `runs[0].startedAt` to be a valid Date, got 2026-06-20.'],
    ['no expected start', { scheduledFor: new Date(NaN) }, {}, 'Expected `runs[0].scheduledFor` to be a valid Date'],
  ])('%s', (_, fields, options, sentence) => {
    expect(() => matchRuns(nightly, [{ ...run, ...fields }], { ...span, ...options })).toThrow(sentence);
  });

  test('fields of its own a run may have, whatever they are called', () => {
    const own = { ...run, id: 7, start: 'x', schedule: 'nightly', started: true };
    expect(matchRuns(nightly, [own], span).expected[0]?.run).toBe(own);
  });
});

describe('the ends of time', () => {
  const everySecond = schedule({ onCalendar: '*:*:*', timezone: 'Europe/Berlin' });
  const weekly = schedule({ every: '1 week', timezone: 'Europe/Berlin', startingAt: '9999-12-20T00:00:00Z' });

  test.each([[8.64e15], [-8.64e15], [Date.UTC(10_000, 0)], [NaN]])('a date that is none, or of no calendar, is refused: %s', (ms) => {
    for (const plan of [nightly, everySecond, weekly])
      for (const ask of [plan.next, plan.previous, (_: number, startedAt: Date) => plan.expectedAt({ startedAt })])
        expect(() => ask(1, new Date(ms))).toThrow(/to be a (valid Date|Date of the years 1000 to 9999), got /);
  });

  test('there are fewer starts, and each is a date', () => {
    expect(weekly.next(9, at('9999-12-21T00:00:00Z'))).toEqual([at('9999-12-27T00:00:00Z')]);
    expect(
      schedule({ every: '100 years', timezone: 'UTC', startingAt: '2000-01-01T00:00:00Z' }).next(1_000, at('2026-01-01T00:00:00Z')),
    ).toHaveLength(79);
    expect(schedule({ every: '100 years', timezone: 'UTC' }).next(1_000, at('2026-01-01T00:00:00Z'))).toHaveLength(79);
  });

  test.each([[1e308], [3.2e12], ['999999999999w'], ['101 years'], ['9999 weeks']])(
    'an interval of more than 100 years is refused: %s',
    (every) => {
      expect(() => schedule({ every: every as '1 day', timezone: 'UTC' })).toThrow('Expected `every` to be at most 100 years, got ');
    },
  );

  test('a chain of runs that leads beyond them ends there', () => {
    const slow = schedule({ every: '100 years', timezone: 'UTC' });
    const until = at('9999-12-31T00:00:00Z');
    const runs = [{ startedAt: at('9950-01-01T00:00:00Z') }, { startedAt: at('9999-01-01T00:00:00Z') }];
    expect(matchRuns(slow, runs, { from: at('9940-01-01T00:00:00Z'), until }).expected.map(({ run: one }) => one)).toEqual(runs);
  });
});

describe('a job that starts each second', () => {
  test.each([
    ['by systemd', schedule({ onCalendar: '*:*:*', timezone: 'Europe/Berlin' })],
    ['by croner', schedule({ cron: '* * * * * *', timezone: 'Europe/Berlin', scheduler: 'node' })],
  ])('is matched without writing its days out, %s', (_, plan) => {
    const from = at('2026-06-20T00:00:00Z').getTime();
    const runs = Array.from({ length: 20_000 }, (__, index) => ({ startedAt: new Date(from + index * 1_000 + 200) }));
    const began = performance.now();
    const { expected, extra } = matchRuns(plan, runs, { from: new Date(from), until: new Date(from + 20_000_000 - 1) });
    expect([expected.length, extra.length, expected.filter(({ run: one }) => one !== undefined).length]).toEqual([20_000, 0, 20_000]);
    // Each step used to write 86 400 starts: these took minutes.
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('a schedule with pauses', () => {
  const pause = { from: at('2026-06-20T22:00:00Z'), until: at('2026-06-22T00:30:00Z') };
  const quiet = withPauses(nightly, [pause]);
  const days = (starts: readonly Date[]) => starts.map((start) => start.toISOString().slice(8, 10));

  test('expects no start in them, and the first at their end', () => {
    expect(days(quiet.next(3, at('2026-06-19T12:00:00Z')))).toEqual(['20', '22', '23']);
    expect(days(quiet.previous(3, at('2026-06-23T12:00:00Z')))).toEqual(['23', '22', '20']);
    expect(days(quiet.previous(1, at('2026-06-22T00:29:59Z')))).toEqual(['20']);
  });

  test('takes a run in them for none, and misses nothing', () => {
    expect(quiet.expectedAt(run('2026-06-21T00:30:00Z'))).toBeUndefined();
    expect(quiet.expectedAt(run('2026-06-21T10:00:00Z'))).toBeUndefined();
    const { expected, extra } = matchRuns(quiet, [run('2026-06-20T00:30:00Z'), run('2026-06-21T00:30:00Z')], {
      from: at('2026-06-20T00:00:00Z'),
      until: at('2026-06-22T00:00:00Z'),
    });
    expect(expected.map(({ state }) => state)).toEqual(['on_time']);
    expect(extra).toHaveLength(1);
  });

  test('needs an end of each that lies after its beginning, and starts of its own', () => {
    expect(() => withPauses(nightly, [{ from: pause.from } as never])).toThrow('Expected `until` to be a valid Date, got undefined.');
    expect(() => withPauses(nightly, [{ from: pause.until, until: pause.from }])).toThrow('Expected a pause to end after it begins.');
    expect(() => withPauses(schedule({ every: '6h' }), [pause])).toThrow('give `every` a `startingAt`');
  });

  test('skips a month of minutes at once', () => {
    const minutely = schedule({ cron: '* * * * *', timezone: 'UTC', scheduler: 'cron' });
    const long = withPauses(minutely, [{ from: at('2026-01-01T00:00:00Z'), until: at('2027-01-01T00:00:00Z') }]);
    const began = performance.now();
    expect(long.next(1, at('2025-12-31T23:59:00Z'))).toEqual([at('2027-01-01T00:00:00Z')]);
    expect(long.previous(1, at('2026-12-31T23:59:30Z'))).toEqual([at('2025-12-31T23:59:00Z')]);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('a schedule that was changed', () => {
  const later = schedule({ cron: '0 4 * * *', timezone: 'UTC', scheduler: 'kubernetes' });
  const changed = withChanges([{ schedule: nightly }, { schedule: later, since: at('2026-06-21T02:00:00Z') }]);

  test('holds until the next one begins', () => {
    expect(changed.next(4, at('2026-06-19T12:00:00Z')).map((start) => start.toISOString().slice(8, 16))).toEqual([
      '20T00:30',
      '21T00:30',
      '21T04:00',
      '22T04:00',
    ]);
    expect(changed.previous(4, at('2026-06-22T12:00:00Z')).map((start) => start.toISOString().slice(8, 16))).toEqual([
      '22T04:00',
      '21T04:00',
      '21T00:30',
      '20T00:30',
    ]);
    expect(changed.describe()).toBe('At 02:30 (Europe/Berlin, by cron); from Sun 21 Jun 2026, 02:00 UTC on: At 04:00 (UTC, by kubernetes)');
  });

  test('gives a run the start of the one that held', () => {
    expect(changed.expectedAt(run('2026-06-21T03:00:00Z'))).toEqual(at('2026-06-21T00:30:00Z'));
    expect(changed.expectedAt(run('2026-06-21T04:05:00Z'))).toEqual(at('2026-06-21T04:00:00Z'));
  });

  test('needs one at least, in the order of time', () => {
    expect(() => withChanges([])).toThrow('Expected a list of at least one schedule, got none.');
    expect(() => withChanges([{ schedule: nightly }, { schedule: later }])).toThrow('Expected `since` to be a valid Date, got undefined.');
    const [a, b] = [at('2026-06-01T00:00:00Z'), at('2026-05-01T00:00:00Z')];
    expect(() => withChanges([{ schedule: nightly }, { schedule: later, since: a }, { schedule: nightly, since: b }])).toThrow(
      'Expected each `since` to be later than the one before.',
    );
  });
});

describe('intervals', () => {
  const from = at('2026-03-28T12:00:00Z');
  const show = (plan: Schedule, count = 3) => plan.next(count, from).map((start) => start.toISOString().slice(5, 16));

  test('a day of the calendar keeps the time of day where 24 hours do not', () => {
    const startingAt = '2026-03-01T02:30:00+01:00';
    expect(show(schedule({ every: '24h', startingAt }))).toEqual(['03-29T01:30', '03-30T01:30', '03-31T01:30']);
    expect(show(schedule({ every: '1 day', timezone: 'Europe/Berlin', startingAt }))).toEqual([
      '03-29T01:30',
      '03-30T00:30',
      '03-31T00:30',
    ]);
  });

  test('months end on their last day, and lead back to the day they began with', () => {
    const monthly = schedule({ every: '1 month', timezone: 'UTC', startingAt: '2026-01-31T02:30:00Z' });
    expect(show(monthly)).toEqual(['03-31T02:30', '04-30T02:30', '05-31T02:30']);
    expect(monthly.previous(2, from)).toEqual([at('2026-02-28T02:30:00Z'), at('2026-01-31T02:30:00Z')]);
    expect(schedule({ every: '1 year', timezone: 'UTC', startingAt: '2024-02-29T00:00:00Z' }).next(2, at('2027-06-01T00:00:00Z'))).toEqual([
      at('2028-02-29T00:00:00Z'),
      at('2029-02-28T00:00:00Z'),
    ]);
  });

  test('next and previous meet, and are as far apart as they say, in any zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Beirut', 'Africa/Cairo', 'UTC'),
        fc.constantFrom('1 day', '2 days', '1 week', '1 month', '3 months', '1 year', '24h', '90m') as fc.Arbitrary<'1 day'>,
        fc.date({ min: at('2025-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z'), noInvalidDate: true }),
        (timezone, every, moment) => {
          const plan = schedule({ every, timezone, startingAt: '2026-05-31T02:15:00Z' });
          const next = plan.next(5, moment);
          const previous = [...plan.previous(5, moment)].reverse();
          expect(previous.at(-1)!.getTime()).toBeLessThanOrEqual(moment.getTime());
          expect(next[0]!.getTime()).toBeGreaterThan(moment.getTime());
          expect(plan.next(10, new Date(previous[0]!.getTime() - 1))).toEqual([...previous, ...next]);
          expect(plan.previous(1, next[2]!)).toEqual([next[2]]);
        },
      ),
    );
  });
});
