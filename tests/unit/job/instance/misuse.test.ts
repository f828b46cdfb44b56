import { describe, expect, test } from 'vitest';
import type { BackupRun } from '../../../../src/index.js';
import { createTestTelemetry } from '../../../../src/testing/index.js';
import { createHarness, settled } from '../harness.js';

type Loose = (...args: unknown[]) => Promise<unknown>;

describe('withBackup throws of its own only', () => {
  test.each([undefined, null, 'fn', {}, Promise.resolve()])('when there is no function to run: %s', async (fn) => {
    const { telemetry, spans } = createHarness();
    const result = await settled((telemetry.withBackup as Loose)({ job: 'nightly' }, fn));
    expect(result).toMatchObject({ error: { name: 'BackupTelemetryError', code: 'callback_required' } });
    expect(spans()).toEqual([]);
  });
});

test('options and function in the wrong order still run, as the job they name', async () => {
  const { telemetry, tree } = createHarness();
  const withBackup = telemetry.withBackup as Loose;
  expect(await withBackup(() => 'stored', { job: 'nightly' })).toBe('stored');
  expect(await withBackup(() => 'stored')).toBe('stored');
  expect(tree().map(({ name }) => name)).toEqual(['backup nightly', 'backup unnamed']);
});

describe('a phase', () => {
  test('whose name was forgotten does its work all the same', async () => {
    const { telemetry, tree, warnings } = createHarness();
    const value = await telemetry.withBackup({ job: 'nightly' }, (run) => (run.phase as Loose)(() => 'dumped'));
    expect(value).toBe('dumped');
    expect(tree()).toEqual([
      { name: 'backup nightly', outcome: 'success', children: [{ name: 'backup.phase unnamed', outcome: 'success' }] },
    ]);
    expect(warnings).toHaveLength(1);
  });

  test('that gets a promise instead of a function hands it on', async () => {
    const { telemetry, warnings } = createHarness();
    const lost = new Error('x');
    await telemetry.withBackup({ job: 'nightly' }, async (run) => {
      const phase = run.phase as Loose;
      expect(await phase('dump', Promise.resolve('dumped'))).toBe('dumped');
      expect(await settled(phase('dump', Promise.reject(lost)))).toEqual({ error: lost });
      expect(await phase('dump')).toBeUndefined();
    });
    expect(warnings).toHaveLength(3);
  });

  test('after the end of the run does its work untold', async () => {
    const { telemetry, tree, heard, warnings } = createHarness();
    const run = await telemetry.withBackup({ job: 'nightly' }, (handle) => handle);
    const before = heard.length;
    expect(await run.phase('late', (phase) => phase.id)).toBe(run.id);
    expect(await settled(run.phase('late', () => Promise.reject(new Error('x'))))).toEqual({ error: new Error('x') });
    expect(await settled(run.phase('late', refuse))).toEqual({ error: new Error('refused') });
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
    expect(heard.slice(before).map(({ name }) => name)).toEqual(['backup.problem.found']);
    expect(warnings.filter((said) => said.includes('`phase` was called after the end'))).toHaveLength(3);
  });
});

function refuse(): never {
  throw new Error('refused');
}

test.each<readonly [string, (run: BackupRun) => void]>([
  ['progress', (run) => run.progress({ bytesDone: 1 })],
  ['addBytes', (run) => run.addBytes(1)],
  ['report', (run) => run.report({ bytes: 1 })],
  ['partial', (run) => run.partial()],
  ['skip', (run) => run.skip()],
])('`%s` after the end of the run is left out, said and counted', async (name, call) => {
  const { telemetry, heard, warnings, problems } = createHarness();
  const run = await telemetry.withBackup({ job: 'nightly' }, (handle) => handle);
  const before = heard.length;
  call(run);
  expect(heard.slice(before).map((event) => event.name)).toEqual(['backup.problem.found']);
  expect(warnings).toEqual([expect.stringContaining(`\`${name}\` was called after the end of the run`)]);
  expect(await problems()).toEqual({ used_after_end: 1 });
});

test('a run is ended once; every later end is left out and said', async () => {
  const { telemetry, tree, events, warnings, problems } = createHarness();
  const run = telemetry.startBackup({ job: 'nightly' });
  await run.succeed({ bytes: 1 });
  await run.succeed({ bytes: 2 });
  await run.partial('table_locked');
  await run.fail(new Error('x'));
  await run.cancel();
  await run.skip();
  expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
  expect(events('backup.run.finished').map(({ attributes }) => attributes['backup.artifact.size'])).toEqual([1]);
  expect(warnings.map((said) => /`(\w+)` was called after the end of the run; it is left out/.exec(said)?.[1])).toEqual([
    'succeed',
    'partial',
    'fail',
    'cancel',
    'skip',
  ]);
  expect(await problems()).toEqual({ ended_twice: 5 });
});

test('a run that a listener ends while it is being ended has one end', async () => {
  const { telemetry, tree, events } = createHarness();
  const run = telemetry.startBackup({ job: 'nightly' });
  run.progress({ filesDone: 1 });
  run.progress({ filesDone: 2 });
  telemetry.onBackupEvent(({ name }) => {
    if (name === 'backup.run.progress') void run.cancel();
  });
  await run.succeed();
  expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'cancelled' }]);
  expect(events('backup.run.finished')).toHaveLength(1);
});

describe('a problem', () => {
  test('is said once for the place it was made at, whatever came, and counted each time', async () => {
    const { telemetry, warnings, problems } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, (run) => {
      for (let wrong = -5; wrong < 0; wrong += 1) run.progress({ bytesDone: wrong });
    });
    expect(warnings).toEqual([expect.stringMatching(/`bytesDone`.*got -5; it is left out\. \(at misuse\.test\.ts:\d+:\d+\)$/)]);
    expect(await problems()).toEqual({ progress_invalid: 5 });
  });

  test('is said again for another place', async () => {
    const { telemetry, warnings } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, (run) => {
      run.addBytes(-1);
      run.addBytes(-1);
    });
    expect(warnings).toHaveLength(2);
    expect(new Set(warnings).size).toBe(2);
  });

  test('never shows a folder of the caller', async () => {
    const { telemetry, warnings } = createHarness();
    await telemetry.withBackup({ job: '/var/backups' }, () => undefined);
    expect(warnings.join()).not.toMatch(/unit|\bvar\b/);
  });
});

test('bytes in the place of a report or of progress are one problem, however many they are', async () => {
  const recorded = createTestTelemetry();
  const chunk = new Uint8Array(100_000);
  await recorded.telemetry.withBackup({ job: 'db' }, (run) => {
    run.progress(chunk as object);
    run.report(chunk as object);
  });
  expect(recorded.problems()).toHaveLength(2);
});
