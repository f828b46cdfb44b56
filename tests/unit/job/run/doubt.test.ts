import { describe, expect, test } from 'vitest';
import type { BackupRun } from '../../../../src/index.js';
import { BACKUP_OUTCOMES } from '../../../../src/semconv.js';
import { createHarness } from '../harness.js';

const TIME = Date.UTC(2026, 5, 1);
const record = { job: 'nightly', destination: 's3-eu', startedAt: TIME, endedAt: TIME + 1_000 };

const phase = (outcome: string) => ({ name: 'upload', startedAt: TIME, endedAt: TIME, outcome });

async function endOf(extra: object) {
  const { telemetry, events, points, problems } = createHarness();
  await telemetry.recordBackup({ ...record, ...extra });
  const { 'backup.outcome': outcome, 'backup.reason': reason } = events('backup.run.finished')[0]?.attributes ?? {};
  return { outcome, reason, copies: await points('backup.copy.last_stored.timestamp'), problems: await problems() };
}

describe('the outcome of a record', () => {
  test.each(BACKUP_OUTCOMES)('%s is what it is, in capitals as well', async (outcome) => {
    expect((await endOf({ outcome: outcome.toUpperCase() })).outcome).toBe(outcome);
  });

  test.each([
    ['succeeded', 'success'],
    ['OK', 'success'],
    ['Completed', 'success'],
    ['FAILED', 'failure'],
    ['error', 'failure'],
    ['errored', 'failure'],
    ['timed_out', 'timeout'],
    ['TimedOut', 'timeout'],
    ['canceled', 'cancelled'],
    ['aborted', 'cancelled'],
    ['PARTIALLY_COMPLETED', 'partial'],
    ['PartiallyFailed', 'partial'],
    ['completed with warnings', 'partial'],
    ['warning', 'partial'],
  ])('"%s" means %s, and is no problem', async (said, outcome) => {
    expect(await endOf({ outcome: said })).toMatchObject({ outcome, problems: {} });
  });

  test.each(['sucess', 'not ok', 'done?', '', 'RUNNING', '\u0443\u0441\u043f\u0435\u0445 ok', true, 0, null, {}, 'ok'.repeat(100)])(
    '%j cannot be read: a failure',
    async (outcome) => {
      expect(await endOf({ outcome })).toEqual({
        outcome: 'failure',
        reason: 'outcome_unreadable',
        copies: [],
        problems: { record_invalid: 1 },
      });
    },
  );

  test.each<readonly [string, object, string, string | undefined]>([
    ['an error beside a success', { outcome: 'success', error: new Error('x') }, 'failure', undefined],
    ['an exit code', { report: { exitCode: 3 } }, 'failure', 'exit_code'],
    ['a phase that failed', { phases: [{ name: 'upload', startedAt: TIME, endedAt: TIME, outcome: 'FAILED' }] }, 'failure', 'phase_failed'],
    [
      'a phase that cannot be read',
      { phases: [{ name: 'upload', startedAt: TIME, endedAt: TIME, outcome: '?' }] },
      'failure',
      'phase_failed',
    ],
    ['a phase that is partial', { phases: [phase('partial')] }, 'partial', 'phase_incomplete'],
    ['a phase that was cancelled', { phases: [phase('success'), phase('aborted')] }, 'partial', 'phase_incomplete'],
    ['a phase without its times', { phases: [{ name: 'upload' }] }, 'partial', 'time_unreadable'],
    ['phases that are no list', { phases: phase('failure') }, 'partial', 'record_unreadable'],
    ['phases that are null', { phases: null }, 'partial', 'record_unreadable'],
    ['a phase that is nothing', { phases: [null] }, 'partial', 'field_unknown'],
    ['a report that is a text', { report: '{ "exitCode": 1 }' }, 'partial', 'record_unreadable'],
    ['a report that is null', { report: null }, 'partial', 'record_unreadable'],
    ['a report that is a list', { report: [{ exitCode: 1 }] }, 'partial', 'record_unreadable'],
    ['a report of bytes', { report: new Uint8Array(8) }, 'partial', 'record_unreadable'],
    ['the worst of several', { report: 7, phases: [phase('partial'), phase('timed_out')] }, 'failure', 'phase_failed'],
  ])('is the worse of what contradicts it: %s', async (_, extra, outcome, reason) => {
    expect(await endOf(extra)).toMatchObject({ outcome, reason, copies: [] });
  });

  test('is a success with a phase that had nothing to do', async () => {
    expect(await endOf({ phases: [phase('skipped')] })).toMatchObject({ outcome: 'success', problems: {} });
  });

  test.each([{ phases: [phase('failure')] }, { phases: [phase('partial')] }, { phases: 7 }, { report: 'x' }])(
    'is the caller\u2019s own where it is said beside %j',
    async (extra) => {
      expect(await endOf({ outcome: 'success', ...extra })).toMatchObject({ outcome: 'success', reason: undefined });
      expect(await endOf({ outcome: 'cancelled', ...extra })).toMatchObject({ outcome: 'cancelled', reason: undefined });
    },
  );

  test('is the caller\u2019s own where it is said beside an exit code', async () => {
    expect(await endOf({ outcome: 'partial', report: { exitCode: 3 } })).toMatchObject({ outcome: 'partial', reason: undefined });
    expect((await endOf({ outcome: 'success', report: { exitCode: 1 } })).outcome).toBe('success');
  });
});

describe('an operation that cannot be read claims nothing:', () => {
  test.each(['Restore', 'purge', 'verfy', '', 7, null])('%j', async (operation) => {
    const { telemetry, tree, events, points } = createHarness();
    const options = { job: 'nightly', destination: 's3-eu', operation: operation as 'backup' };
    await telemetry.withBackup({ ...options, heartbeat: '100ms' }, (run) => run.report({ bytes: 1 }));
    await telemetry.recordBackup({ ...record, ...options });
    expect(tree().map(({ name }) => name)).toEqual(['unknown nightly', 'unknown nightly']);
    const ofRuns = events().filter(({ name }) => name !== 'backup.problem.found');
    expect(new Set(ofRuns.map(({ attributes }) => attributes['backup.operation']))).toEqual(new Set(['unknown']));
    expect(new Set(ofRuns.map(({ name }) => name))).toEqual(new Set(['backup.run.started', 'backup.run.finished']));
    expect(new Set(events('backup.problem.found').map(({ attributes }) => attributes['backup.job.name']))).toEqual(new Set(['nightly']));
    const state = (await points()).filter(({ metric }) => /[.]last_|registered|[.]copy[.]/.test(metric));
    expect(state.map(({ metric }) => metric)).toEqual(['backup.telemetry.last_problem.timestamp']);
  });
});

describe('an exit code other than 0 is no success', () => {
  test.each<readonly [string, (run: BackupRun) => void, string, string | undefined]>([
    ['without a word', (run) => run.report({ exitCode: 1 }), 'failure', 'exit_code'],
    ['of a program that a signal ended', (run) => run.report({ exitCode: null as never }), 'failure', 'exit_code'],
    [
      'unless the run says what it was',
      (run) => {
        run.report({ exitCode: 3 });
        run.partial('source_unreadable');
      },
      'partial',
      'source_unreadable',
    ],
    [
      'unless a later one is 0',
      (run) => {
        run.report({ exitCode: 1 });
        run.report({ exitCode: 0 });
      },
      'success',
      undefined,
    ],
  ])('%s', async (_, work, outcome, reason) => {
    const { telemetry, events } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, work);
    expect(events('backup.run.finished')[0]?.attributes).toMatchObject({ 'backup.outcome': outcome });
    expect(events('backup.run.finished')[0]?.attributes['backup.reason']).toBe(reason);
  });

  test('of a run that is called a success', async () => {
    const { telemetry, tree } = createHarness();
    await telemetry.startBackup({ job: 'nightly' }).succeed({ exitCode: 1 });
    expect(tree()[0]?.outcome).toBe('failure');
  });
});

describe('a phase that is not awaited', () => {
  const never = () => new Promise<void>(() => undefined);

  test('leaves its run at best partial, without a fact, and is said where it was opened', async () => {
    const { telemetry, events, warnings, points, problems } = createHarness();
    const value = await telemetry.withBackup({ job: 'nightly', destination: 's3-eu' }, (run) => {
      void run.phase('upload', never);
      return 'stored';
    });
    expect(value).toBe('stored');
    expect(events('backup.run.finished')[0]?.attributes).toMatchObject({
      'backup.outcome': 'partial',
      'backup.reason': 'phase_not_awaited',
    });
    expect(events('backup.copy.stored')).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(/The phase "upload" of "nightly" was open when its run ended; await it\. \(at doubt\.test\.ts:\d+:\d+\)$/),
    ]);
    expect(await problems()).toEqual({ phase_not_awaited: 1 });
    expect(await points('backup.telemetry.last_clean.timestamp')).toEqual([]);
  });

  test('in a phase that was, or in a run that is called a success, is no better', async () => {
    const { telemetry, tree } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, (run) => run.phase('dump', (dump) => void dump.phase('table', never)));
    const run = telemetry.startBackup({ job: 'nightly' });
    void run.phase('upload', never);
    await run.succeed();
    expect(
      tree()
        .filter(({ name }) => name === 'backup nightly')
        .map(({ outcome }) => outcome),
    ).toEqual(['partial', 'partial']);
  });

  test('keeps the reason of a run that is partial already, and a worse outcome', async () => {
    const { telemetry, events } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, (run) => {
      void run.phase('upload', never);
      run.partial('table_locked');
    });
    await telemetry.withBackup({ job: 'nightly' }, (run) => {
      void run.phase('upload', never);
      run.report({ exitCode: 1 });
    });
    expect(events('backup.run.finished').map(({ attributes: a }) => [a['backup.outcome'], a['backup.reason']])).toEqual([
      ['partial', 'table_locked'],
      ['failure', 'exit_code'],
    ]);
  });

  test('is no problem where the error of one phase ends the run of several', async () => {
    const { telemetry, problems } = createHarness();
    const run = telemetry.withBackup({ job: 'nightly' }, (handle) =>
      Promise.all([handle.phase('a', never), handle.phase('b', () => Promise.reject(new Error('x')))]),
    );
    await expect(run).rejects.toThrow('x');
    expect(await problems()).toEqual({});
  });
});

test.each<readonly [string, object, (run: BackupRun) => void, string]>([
  [
    'the options',
    { destinaton: 's3', timout: '1h' },
    () => undefined,
    '`destinaton` to be a field of the first argument (did you mean `destination`?)',
  ],
  [
    'the options',
    { destinaton: 's3', timout: '1h' },
    () => undefined,
    '`timout` to be a field of the first argument (did you mean `timeout`?)',
  ],
  ['a report', {}, (run) => run.report({ size: 1 } as never), '`size` to be a field of a report (known are bytes, files,'],
  ['progress', {}, (run) => run.progress({ done: 1 } as never), '`done` to be a field of progress (did you mean `bytesDone`?)'],
  ['`proves`', { proves: { runId: 'a', traceid: 'b' } }, () => undefined, '`traceid` to be a field of `proves` (did you mean `traceId`?)'],
])('an unknown field of %s is said', async (_, options, work, message) => {
  const { telemetry, warnings } = createHarness();
  await telemetry.withBackup({ job: 'nightly', ...options }, work);
  expect(warnings).toContainEqual(expect.stringContaining(message));
});

test('a name alone instead of options says that options come first', async () => {
  const { telemetry, warnings } = createHarness();
  expect(await telemetry.withBackup('nightly' as never, () => 'stored')).toBe('stored');
  expect(warnings[0]).toContain('Expected the first argument to be an object such as { job: "db-nightly" }, got a string');
});
