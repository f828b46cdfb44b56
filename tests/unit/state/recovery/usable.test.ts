import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BackupOutcome, CopyComparison } from '../../../../src/semconv.js';
import type { BackupProof, StoredBackup } from '../../../../src/state/recovery-facts.js';
import { recoveryTimeOf } from '../../../../src/state/recovery-time.js';
import { proofsByRun, refutationOf, usableBackups } from '../../../../src/state/usable.js';
import { histories } from './histories.js';
import { isUsable } from './model.js';

const backup: StoredBackup = { kind: 'backup', runId: 'one', startedAt: 0, at: 5, destination: 's3-eu' };
const restored = (outcome: BackupOutcome, at: number): BackupProof => ({
  kind: 'restore',
  runId: `drill-${at}`,
  provedRunId: 'one',
  outcome,
  at,
  duration: 60,
  checks: [],
});
const compared = (result: CopyComparison, at: number, destination = 's3-eu'): BackupProof => ({
  kind: 'comparison',
  runId: `verify-${at}`,
  provedRunId: 'one',
  result,
  at,
  destination,
});
const copied = (at: number, destination = 's3-us'): BackupProof => ({
  kind: 'copy',
  runId: `copy-${at}`,
  provedRunId: 'one',
  at,
  destination,
});
const refuted = (...proofs: readonly BackupProof[]) => refutationOf(backup, proofsByRun(proofs))?.by;

describe('a backup', () => {
  test.each<readonly [string, readonly BackupProof[], string | undefined]>([
    ['of which nothing is said', [], undefined],
    ['that a drill restored', [restored('success', 10)], undefined],
    ['that a drill could not restore', [restored('failure', 10)], 'restore'],
    ['of which a drill restored a part', [restored('partial', 10)], 'restore'],
    ['whose drill was stopped on purpose', [restored('failure', 10), restored('cancelled', 11)], 'restore'],
    ['that a later drill restored', [restored('success', 11), restored('failure', 10)], undefined],
    ['of which two drills of one time say different things', [restored('failure', 10), restored('success', 10)], 'restore'],
    ['whose only copy differs', [compared('mismatch', 10)], 'copies'],
    ['whose only copy is gone', [compared('missing', 10)], 'copies'],
    ['that could not be reached', [compared('unreachable', 10)], undefined],
    ['that could not be reached after it differed', [compared('mismatch', 10), compared('unreachable', 11)], 'copies'],
    ['that has another copy', [compared('mismatch', 10), copied(6)], undefined],
    ['all of whose copies differ', [compared('mismatch', 10), copied(6), compared('mismatch', 11, 's3-us')], 'copies'],
    ['whose copy was made anew', [compared('mismatch', 10), copied(11, 's3-eu')], undefined],
  ])('%s', (_, proofs, by) => {
    expect(refuted(...proofs)).toBe(by);
    expect(refuted(...[...proofs].reverse())).toBe(by);
  });

  test('is usable where a slow search finds it usable', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const proofs = proofsByRun(facts.filter((fact): fact is BackupProof => ['copy', 'comparison', 'restore'].includes(fact.kind)));
        for (const one of facts)
          if (one.kind === 'backup')
            expect([one.runId, refutationOf(one, proofs) === undefined]).toEqual([one.runId, isUsable(one, facts)]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('of an hourly tier hides no missing weekly one', () => {
    const backups = [
      { ...backup, runId: 'weekly-1', tier: 'weekly' },
      { ...backup, runId: 'weekly-2', tier: 'weekly', startedAt: 100 },
      { ...backup, runId: 'hourly', tier: 'hourly', startedAt: 200 },
      backup,
    ];
    const drill: BackupProof = { ...restored('failure', 300), provedRunId: 'weekly-2' };
    const usable = usableBackups({ backups }, proofsByRun([drill]));
    expect(Object.fromEntries(Object.entries(usable).map(([tier, one]) => [tier, one?.runId]))).toEqual({
      weekly: 'weekly-1',
      hourly: 'hourly',
      '': 'one',
    });
  });
});

describe('recovery time', () => {
  const DAY = 86_400;
  const took = (duration: number, day: number, outcome: BackupOutcome = 'success') => ({
    ...(restored(outcome, day * DAY) as Extract<BackupProof, { kind: 'restore' }>),
    duration,
  });

  test('is of restores that succeeded: the last, the 95th percentile and the trend', () => {
    const restores = Array.from({ length: 40 }, (_, day) => took(100 + day, day));
    expect(recoveryTimeOf([...restores, took(9_999, 50, 'failure')])).toEqual({ count: 40, last: 139, p95: 137, trendPerDay: 1 });
  });

  test('has a percentile that so many of the restores do not exceed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 200 }), (durations) => {
        const p95 = recoveryTimeOf(durations.map((duration, day) => took(duration, day)))?.p95 ?? 0;
        const within = (limit: number) => durations.filter((duration) => duration <= limit).length / durations.length >= 0.95;
        expect([durations.includes(p95), within(p95), within(p95 - 1)]).toEqual([true, true, false]);
      }),
    );
  });

  test('is the longest where restores are few, without a trend', () => {
    expect(recoveryTimeOf([took(300, 1), took(100, 2)])).toEqual({ count: 2, last: 100, p95: 300 });
    expect(recoveryTimeOf([took(300, 1, 'partial')])).toBeUndefined();
  });

  test('has a trend that one slow restore does not turn', () => {
    expect(recoveryTimeOf([...[1, 2, 3, 4, 6].map((day) => took(100, day)), took(5_000, 5)])?.trendPerDay).toBe(0);
  });
});
