import { describe, expect, test } from 'vitest';
import type { BackupRun, StartedBackup } from '../../../../src/index.js';
import { createHarness } from '../harness.js';

const never = () => new Promise<void>(() => undefined);

function endOf({ events }: ReturnType<typeof createHarness>) {
  const { 'backup.outcome': outcome, 'backup.reason': reason } = events('backup.run.finished')[0]?.attributes ?? {};
  return [outcome, reason];
}

type Marking = (marked: Pick<BackupRun, 'skip' | 'partial'>) => void;
const MARKS: readonly (readonly [string, Marking])[] = [
  [
    'skipped',
    (marked) => {
      marked.skip('no_changes');
    },
  ],
  [
    'partial',
    (marked) => {
      marked.partial('table_locked');
    },
  ],
];

describe.each(MARKS)('an exit code other than 0 beside a phase that is %s', (outcome, mark) => {
  test.each<readonly [string, (run: BackupRun) => Promise<void>]>([
    [
      'of the phase',
      (run) =>
        run.phase('dump', (dump) => {
          dump.report({ exitCode: 1 });
          mark(dump);
        }),
    ],
    [
      'of the run',
      async (run) => {
        await run.phase('dump', mark);
        run.report({ exitCode: 1 });
      },
    ],
    [
      'of a phase around it',
      (run) =>
        run.phase('dump', async (dump) => {
          await dump.phase('table', mark);
          dump.report({ exitCode: 1 });
        }),
    ],
  ])('is a failure: %s', async (_, work) => {
    const harness = createHarness();
    await harness.telemetry.withBackup({ job: 'nightly', destination: 's3-eu' }, work);
    expect(endOf(harness)).toEqual(['failure', 'exit_code']);
  });

  test('is a failure of a run that is called a success', async () => {
    const harness = createHarness();
    const run = harness.telemetry.startBackup({ job: 'nightly' });
    await run.phase('dump', mark);
    await run.succeed({ exitCode: 1 });
    expect(endOf(harness)).toEqual(['failure', 'exit_code']);
  });

  test('is what the run itself says it is, before or after', async () => {
    for (const order of [0, 1]) {
      const harness = createHarness();
      await harness.telemetry.withBackup({ job: 'nightly' }, async (run) => {
        if (order === 0) run.skip('no_source');
        await run.phase('dump', (dump) => {
          dump.report({ exitCode: 1 });
          mark(dump);
        });
        if (order === 1) run.skip('no_source');
      });
      expect(endOf(harness)[0]).toBe(outcome);
    }
  });
});

describe('a run that somebody else ends as skipped', () => {
  test.each<readonly [string, (run: StartedBackup) => unknown, readonly [string, string | undefined]]>([
    ['is skipped', () => undefined, ['skipped', 'no_changes']],
    ['is partial while a phase is open', (run) => void run.phase('upload', never), ['partial', 'phase_not_awaited']],
    [
      'is partial where a phase was',
      (run) =>
        run.phase('upload', (upload) => {
          upload.partial('table_locked');
        }),
      ['partial', 'table_locked'],
    ],
    [
      'is skipped in spite of an exit code that is no failure then',
      (run) => {
        run.report({ exitCode: 1 });
      },
      ['skipped', 'no_changes'],
    ],
  ])('%s', async (_, work, expected) => {
    const harness = createHarness();
    const run = harness.telemetry.startBackup({ job: 'nightly' });
    await work(run);
    await run.skip('no_changes');
    expect(endOf(harness)).toEqual(expected);
    expect(await harness.problems()).toEqual(expected[1] === 'phase_not_awaited' ? { phase_not_awaited: 1 } : {});
  });
});
