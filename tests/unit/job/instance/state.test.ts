import { describe, expect, test } from 'vitest';
import { STATE_GAUGES, FACTS_BY_OPERATION, GAUGES_BY_OUTCOME, type ProvenFact } from '../../../../src/semconv/generated/tables.js';
import {
  METRIC_BACKUP_RESTORE_PROVED_TIMESTAMP,
  BACKUP_OPERATIONS,
  BACKUP_OUTCOMES,
  type BackupOperation,
  type BackupOutcome,
} from '../../../../src/semconv.js';
import { createHarness } from '../harness.js';

const START = Date.parse('2026-06-01T02:00:00Z');
const minutes = (count: number) => START + count * 60_000;
const ALWAYS = ['backup.run.last_start.timestamp', 'backup.telemetry.last_clean.timestamp'];
const report = { bytes: 1_024, retainedCopies: 7, oldestCopy: minutes(-9), newestCopy: minutes(-1) };

/** State gauges that a single run of this outcome exports. */
async function gaugesAfter(operation: BackupOperation, outcome: BackupOutcome, destination?: string): Promise<string[]> {
  const { telemetry, points } = createHarness();
  await telemetry.recordBackup({ job: 'nightly', operation, outcome, destination, report, startedAt: START, endedAt: minutes(1) });
  const names = (await points()).map(({ metric }) => metric).filter((metric) => Object.hasOwn(STATE_GAUGES, metric));
  return [...new Set(names)].sort();
}

describe.each(BACKUP_OPERATIONS)('the end of a run of the operation %s exports the gauges of the table', (operation) => {
  const { gauges: all, event, ofCopy }: ProvenFact = FACTS_BY_OPERATION[operation];
  // Only a run that goes on can say what it proved: `recordRestoreProof`.
  const gauges = all.filter((gauge) => gauge !== METRIC_BACKUP_RESTORE_PROVED_TIMESTAMP);

  test.each(BACKUP_OUTCOMES)('when its outcome is %s', async (outcome) => {
    const proven = outcome === 'success' ? gauges : [];
    expect(await gaugesAfter(operation, outcome, 's3-eu')).toEqual([...ALWAYS, ...GAUGES_BY_OUTCOME[outcome], ...proven].sort());
    expect(await gaugesAfter(operation, outcome)).toEqual([...ALWAYS, ...GAUGES_BY_OUTCOME[outcome], ...(ofCopy ? [] : proven)].sort());
  });

  test('and states the fact after the finish, of a success only', async () => {
    for (const outcome of BACKUP_OUTCOMES) {
      const { telemetry, events } = createHarness();
      await telemetry.recordBackup({
        job: 'nightly',
        operation,
        outcome,
        destination: 's3-eu',
        report,
        startedAt: START,
        endedAt: minutes(1),
      });
      const [, finished, fact] = events();
      expect(events().map(({ name }) => name)).toEqual([
        'backup.run.started',
        'backup.run.finished',
        ...(outcome === 'success' ? [event] : []),
      ]);
      expect([finished?.at, fact?.at ?? minutes(1)]).toEqual([minutes(1), minutes(1)]);
    }
  });
});

describe('facts are filed under', () => {
  const identity = { 'backup.job.name': 'nightly', 'backup.destination.name': 's3-eu' };

  test.each<readonly [BackupOperation, string]>([
    ['backup', 'backup.copy.last_stored.timestamp'],
    ['copy', 'backup.copy.last_stored.timestamp'],
    ['verify', 'backup.copy.last_verified.timestamp'],
  ])('one and the same copy, whether the run was a %s or another', async (operation, gauge) => {
    const { telemetry, points } = createHarness();
    const times = { startedAt: START, endedAt: minutes(1) };
    await telemetry.recordBackup({ job: 'nightly', operation, destination: 's3-eu', region: 'eu-central-1', ...times });
    expect(await points(gauge)).toEqual([
      { metric: gauge, value: minutes(1) / 1_000, attributes: { ...identity, 'backup.operation': 'copy', 'cloud.region': 'eu-central-1' } },
    ]);
  });

  test('the retention tier, for what is left after a prune', async () => {
    const { telemetry, points } = createHarness();
    const prune = { job: 'nightly', operation: 'prune', retentionTier: 'daily', startedAt: START, endedAt: minutes(1) } as const;
    await telemetry.recordBackup({ ...prune, report: { retainedCopies: 7, oldestCopy: new Date(minutes(-9)) } });
    const attributes = { 'backup.job.name': 'nightly', 'backup.operation': 'prune', 'backup.retention.tier': 'daily' };
    expect(await points('backup.retention.copies')).toEqual([{ metric: 'backup.retention.copies', value: 7, attributes }]);
    expect(await points('backup.retention.oldest.timestamp')).toMatchObject([{ value: minutes(-9) / 1_000, attributes }]);
  });
});

test('a prune that does not say what is left states no fact', async () => {
  const { telemetry, events } = createHarness();
  await telemetry.recordBackup({ job: 'nightly', operation: 'prune', startedAt: START, endedAt: minutes(1) });
  expect(events('backup.retention.checked')).toEqual([]);
});

describe('the newest run stands, in whatever order runs are recorded:', () => {
  test('an older one recorded later changes no state', async () => {
    const { telemetry, points } = createHarness();
    const backup = { job: 'nightly', destination: 's3-eu' };
    await telemetry.recordBackup({ ...backup, startedAt: minutes(60), endedAt: minutes(70), report: { bytes: 2_000 } });
    // The newest clean run is that which was recorded last: problems are dated by when they are found.
    const state = async () =>
      (await points()).filter(({ metric }) => Object.hasOwn(STATE_GAUGES, metric) && metric !== 'backup.telemetry.last_clean.timestamp');
    const newest = await state();
    await telemetry.recordBackup({ ...backup, startedAt: minutes(0), endedAt: minutes(50), report: { bytes: 1_000 } });
    expect(await state()).toEqual(newest);
  });

  test('an older success still counts beside a newer failure', async () => {
    const { telemetry, points } = createHarness();
    await telemetry.recordBackup({ job: 'nightly', outcome: 'failure', startedAt: minutes(60), endedAt: minutes(61) });
    await telemetry.recordBackup({ job: 'nightly', startedAt: minutes(0), endedAt: minutes(1) });
    expect((await points('backup.run.last_end.timestamp')).map(({ value, attributes }) => [attributes['backup.outcome'], value])).toEqual([
      ['failure', minutes(61) / 1_000],
      ['success', minutes(1) / 1_000],
    ]);
  });

  test('an older copy run does not age a copy that a newer backup stored', async () => {
    const { telemetry, value } = createHarness();
    await telemetry.recordBackup({ job: 'nightly', destination: 's3-us', startedAt: minutes(60), endedAt: minutes(61) });
    await telemetry.recordBackup({
      job: 'nightly',
      operation: 'copy',
      destination: 's3-us',
      startedAt: minutes(0),
      endedAt: minutes(1),
    });
    expect(await value('backup.copy.last_stored.timestamp')).toBe(minutes(61) / 1_000);
  });

  test('a full backup keeps its size though a newer incremental one was recorded first', async () => {
    const { telemetry, points } = createHarness();
    await telemetry.recordBackup({ job: 'n', type: 'incremental', startedAt: minutes(60), endedAt: minutes(61), report: { bytes: 10 } });
    await telemetry.recordBackup({ job: 'n', type: 'full', startedAt: minutes(0), endedAt: minutes(50), report: { bytes: 1_000 } });
    expect((await points('backup.run.last_size')).map(({ value, attributes }) => [attributes['backup.type'], value])).toEqual([
      ['incremental', 10],
      ['full', 1_000],
    ]);
  });

  test('a tier keeps its copies though another was pruned later', async () => {
    const { telemetry, points } = createHarness();
    const prune = { job: 'nightly', operation: 'prune' } as const;
    const weekly = { ...prune, retentionTier: 'weekly', startedAt: minutes(60), endedAt: minutes(61), report: { retainedCopies: 4 } };
    await telemetry.recordBackup(weekly);
    await telemetry.recordBackup({
      ...prune,
      retentionTier: 'daily',
      startedAt: minutes(0),
      endedAt: minutes(1),
      report: { retainedCopies: 7 },
    });
    expect((await points('backup.retention.copies')).map(({ value }) => value)).toEqual([4, 7]);
  });
});
