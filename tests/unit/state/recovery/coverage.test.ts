import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageOf } from '../../../../src/state/coverage.js';
import { attainmentOf, protectionOf } from '../../../../src/state/exposure.js';
import type { RecoveryFact, StoredBackup } from '../../../../src/state/recovery-facts.js';
import { END, histories } from './histories.js';
import { exposureAt, newestRestorable } from './model.js';

const minutes = Array.from({ length: END + 10 }, (_, minute) => minute);
const full = (runId: string, startedAt: number, at: number): StoredBackup => ({
  kind: 'backup',
  runId,
  startedAt,
  at,
  destination: 's3-eu',
});
const log = (until: number, hasGap = false, at = until): RecoveryFact => ({ kind: 'log', runId: `log-${until}`, at, until, hasGap });

describe('coverage', () => {
  test('has the newest recovery point of every instant that a slow search finds', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const { newestAt } = coverageOf(facts);
        for (const instant of minutes) expect([instant, newestAt(instant)?.time]).toEqual([instant, newestRestorable(instant, facts)]);
      }),
      { numRuns: 400 },
    );
  });

  test('names each instant that is too far from it, and no other', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 40 }), (facts, most) => {
        const gaps = coverageOf(facts).gaps(0, END, most);
        for (const instant of minutes.filter((minute) => minute < END)) {
          const newest = newestRestorable(instant, facts);
          // A gap begins where the distance is what it may be at most: from there on it is more.
          const isFar = newest === undefined || instant - newest >= most;
          expect([instant, gaps.some(({ from, until }) => from <= instant && instant < until)]).toEqual([instant, isFar]);
        }
        for (const [index, { from }] of gaps.entries()) expect(from).toBeGreaterThanOrEqual(gaps[index - 1]?.until ?? 0);
      }),
      { numRuns: 400 },
    );
  });

  test('restores each moment by full and log, and says from what', () => {
    const { newestAt, gaps } = coverageOf([full('one', 5, 10), log(8), log(20), log(30), log(40, true), full('two', 50, 55)]);
    expect([9, 10, 25, 35, 60].map((instant) => newestAt(instant))).toEqual([
      undefined,
      { time: 10, runId: 'one', by: 'log' },
      { time: 25, runId: 'one', by: 'log' },
      { time: 30, runId: 'one', by: 'log' },
      { time: 50, runId: 'two', by: 'backup' },
    ]);
    expect(gaps(0, 100, 10)).toEqual([
      { from: 0, until: 10, last: undefined },
      { from: 40, until: 55, last: { time: 30, runId: 'one', by: 'log' } },
      { from: 60, until: 100, last: { time: 50, runId: 'two', by: 'backup' } },
    ]);
  });

  test('has no backup any more that retention removed, and keeps what was safe at the time', () => {
    const weekly = { ...full('weekly', 5, 10), tier: 'weekly' };
    const facts: readonly RecoveryFact[] = [
      weekly,
      full('one', 15, 20),
      full('two', 35, 40),
      { kind: 'retention', runId: 'prune', at: 50, copies: 1, oldest: 35 },
    ];
    expect([30, 45].map((instant) => coverageOf(facts).newestAt(instant)?.runId)).toEqual(['weekly', 'two']);
    expect(protectionOf(facts).map(({ from }) => from)).toEqual([10, 20, 40]);
  });

  test('counts on nothing that needs another backup which is not there', () => {
    const later = { ...full('later', 20, 25), type: 'incremental' as const };
    expect(coverageOf([later, { ...full('wal', 20, 25), type: 'log' }]).newestAt(30)).toBeUndefined();
    expect(coverageOf([full('base', 5, 10), later]).newestAt(30)?.runId).toBe('later');
  });

  test('counts on no backup that was refuted, however late that is known', () => {
    const facts: readonly RecoveryFact[] = [
      full('one', 5, 10),
      full('two', 20, 25),
      { kind: 'restore', runId: 'drill', at: 90, provedRunId: 'two', outcome: 'failure', checks: [] },
    ];
    expect(coverageOf(facts).newestAt(30)).toMatchObject({ runId: 'one' });
  });
});

describe('attainment', () => {
  test('is the share of time that a slow search finds inside the objective', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 40 }), (facts, objective) => {
        const { measured, protected: safe } = attainmentOf(protectionOf(facts), { from: 10, until: END, now: END, objective, percent: 99 });
        // Between two whole minutes nothing changes: a minute is safe where its begin is, and the age at its end is still allowed.
        const expected = minutes.filter((minute) => minute >= 10 && minute < END && exposureAt(minute, facts) + 1 <= objective);
        expect([measured, safe]).toEqual([END - 10, expected.length]);
      }),
      { numRuns: 400 },
    );
  });

  test('has the budget of the whole window, and what is left of it', () => {
    const steps = protectionOf([full('one', 0, 10), full('two', 60, 70)]);
    expect(attainmentOf(steps, { from: 0, until: 200, now: 100, objective: 50, percent: 80 })).toEqual({
      measured: 100,
      protected: 70,
      exposed: 30,
      percent: 70,
      budget: expect.closeTo(40) as number,
      budgetLeft: expect.closeTo(10) as number,
    });
  });

  test('counts what nobody saw against the promise, until a fact that comes later covers it', () => {
    const window = { from: 0, until: 100, now: 100, objective: 50, percent: 99 };
    const seen = [full('one', 0, 0), full('three', 90, 90)];
    expect(attainmentOf(protectionOf(seen), window).exposed).toBe(40);
    expect(attainmentOf(protectionOf([...seen, full('two', 45, 45)]), window).exposed).toBe(0);
  });

  test('begins with the promise, and says nothing of what is to come', () => {
    const window = { from: 0, until: 100, objective: 50, percent: 99 };
    expect(attainmentOf([], { ...window, now: 60, since: 40 })).toMatchObject({ measured: 20, exposed: 20, percent: 0 });
    expect(attainmentOf([], { ...window, now: 60, since: 80 })).toMatchObject({ measured: 0, exposed: 0, percent: 100 });
  });
});
