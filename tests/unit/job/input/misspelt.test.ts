import { describe, expect, test } from 'vitest';
import type { BackupOptions, BackupRun, DefinedRunOptions } from '../../../../src/index.js';
import { createHarness } from '../harness.js';

const TIME = Date.UTC(2026, 5, 1);
const times = { startedAt: TIME, endedAt: TIME + 1_000 };
const job = { job: 'nightly', destination: 's3-eu' };

/** State that somebody would take for a backup, a proof or a run of the job. */
const CLAIMS = /[.]last_(start|end|failure|size|duration|heartbeat|progress|clean|stored|verified|success)|[.]copy[.]/;

async function seen({ events, points, problems }: ReturnType<typeof createHarness>) {
  const { 'backup.outcome': outcome, 'backup.reason': reason } = events('backup.run.finished').at(-1)?.attributes ?? {};
  const claims = (await points()).filter(({ metric }) => CLAIMS.test(metric)).map(({ metric }) => metric);
  return { outcome, reason, facts: events('backup.copy.stored').length, claims, problems: await problems() };
}

async function endOfRecord(extra: object) {
  const harness = createHarness();
  await harness.telemetry.recordBackup({ ...job, ...times, ...extra });
  return seen(harness);
}

async function endOfRun(options: object, work: (run: BackupRun) => unknown = () => undefined) {
  const harness = createHarness();
  expect(
    await harness.telemetry.withBackup({ ...job, ...options }, async (run) => {
      await work(run);
      return 'stored';
    }),
  ).toBe('stored');
  return seen(harness);
}

describe('a record with a field that nobody reads, which may have been its outcome,', () => {
  test.each<readonly [object]>([
    [{ outcom: 'failure' }],
    [{ status: 'failed' }],
    [{ exitCode: 1 }],
    [{ outcom: undefined }],
    [{ a: 1, b: 1, c: 1, d: 1, e: 1, outcom: 'failure' }],
  ])('%j is at best partial and states no copy', async (extra) => {
    expect(await endOfRecord(extra)).toMatchObject({ outcome: 'partial', reason: 'field_unknown', facts: 0 });
    expect((await endOfRecord(extra)).claims).not.toContain('backup.copy.last_stored.timestamp');
    expect((await endOfRecord(extra)).problems['record_invalid']).toBeGreaterThan(0);
  });

  test('is what it says where it says its outcome', async () => {
    expect(await endOfRecord({ outcome: 'success', colour: 'red' })).toMatchObject({ outcome: 'success', reason: undefined, facts: 1 });
    expect(await endOfRecord({ outcome: 'FAILED', colour: 'red' })).toMatchObject({ outcome: 'failure', reason: undefined });
  });

  test('is as bad as anything else in it says', async () => {
    expect(await endOfRecord({ colour: 'red', error: new Error('x') })).toMatchObject({ outcome: 'failure', reason: undefined });
    expect(await endOfRecord({ colour: 'red', report: { exitCode: 2 } })).toMatchObject({ outcome: 'failure', reason: 'exit_code' });
  });
});

test('a record whose outcome, error, report or phases throw when they are read is at best partial', async () => {
  for (const field of ['outcome', 'error', 'report', 'phases']) {
    const harness = createHarness();
    const record = { ...job, ...times };
    Object.defineProperty(record, field, {
      get(): never {
        throw new Error('read');
      },
    });
    await harness.telemetry.recordBackup(record);
    expect(await seen(harness)).toMatchObject({ outcome: 'partial', facts: 0 });
  }
});

describe('a recorded phase with a field that nobody reads', () => {
  const phase = { name: 'upload', ...times };

  test('is at best partial, and its record is no better', async () => {
    const harness = createHarness();
    await harness.telemetry.recordBackup({ ...job, ...times, phases: [{ ...phase, outcom: 'failure' } as never] });
    expect(harness.events('backup.phase.finished')).toMatchObject([{ attributes: { 'backup.outcome': 'partial' } }]);
    expect(await seen(harness)).toMatchObject({ outcome: 'partial', reason: 'field_unknown', facts: 0 });
  });

  test('is what it says where it says its outcome', async () => {
    expect(await endOfRecord({ phases: [{ ...phase, outcome: 'success', colour: 'red' }] })).toMatchObject({
      outcome: 'success',
      facts: 1,
    });
  });
});

describe('a misspelt exit code is no zero', () => {
  test.each([{ exitcode: 1 }, { exit_code: '1' }, { exitCod: null }, { exitcode: undefined }, { exitCode: 0, exitcode: 1 }])(
    'in a report: %j',
    async (stated) => {
      const failed = { outcome: 'failure', reason: 'exit_code', facts: 0 };
      expect(await endOfRecord({ report: stated })).toMatchObject(failed);
      expect(
        await endOfRun({}, (run) => {
          run.report(stated);
        }),
      ).toMatchObject(failed);
      const harness = createHarness();
      await harness.telemetry.startBackup(job).succeed(stated);
      expect(await seen(harness)).toMatchObject(failed);
    },
  );

  test('but no failure where it is 0, or a later report is right', async () => {
    const doubted = { outcome: 'partial', reason: 'field_unknown', facts: 0 };
    expect(await endOfRun({}, (run) => run.report({ exitcode: 0 } as never))).toMatchObject(doubted);
    expect(
      await endOfRun({}, (run) => {
        run.report({ exitcode: 1 } as never);
        run.report({ exitCode: 0 });
      }),
    ).toMatchObject(doubted);
  });
});

describe('a report with a field that nobody reads, which may have said that it failed,', () => {
  const doubted = { outcome: 'partial', reason: 'field_unknown', facts: 0 };
  const REPORTS = [{ status: 1 }, { returnCode: 1 }, { outcome: 'failure' }, { error: new Error('x') }, { byts: 5 }, { status: undefined }];

  test.each<object>(REPORTS)('%j leaves its record at best partial', async (report) => {
    expect(await endOfRecord({ report })).toMatchObject({ ...doubted, problems: { report_invalid: 1 } });
    expect(await endOfRecord({ report: { ...report, exitCode: 1 } })).toMatchObject({ outcome: 'failure', reason: 'exit_code' });
    expect(await endOfRecord({ report, outcome: 'success' })).toMatchObject({ outcome: 'success', reason: undefined, facts: 1 });
  });

  test.each<object>(REPORTS)('%j leaves its run at best partial', async (report) => {
    expect(await endOfRun({}, (run) => run.report(report))).toMatchObject(doubted);
    expect(await endOfRun({}, (run) => run.phase('dump', (phase) => phase.report(report)))).toMatchObject(doubted);
    const harness = createHarness();
    await harness.telemetry.startBackup(job).succeed(report);
    expect(await seen(harness)).toMatchObject(doubted);
  });

  test('also where one of the fields throws', async () => {
    const report = Object.defineProperty({}, 'bytes', {
      get(): never {
        throw new Error('read');
      },
    });
    expect(await endOfRun({}, (run) => run.report(report))).toMatchObject(doubted);
    expect(await endOfRecord({ report })).toMatchObject(doubted);
  });

  test('is explained by what the caller says of the run, not of one of its phases', async () => {
    const of = (work: (run: BackupRun) => unknown) =>
      endOfRun({}, (run) => {
        run.report({ status: 1 } as never);
        return work(run);
      });
    expect(await of((run) => run.partial('table_locked'))).toMatchObject({ outcome: 'partial', reason: 'table_locked' });
    expect(await of((run) => run.skip('no_changes'))).toMatchObject({ outcome: 'skipped', reason: 'no_changes' });
    expect(await of((run) => run.report({ exitCode: 3 }))).toMatchObject({ outcome: 'failure', reason: 'exit_code' });
    const harness = createHarness();
    await harness.telemetry.withBackup(job, async (run) => {
      run.report({ status: 1 } as never);
      await run.phase('dump', (phase) => phase.skip('no_changes'));
    });
    expect(await seen(harness)).toMatchObject(doubted);
  });
});

describe('a misspelt job or destination claims nothing, since nobody knows which job it was', () => {
  test.each([{ destinaton: 's3-us' }, { Destination: 's3-us' }, { dest: 's3-us' }, { jbo: 'weekly' }, { destinaton: undefined }])(
    '%j',
    async (extra) => {
      const nothing = { outcome: 'success', facts: 0, claims: [] };
      expect(await endOfRun({ destination: undefined, ...extra })).toMatchObject({ ...nothing, problems: { options_invalid: 1 } });
      expect(await endOfRun(extra)).toMatchObject(nothing);
      expect(await endOfRecord({ ...extra, outcome: 'success' })).toMatchObject({ ...nothing, problems: { record_invalid: 1 } });
    },
  );

  test('nor does one that throws when it is read', async () => {
    for (const field of ['job', 'destination']) {
      const options = Object.defineProperty({ ...job }, field, {
        get(): never {
          throw new Error('read');
        },
      });
      const harness = createHarness();
      await harness.telemetry.withBackup(options, () => undefined);
      expect(await seen(harness)).toMatchObject({ facts: 0, claims: [] });
    }
  });

  test('and is a problem of the operation that was stated', async () => {
    const { telemetry, points, tree } = createHarness();
    await telemetry.withBackup({ job: 'nightly', operation: 'restore', destinaton: 's3-us' } as BackupOptions, () => undefined);
    expect(tree()).toMatchObject([{ name: 'unknown nightly' }]);
    expect(await points('backup.telemetry.last_problem.timestamp')).toMatchObject([{ attributes: { 'backup.operation': 'restore' } }]);
  });
});

describe('a misspelt operation claims nothing', () => {
  test.each(['operatoin', 'Operation', 'operations'])('%s', async (field) => {
    const nothing = { outcome: 'success', facts: 0, claims: [] };
    expect(await endOfRun({ [field]: 'restore' })).toMatchObject({ ...nothing, problems: { options_invalid: 1 } });
    expect(await endOfRun({ operation: 'backup', [field]: 'restore' })).toMatchObject(nothing);
    expect(await endOfRecord({ [field]: 'restore', outcome: 'success' })).toMatchObject({ ...nothing, problems: { record_invalid: 1 } });
  });

  test('and is a problem of the job that was meant', async () => {
    const { telemetry, points, tree } = createHarness();
    await telemetry.withBackup({ ...job, operatoin: 'restore' } as BackupOptions, () => undefined);
    expect(tree()).toMatchObject([{ name: 'unknown nightly' }]);
    expect(await points('backup.telemetry.last_problem.timestamp')).toMatchObject([{ attributes: { 'backup.operation': 'restore' } }]);
  });

  test('in a definition, nor do its runs', async () => {
    const harness = createHarness();
    const nightly = harness.telemetry.defineBackup({ ...job, every: '24h', operatoin: 'verify' } as never);
    await nightly.run(() => undefined);
    await nightly.record(times);
    expect(await seen(harness)).toMatchObject({ facts: 0, claims: [] });
    expect(await harness.points('backup.expected.interval')).toMatchObject([{ attributes: { 'backup.operation': 'verify' } }]);
  });

  test('in the options of a defined run', async () => {
    const harness = createHarness();
    await harness.telemetry.defineBackup(job).run({ operatoin: 'verify' } as DefinedRunOptions, () => undefined);
    expect(await seen(harness)).toMatchObject({ facts: 0, claims: [] });
  });
});

describe('what is no report', () => {
  test.each<readonly [unknown]>([
    [1],
    ['{"exitCode":1}'],
    [null],
    [[1]],
    [Buffer.from('1')],
    [Promise.resolve({ exitCode: 1 })],
    [new Error('The disk is full.')],
    [new Map([['exitCode', 1]])],
    [new URLSearchParams('exitCode=1')],
  ])('leaves a run at best partial: %o', async (report) => {
    const reported = await endOfRun({}, (run) => run.report(report as never));
    expect(reported).toMatchObject({ outcome: 'partial', reason: 'field_unknown', facts: 0 });
    expect(reported.problems['report_invalid']).toBe(1);
    const harness = createHarness();
    await harness.telemetry.startBackup(job).succeed(report as never);
    expect(await seen(harness)).toMatchObject({ outcome: 'partial', facts: 0 });
    expect(await endOfRecord({ report })).toMatchObject({ outcome: 'partial', reason: 'record_unreadable', facts: 0 });
  });

  test('is nothing that stands against what the caller says of the run', async () => {
    const skipped = await endOfRun({}, (run) => {
      run.report(1 as never);
      run.skip('no_changes');
    });
    expect(skipped).toMatchObject({ outcome: 'skipped', reason: 'no_changes' });
  });
});

test.each<readonly [unknown]>([[undefined], [null], [{ run: () => 1 }], [Promise.resolve(1)]])(
  'a phase with nothing to run leaves a run at best partial: %o',
  async (work) => {
    expect(await endOfRun({}, (run) => run.phase('upload', work as never))).toMatchObject({
      outcome: 'partial',
      reason: 'phase_invalid',
      facts: 0,
      problems: { phase_invalid: 1 },
    });
  },
);

test('a record whose keys can not be listed is at best partial', async () => {
  const shut = (target: object) =>
    new Proxy(target, {
      ownKeys() {
        throw new Error('not now');
      },
    });
  const harness = createHarness();
  await harness.telemetry.recordBackup(shut({ ...job, ...times }) as never);
  expect(await seen(harness)).toMatchObject({ outcome: 'partial', reason: 'field_unknown', facts: 0 });
});
