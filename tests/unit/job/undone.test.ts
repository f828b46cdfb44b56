import { spawn, spawnSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { BackupRun } from '../../../src/index.js';
import { createHarness } from './harness.js';

const job = { job: 'nightly', destination: 's3-eu' };

/** How a run ended that does this, and what it returned. */
async function endOf(work: (run: BackupRun) => unknown) {
  const { telemetry, events, problems } = createHarness();
  const value = await telemetry.withBackup(job, work);
  const { 'backup.outcome': outcome, 'backup.reason': reason } = events('backup.run.finished').at(-1)?.attributes ?? {};
  return { outcome, reason, copies: events('backup.copy.stored').length, problems: await problems(), value };
}

function* dump() {
  yield 1;
  throw new Error('never');
}
async function* upload() {
  yield await Promise.resolve(1);
}
const failing = Promise.reject(new Error('too late'));
failing.catch(() => undefined);
const unreadable = new Proxy({}, { get: () => expect.fail('read') });

const UNDONE: readonly (readonly [string, () => unknown])[] = [
  ['what a generator function returns', dump],
  ['what an asynchronous one returns', upload],
  ['a function that nobody calls', () => dump],
  ['promises that nobody awaits', () => ['a', 'b'].map(async (table) => Promise.resolve(table))],
  ['promises of which one rejects', () => [failing]],
  ['a promise behind what cannot be read', () => [unreadable, failing]],
  ['rejections of `Promise.allSettled`', () => Promise.allSettled([Promise.resolve(1), failing])],
  ['an error that is returned, not thrown', () => new Error('disk full')],
  ['a process that nobody waits for', () => spawn(process.execPath, ['--version'])],
];

test.each(UNDONE)('a job that returns %s is at best partial, and gets back what it returned', async (_, work) => {
  let returned: unknown;
  const end = await endOf(async () => (returned = await work()));
  expect(end).toMatchObject({ outcome: 'partial', reason: 'work_not_done', copies: 0, problems: { work_not_done: 1 } });
  expect(end.value).toBe(returned);
});

test.each<readonly [string, () => unknown]>([
  ['of Node, done', () => spawnSync(process.execPath, ['-e', 'process.exit(3)'])],
  ['of execa, told not to throw', () => ({ exitCode: 3, failed: true, stdout: '' })],
])('a job that returns the result of a command %s fails by its exit code', async (_, work) => {
  expect(await endOf(work)).toMatchObject({ outcome: 'failure', reason: 'exit_code', copies: 0 });
});

test('a job that says itself what its exit code means is believed', async () => {
  const vanished = async (run: BackupRun) => {
    run.partial('files_vanished');
    return Promise.resolve({ exitCode: 24 });
  };
  expect(await endOf(vanished)).toMatchObject({ outcome: 'partial', reason: 'files_vanished', problems: {} });
});

test('work that nobody did is said, by the name of its job', async () => {
  const { telemetry, warnings } = createHarness();
  await telemetry.withBackup(job, () => dump);
  expect(warnings).toEqual([expect.stringContaining('Expected what "nightly" returned to be done, got a function; the run is partial.')]);
});

test.each<() => unknown>([dump, upload])(
  'a generator function as a phase leaves the run at best partial, and is said: %o',
  async (work) => {
    expect(await endOf((run) => run.phase('upload', work).then(() => undefined))).toMatchObject({
      outcome: 'partial',
      reason: 'phase_invalid',
      copies: 0,
      problems: { phase_invalid: 1 },
    });
  },
);

test.each<readonly [string, () => unknown]>([
  ['a function, such as one that gives a lock back', () => () => 'unlocked'],
  ['a list of a stream and its end', () => [Readable.from(['row']), Promise.resolve()]],
  ['an error that it found', () => new Error('of one row')],
])('a phase may hand its job %s', async (_, work) => {
  expect(await endOf((run) => run.phase('lock', work).then(() => undefined))).toMatchObject({
    outcome: 'success',
    copies: 1,
    problems: {},
  });
});

test.each<readonly [string, unknown]>([
  ['a stream', Readable.from(['row'])],
  ['an iterator', [1].values()],
  ['rows', [{ id: 1, status: 'rejected' }, null, undefined, 'text']],
  ['fulfilled promises', [{ status: 'fulfilled', value: 1 }]],
  ['warnings', [new Error('one file was skipped')]],
  ['callbacks', [() => 1]],
  ['the result of a command that did it', spawnSync(process.execPath, ['--version'])],
  ['an exit code that says that all is well', { exitCode: 0, kill: () => true }],
])('a job that returns %s is done', async (_, value) => {
  expect(await endOf(() => value)).toMatchObject({ outcome: 'success', copies: 1, problems: {} });
});
