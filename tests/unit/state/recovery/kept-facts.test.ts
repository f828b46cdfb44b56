import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventAttributes } from '../../../../src/events/event.js';
import * as s from '../../../../src/semconv.js';
import { gaugesOf } from '../../../../src/state/gauges-of.js';
import { recoveryFactOf } from '../../../../src/state/read-fact.js';
import { tiersOf } from '../../../../src/state/tiers.js';
import { proofsOf, usableBackups } from '../../../../src/state/usable.js';
import { ended, envelope, minutes, START, stateAfter, type Happened } from '../happened.js';

describe('what can be restored', () => {
  const stored = (run: string, at: number, more: EventAttributes = {}): Happened => ({
    name: s.EVENT_BACKUP_COPY_STORED,
    run,
    at,
    more: { 'backup.outcome': 'success', 'backup.duration': 60, ...more },
  });
  const night: readonly Happened[] = [
    ended('one', 10, 'success'),
    stored('one', 10.01, { 'backup.retention.tier': 'weekly', 'backup.type': 'full' }),
    ended('two', 20, 'success'),
    stored('two', 20.01, { 'backup.retention.tier': 'hourly' }),
    ended('three', 30, 'success'),
    stored('three', 30.01),
    // It did not end well after all.
    ended('three', 31, 'failure'),
  ];

  test('is kept by tier, in whatever order it is heard, and each as often as it comes', () => {
    const late = night.map((happened) => ({ ...happened, received: 100 }));
    fc.assert(
      fc.property(fc.shuffledSubarray(late, { minLength: late.length }), fc.subarray(late), (order, again) => {
        const state = stateAfter([...order, ...again]);
        expect(state.backups.map(({ runId, tier, type, at, startedAt }) => [runId, tier, type, minutes(startedAt), minutes(at)])).toEqual([
          ['one', 'weekly', 'full', 9.01, 10.01].map((part) => (typeof part === 'number' ? (expect.closeTo(part) as number) : part)),
          ['two', 'hourly', undefined, 19.01, 20.01].map((part) => (typeof part === 'number' ? (expect.closeTo(part) as number) : part)),
        ]);
        expect(tiersOf(state)['weekly']).toMatchObject({ lastStored: { asOf: START + 10.01 * 60 } });
      }),
    );
  });

  test('is the same in whatever order, and however often, others say something of it', () => {
    const said = fc.oneof(
      fc.record({ name: fc.constant(s.EVENT_BACKUP_COPY_COMPARED), 'backup.copy.comparison': fc.constantFrom(...s.COPY_COMPARISONS) }),
      fc.record({ name: fc.constant(s.EVENT_BACKUP_COPY_STORED), 'backup.outcome': fc.constant('success') }),
      fc.record({ name: fc.constant(s.EVENT_BACKUP_LOG_ARCHIVED), 'backup.log.until.timestamp': fc.constantFrom(START - 60, START) }),
      fc.record({ name: fc.constant(s.EVENT_BACKUP_RUN_FINISHED), 'backup.outcome': fc.constantFrom(...s.BACKUP_OUTCOMES) }),
    );
    const operation = fc.constantFrom<s.BackupOperation>('copy', 'verify', 'restore');
    const histories = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 90 }), operation, said), { selector: ([at]) => at, minLength: 1, maxLength: 60 })
      .map((all) =>
        all.map(([at, of, { name, ...more }]) => ({
          name,
          at,
          run: `run-${at}`,
          received: 100,
          more: { 'backup.operation': of, 'backup.proved.run.id': 'one', ...more },
        })),
      );
    const orders = histories.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all)),
    );
    fc.assert(
      fc.property(orders, ([all, order, again]) => {
        const [one, other] = [stateAfter(all), stateAfter([...order, ...again])];
        const linesOf = (state: typeof one) => gaugesOf(state).map((entry) => JSON.stringify(entry));
        expect(other.proofs).toEqual(one.proofs);
        expect(linesOf(other).sort()).toEqual(linesOf(one).sort());
      }),
      { numRuns: 300 },
    );
  });

  test('is read of each event, for whoever keeps histories', () => {
    const facts = night.map((happened) => recoveryFactOf(envelope(happened).event)).flatMap((fact) => (fact ? [fact] : []));
    expect(facts.map(({ kind, runId }) => [kind, runId])).toEqual([
      ['backup', 'one'],
      ['backup', 'two'],
      ['backup', 'three'],
    ]);
  });

  test('keeps a weekly backup however many hourly ones follow', () => {
    const hourly = Array.from({ length: 100 }, (_, hour) => stored(`hour-${hour}`, 60 * hour, { 'backup.retention.tier': 'hourly' }));
    const state = stateAfter([stored('week', 0, { 'backup.retention.tier': 'weekly' }), ...hourly]);
    expect(state.backups.length).toBeLessThan(20);
    expect(usableBackups(state, proofsOf([]))).toMatchObject({ weekly: { runId: 'week' }, hourly: { runId: 'hour-99' } });
  });

  test('is told by jobs that copy, compare and restore, of the runs that they name', () => {
    const of = (operation: string, job: string, more: EventAttributes): EventAttributes => ({
      'backup.operation': operation,
      'backup.job.name': job,
      'backup.proved.run.id': 'two',
      ...more,
    });
    const drill = stateAfter([
      ended('drill', 40, 'failure', { more: of('restore', 'drills', { 'backup.duration': 90, 'backup.restore.checks': ['rows', 'odd'] }) }),
    ]);
    const compared = { 'backup.copy.comparison': 'mismatch', 'backup.outcome': 'partial' };
    const verify = stateAfter([{ name: s.EVENT_BACKUP_COPY_COMPARED, run: 'v', at: 41, more: of('verify', 'copies', compared) }]);
    expect([...drill.proofs, ...verify.proofs]).toMatchObject([
      { kind: 'restore', runId: 'drill', provedRunId: 'two', outcome: 'failure', duration: 90, checks: ['rows'] },
      { kind: 'comparison', runId: 'v', provedRunId: 'two', destination: 's3-eu', result: 'mismatch' },
    ]);
    const state = stateAfter(night);
    for (const judge of [drill, verify]) {
      const usable = usableBackups(state, proofsOf([judge]));
      expect([usable['weekly']?.runId, usable['hourly']]).toEqual(['one', undefined]);
    }
  });

  test('is not told by a comparison that cannot be read, or a time that is still to come', () => {
    const odd = {
      'backup.copy.comparison': 'fine',
      'backup.log.until.timestamp': START + 9e5,
      'backup.log.gap.timestamp': 'then',
      'backup.prune.removing': -1,
      'backup.retention.copies': 1.5,
      'backup.retention.odd': 5,
      'backup.expected.odd': 5,
    };
    const prune = { 'backup.operation': 'prune', 'backup.job.name': 'nightly', ...odd };
    const state = stateAfter([
      { name: s.EVENT_BACKUP_COPY_COMPARED, run: 'one', at: 1, more: odd },
      { name: s.EVENT_BACKUP_LOG_ARCHIVED, run: 'one', at: 1, more: odd },
      { name: s.EVENT_BACKUP_PRUNE_PLANNED, run: 'one', at: 1, more: prune },
      { name: s.EVENT_BACKUP_RETENTION_CHECKED, run: 'one', at: 1, more: prune },
    ]);
    expect(state.proofs).toMatchObject([{ kind: 'comparison', result: 'unreachable' }]);
    expect(gaugesOf(state).map(({ gauge }) => gauge)).toEqual([s.METRIC_BACKUP_COPY_COMPARED_TIMESTAMP]);
  });
});
