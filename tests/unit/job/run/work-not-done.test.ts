import { exec, spawn, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { BackupRun } from '../../../../src/index.js';
import { createHarness } from '../harness.js';

const job = { job: 'nightly', destination: 's3-eu' };

/** How a run ended that does this, and what it returned. */
async function endOf(work: (run: BackupRun) => unknown) {
  const { telemetry, events, problems } = createHarness();
  const value = await telemetry.withBackup(job, work);
  const { 'backup.outcome': outcome, 'backup.reason': reason } = events('backup.run.finished').at(-1)?.attributes ?? {};
  return { outcome, reason, copies: events('backup.copy.stored').length, problems: await problems(), value };
}

/** A list whose methods make lists of its own kind, from what no list is made of. */
class Rows extends Array<unknown> {
  constructor(result: { readonly rows: readonly unknown[] }) {
    super();
    for (const row of result.rows) this.push(row);
  }
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

const gone = Proxy.revocable({}, {});
gone.revoke();

async function ended() {
  const stream = Readable.from(['row']);
  await stream.toArray();
  return stream;
}

async function killed() {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 60_000)']);
  child.kill();
  await once(child, 'close');
  return child;
}

const UNDONE: readonly (readonly [string, () => unknown])[] = [
  ['what a generator function returns', dump],
  ['what an asynchronous one returns', upload],
  ['a function that nobody calls', () => dump],
  ['promises that nobody awaits', () => ['a', 'b'].map(async (table) => Promise.resolve(table))],
  ['promises of which one rejects', () => [failing]],
  ['a promise behind what cannot be read', () => [unreadable, failing]],
  ['rejections of `Promise.allSettled`', () => Promise.allSettled([Promise.resolve(1), failing])],
  ['an error that is returned, not thrown', () => new Error('disk full')],
  ['a rejection without a reason', () => [{ status: 'rejected', reason: undefined }]],
  ['a stream that goes on', () => Readable.from(['row']).pipe(new PassThrough())],
  ['that it is not so', () => false],
  ['an answer that is no success', () => new Response('denied', { status: 403 })],
  ['that it was no success', () => ({ success: false })],
  ['a process that nobody waits for', () => spawn(process.execPath, ['--version'])],
  ['a process that a signal ended', () => killed()],
  ['the result of a command that failed', () => spawnSync(process.execPath, ['-e', 'process.exit(3)'])],
  ['the result of a command that a signal ended', () => spawnSync(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")'])],
  ['the result of a command that is not there', () => spawnSync(join(tmpdir(), 'missing'))],
  ['the result of a command of execa that may fail', () => ({ exitCode: 3, failed: true, stdout: '' })],
  ['the result of a command of execa that a signal ended', () => ({ exitCode: undefined, failed: true, stdout: undefined })],
  ['the 1001st rejection of a list', () => Promise.allSettled([...Array.from({ length: 1_000 }, () => Promise.resolve(1)), failing])],
  ['the reason of a signal', () => AbortSignal.abort().reason as unknown],
  ['an error that only extends one', () => Object.create(Error.prototype) as unknown],
  ['an error of another realm', () => runInNewContext('new Error("disk full")') as unknown],
  ['a list of what cannot be looked at', () => [gone.proxy]],
  ['a list of what throws when it is asked what it is', () => [unreadable]],
  ['the result of a command of shelljs that failed', () => ({ code: 1, stdout: '', stderr: 'boom' })],
  ['the result of a command of zx that may fail', () => ({ exitCode: null, signal: 'SIGKILL', stdout: '' })],
];

test.each(UNDONE)('a job that returns %s is at best partial, and gets back what it returned', async (_, work) => {
  let returned: unknown;
  const end = await endOf(async () => (returned = await work()));
  expect(end).toMatchObject({ outcome: 'partial', reason: 'work_not_done', copies: 0, problems: { work_not_done: 1 } });
  expect(end.value).toBe(returned);
});

test('work that nobody did is said, by the name of its job', async () => {
  const { telemetry, warnings } = createHarness();
  await telemetry.withBackup(job, () => dump);
  expect(warnings).toEqual([expect.stringContaining('Expected the result of "nightly" to be done, got a function; the run is partial.')]);
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
  ['a stream that was read to its end', await ended()],
  ['an iterator', [1].values()],
  ['rows', [{ id: 1, status: 'rejected' }, null, undefined, 'text']],
  ['fulfilled promises', [{ status: 'fulfilled', value: 1 }]],
  ['warnings', [new Error('one file was skipped')]],
  ['callbacks', [() => 1]],
  ['the result of a command that did it', spawnSync(process.execPath, ['--version'])],
  ['the output of a command', await promisify(exec)('echo done')],
  ['the answer of a server', { status: 204, reason: 'No Content' }],
  ['counts of its own', { failed: 0, sent: 3, exitCode: 3 }],
  ['whether it is so of each', [true, false]],
  ['an answer', new Response('stored')],
  ['a list of a class of its own', new Rows({ rows: [1] })],
  ['rows of failures', [{ id: 1, error: 'disk full' }]],
  ['the result of a command of shelljs that did it', { code: 0, stdout: '', stderr: '' }],
  ['what is asked for its prototype in vain', new Proxy({}, { getPrototypeOf: () => expect.fail('no') })],
  ['a context of Koa', { throw: () => undefined }],
])('a job that returns %s is done', async (_, value) => {
  expect(await endOf(() => value)).toMatchObject({ outcome: 'success', copies: 1, problems: {} });
});

test('a command in a list that a job returns is not asked for its output, and ends', async () => {
  let asked = 0;
  const command = {
    then: (done: (value: number) => void) => done(0),
    get stdout() {
      asked += 1;
      return undefined;
    },
  };
  const end = await endOf(() => [command]);
  expect(end).toMatchObject({ outcome: 'partial', reason: 'work_not_done' });
  expect(asked).toBe(0);
});
