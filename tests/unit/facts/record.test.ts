import { describe, expect, test } from 'vitest';
import {
  recordComparison,
  recordLogArchive,
  recordPrunePlan,
  recordRestoreProof,
  type ComparedCopy,
  type LogArchive,
  type PrunePlan,
  type RestoreProof,
} from '../../../src/facts/index.js';
import type { BackupRun } from '../../../src/job/types.js';
import type { BackupOperation, BackupOutcome } from '../../../src/semconv.js';
import { createHarness } from '../job/harness.js';

const MOMENT = Date.parse('2026-06-01T02:00:00Z');
const hash = (digit: string) => `sha256:${digit.repeat(64)}`;

/** What a run of an operation tells that records something. */
async function ran(
  operation: BackupOperation,
  work: (run: BackupRun) => unknown,
  more: { destination?: string; retentionTier?: string } = {},
) {
  const harness = createHarness();
  await harness.telemetry.withBackup({ job: 'nightly', operation, ...more }, (run) => void work(run)).catch(() => undefined);
  const names = harness.events().map(({ name }) => name.replace('backup.', ''));
  const [finished] = harness.events('backup.run.finished');
  return { ...harness, names, finished: finished?.attributes };
}

describe('a comparison of a copy with its source', () => {
  const at = { destination: 's3-us' };

  test.each<readonly [ComparedCopy, string]>([
    [{ result: 'match' }, 'match'],
    [{ result: 'mismatch' }, 'mismatch'],
    [{ result: 'missing' }, 'missing'],
    [{ result: 'unreachable' }, 'unreachable'],
    [{ result: 'unreachable', source: { bytes: 5 }, copy: { bytes: 6 } }, 'mismatch'],
    [{ source: { bytes: 5 }, copy: { bytes: 5 } }, 'match'],
    [{ source: { bytes: 5 }, copy: { bytes: 6 } }, 'mismatch'],
    [{ result: 'match', source: { bytes: 5 }, copy: { bytes: 6 } }, 'mismatch'],
    [{ result: 'missing', source: { bytes: 5 }, copy: { bytes: 5 } }, 'missing'],
    [{ source: { bytes: 5, checksum: hash('a') }, copy: { bytes: 5, checksum: hash('A') } }, 'match'],
    [{ source: { bytes: 5, checksum: hash('a') }, copy: { bytes: 5, checksum: hash('b') } }, 'mismatch'],
    [{ source: { checksum: hash('a') }, copy: { checksum: `sha512:${'a'.repeat(64)}` } }, 'unreachable'],
    [{ source: { checksum: hash('a') }, copy: { checksum: 'sha256:YWJjZGVmZ2g=' } }, 'unreachable'],
    [{ source: { bytes: 5 } }, 'unreachable'],
    [{}, 'unreachable'],
  ])('%j is a %s', async (compared, result) => {
    let said: string | undefined;
    const { names, points, finished } = await ran('verify', (run) => (said = recordComparison(run, compared)), at);
    const isMatch = result === 'match';
    expect(said).toBe(result);
    expect(names).toEqual(['run.started', 'copy.compared', 'run.finished', ...(isMatch ? ['copy.verified'] : [])]);
    expect(await points('backup.copy.last_compared.timestamp')).toMatchObject([
      {
        attributes: {
          'backup.operation': 'copy',
          'backup.job.name': 'nightly',
          'backup.destination.name': 's3-us',
          'backup.copy.comparison': result,
        },
      },
    ]);
    expect([finished?.['backup.outcome'], finished?.['backup.reason']]).toEqual(
      isMatch ? ['success', undefined] : ['partial', `copy_${result}`],
    );
  });

  test.each<readonly [object, string]>([
    [{ result: 'same' }, 'unreachable'],
    [{ reslut: 'mismatch' }, 'unreachable'],
    [{ result: 'match', copy: { bytes: -1 } }, 'unreachable'],
    [{ result: 'match', source: 'five' }, 'unreachable'],
    [{ result: 'same', source: { bytes: 5 }, copy: { bytes: 5 } }, 'unreachable'],
  ])('of which something was not read is no match: %j', async (compared, result) => {
    const { names, finished } = await ran('verify', (run) => recordComparison(run, compared), at);
    expect(names).toContain('problem.found');
    expect(names).not.toContain('copy.verified');
    expect(finished?.['backup.reason']).toBe(`copy_${result}`);
  });

  test('says how large both are', async () => {
    const { events } = await ran('verify', (run) => recordComparison(run, { source: { bytes: 7 }, copy: { bytes: 5 } }), at);
    expect(events('backup.copy.compared')[0]?.attributes).toMatchObject({ 'backup.copy.size': 5, 'backup.source.size': 7 });
  });

  test('that is no match verifies nothing, whatever is compared again in the same run', async () => {
    const { names } = await ran(
      'verify',
      (run) => {
        recordComparison(run, { result: 'mismatch' });
        recordComparison(run, { result: 'match' });
      },
      at,
    );
    expect(names).not.toContain('copy.verified');
  });

  test('leaves a run partial that somebody else ends', async () => {
    const { telemetry, events } = createHarness();
    const run = telemetry.startBackup({ job: 'nightly', operation: 'verify', ...at });
    recordComparison(run, { result: 'missing' });
    await run.succeed();
    expect(events('backup.run.finished')[0]?.attributes).toMatchObject({ 'backup.outcome': 'partial', 'backup.reason': 'copy_missing' });
  });

  test('at no place is a problem, and its run verifies nothing', async () => {
    const { names, finished } = await ran('verify', (run) => recordComparison(run, { result: 'mismatch' }));
    expect(names).toEqual(['run.started', 'problem.found', 'run.finished']);
    expect(finished?.['backup.outcome']).toBe('partial');
  });
});

describe('a restore', () => {
  const proof: RestoreProof = { checks: ['application', 'rows'], backupEndedAt: new Date(MOMENT) };

  test('says what was checked, and how old the backup was', async () => {
    const { value, events, finished } = await ran('restore', (run) => {
      recordRestoreProof(run, proof);
    });
    const said = { 'backup.proved.timestamp': MOMENT / 1_000, 'backup.restore.checks': ['rows', 'application'] };
    expect(events('backup.restore.tested')[0]?.attributes).toMatchObject(said);
    expect(finished).toMatchObject(said);
    expect(await value('backup.restore.proved.timestamp')).toBe(MOMENT / 1_000);
  });

  test('that fails afterwards proves nothing', async () => {
    const { points, names } = await ran('restore', (run) => {
      recordRestoreProof(run, proof);
      throw new Error('no');
    });
    expect(names).toEqual(['run.started', 'run.finished']);
    expect(await points('backup.restore.proved.timestamp')).toEqual([]);
  });

  test.each([[['rows', 'odd'], ['rows']] as const, ['rows', undefined] as const, [[{}], []] as const])(
    'with checks %j says %j, and that the rest was not read',
    async (checks, left) => {
      const { names, finished } = await ran('restore', (run) => {
        recordRestoreProof(run, { checks } as unknown as RestoreProof);
      });
      expect(names).toContain('problem.found');
      expect(finished?.['backup.restore.checks']).toEqual(left);
    },
  );

  test('is what only a run that restores can prove', async () => {
    const { names, finished } = await ran('verify', (run) => {
      recordRestoreProof(run, proof);
    });
    expect(names).toContain('problem.found');
    expect(finished).not.toHaveProperty('backup.restore.checks');
  });
});

describe('a prune', () => {
  test('says what it is about to remove before it does, and then what is left', async () => {
    const { names, events, points, value } = await ran(
      'prune',
      (run) => {
        recordPrunePlan(run, { removing: 5, remaining: 30 });
        run.report({ retainedCopies: 29, oldestCopy: MOMENT - 9_000, newestCopy: MOMENT });
      },
      { retentionTier: 'daily' },
    );
    expect(names).toEqual(['run.started', 'prune.planned', 'run.finished', 'retention.checked']);
    expect(events('backup.prune.planned')[0]?.attributes).toMatchObject({ 'backup.prune.removing': 5, 'backup.prune.remaining': 30 });
    const tier = { 'backup.retention.tier': 'daily' };
    expect(await points('backup.prune.removing')).toMatchObject([{ value: 5, attributes: tier }]);
    expect(await points('backup.prune.remaining')).toMatchObject([{ value: 30, attributes: tier }]);
    expect(await points('backup.retention.copies')).toMatchObject([{ value: 29, attributes: tier }]);
    expect(await value('backup.retention.newest.timestamp')).toBe(MOMENT / 1_000);
  });

  test.each<readonly [BackupOperation, object]>([
    ['prune', { removing: 5 }],
    ['prune', { removing: 5, remaining: -1 }],
    ['prune', { removing: 5, remainign: 30 }],
    ['backup', { removing: 5, remaining: 30 }],
  ])('of a run with the operation %s plans nothing by %j', async (operation, plan) => {
    const { names } = await ran(operation, (run) => {
      recordPrunePlan(run, plan as PrunePlan);
    });
    expect(names).toContain('problem.found');
    expect(names).not.toContain('prune.planned');
  });
});

describe('the archive of a log', () => {
  const UNTIL = MOMENT / 1_000;

  test.each<readonly [object, readonly (number | undefined)[]]>([
    [{ until: MOMENT }, [UNTIL, undefined]],
    [{ until: new Date(MOMENT), gaps: 0 }, [UNTIL, undefined]],
    [{ until: MOMENT, gaps: 2 }, [UNTIL, UNTIL]],
    [{ until: MOMENT, gaps: 'two' }, [UNTIL, UNTIL]],
    [{ until: MOMENT, gasp: 2 }, [UNTIL, UNTIL]],
    [{ gaps: 0 }, [undefined, undefined]],
    [{ until: UNTIL }, [undefined, undefined]],
  ])('%j reaches, with its gap, %j', async (archive, reached) => {
    const { value } = await ran('backup', (run) => {
      recordLogArchive(run, archive as LogArchive);
    });
    expect([await value('backup.log.until.timestamp'), await value('backup.log.gap.timestamp')]).toEqual(reached);
  });

  test('is said whatever becomes of the run', async () => {
    const { names } = await ran('backup', (run) => {
      recordLogArchive(run, { until: MOMENT });
      throw new Error('no');
    });
    expect(names).toEqual(['run.started', 'log.archived', 'run.finished']);
  });

  test('keeps the gap when later log has none', async () => {
    const { value } = await ran('backup', (run) => {
      recordLogArchive(run, { until: MOMENT, gaps: 1 });
      recordLogArchive(run, { until: MOMENT + 60_000 });
    });
    expect([await value('backup.log.until.timestamp'), await value('backup.log.gap.timestamp')]).toEqual([UNTIL + 60, UNTIL]);
  });
});

describe('a fact', () => {
  test('can be recorded by the handle of a phase', async () => {
    const { telemetry, names } = withNames();
    await telemetry.withBackup({ job: 'nightly' }, (run) =>
      run.phase('archive', (phase) => {
        recordLogArchive(phase, { until: MOMENT });
      }),
    );
    expect(names()).toContain('log.archived');
  });

  test('of a run that is over is a problem, and is not recorded', async () => {
    const { telemetry, names, problems } = withNames();
    const run = telemetry.startBackup({ job: 'nightly', operation: 'prune' });
    await run.succeed();
    recordPrunePlan(run, { removing: 5, remaining: 30 });
    expect(names()).not.toContain('prune.planned');
    expect(await problems()).toEqual({ used_after_end: 1 });
  });

  test.each([undefined, null, {}, 'run', 5])('of no run, %j, is recorded by nobody, and throws nothing', (run) => {
    expect(() => {
      recordLogArchive(run as BackupRun, { until: MOMENT });
      expect(recordComparison(run as BackupRun, { result: 'match' })).toBe('unreachable');
    }).not.toThrow();
  });

  test('is the newest of its job and tier', async () => {
    const { telemetry, points } = createHarness();
    const backup = { job: 'nightly', destination: 's3-eu' };
    const outcomes: readonly BackupOutcome[] = ['success', 'failure'];
    for (const outcome of outcomes)
      await telemetry.recordBackup({ ...backup, retentionTier: 'weekly', outcome, startedAt: MOMENT - 9_000, endedAt: MOMENT - 8_000 });
    await telemetry.recordBackup({ ...backup, retentionTier: 'hourly', startedAt: MOMENT, endedAt: MOMENT + 60_000 });
    await telemetry.recordBackup({ ...backup, startedAt: MOMENT - 5_000, endedAt: MOMENT - 4_000 });
    const found = await points('backup.tier.last_stored.timestamp');
    expect(found.map((point) => [point.attributes['backup.retention.tier'], point.value])).toEqual([
      ['weekly', MOMENT / 1_000 - 8],
      ['hourly', MOMENT / 1_000 + 60],
      [undefined, MOMENT / 1_000 - 4],
    ]);
  });
});

function withNames() {
  const harness = createHarness();
  const names = () => harness.events().map(({ name }) => name.replace('backup.', ''));
  return { ...harness, names };
}
