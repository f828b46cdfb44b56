import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CLI, endOf, needsCli, runProgram, sendTo } from '../../kit/exec.js';
import { startOtlpSink, type OtlpSink } from '../../kit/otlp-sink.js';

let folder: string;
let sink: OtlpSink;
let env: NodeJS.ProcessEnv;
const state = () => join(folder, 'state');
const call = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await runProgram(process.execPath, [CLI, ...args], { env });
  return { code, stdout: stdout.toString().trim(), stderr };
};

beforeAll(needsCli);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'script-'));
  sink = await startOtlpSink();
  env = { ...sendTo(sink), BACKUP_TELEMETRY_STATE_DIR: state() };
});
afterEach(async () => {
  await sink.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Events by id, as a receiver has them that counts each once. */
const events = () => [...new Map(sink.events().map((event) => [event.attributes['backup.event.id'], event])).values()];

test('a run of several processes is one run, each of whose events has its place', async () => {
  const { stdout: run } = await call('start', '--job', 'nightly', '--destination', 's3-eu');
  expect(run).toMatch(/^[0-9a-f-]{36}$/);
  expect(sink.events().map(({ eventName }) => eventName)).toEqual(['backup.run.started']);
  expect(lstatSync(state()).mode & 0o777).toBe(0o700);
  await call('progress', run, '--bytes', '10', '--bytes-total', '100');
  await call('progress', run, '--bytes', '50', '--bytes-total', '100');
  expect((await call('finish', run, '--bytes', '100')).code).toBe(0);

  const own = events().filter(({ attributes }) => attributes['backup.run.id'] === run);
  expect(own.map(({ eventName, attributes }) => [attributes['backup.event.sequence'], eventName])).toEqual([
    [1, 'backup.run.started'],
    [2, 'backup.run.heartbeat'],
    [3, 'backup.run.progress'],
    [4, 'backup.run.heartbeat'],
    [5, 'backup.run.progress'],
    [6, 'backup.run.finished'],
    [7, 'backup.copy.stored'],
  ]);
  expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'success', 'backup.artifact.size': 100, 'backup.destination.name': 's3-eu' });
  expect(endOf(sink)?.['backup.duration']).toBeGreaterThan(0.3);
  // One span, of the trace that its start named.
  const [span, ...more] = sink.spans();
  expect(more).toEqual([]);
  expect(span).toMatchObject({ name: 'backup nightly', traceId: sink.events()[0]?.traceId });
  expect(readdirSync(join(state(), 'runs'))).toEqual([]);
});

describe('finish', () => {
  test.each([
    [['--exit-code', '0'], 'success'],
    [['--exit-code', '3'], 'failure'],
    [['--exit-code', '3', '--success-codes', '0,3=partial'], 'partial'],
    [['--outcome', 'success', '--exit-code', '1'], 'failure'],
    [['--outcome', 'skipped'], 'skipped'],
    [['--outcmoe', 'failure'], 'partial'],
    [['--output-file', '/no/such/file'], 'failure'],
  ])('with %j is a %s', async (options, outcome) => {
    const { stdout: run } = await call('start', '--job', 'nightly');
    expect((await call('finish', run, ...options)).code).toBe(0);
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': outcome });
  });

  test('ends a run once, and none that never began', async () => {
    const { stdout: run } = await call('start', '--job', 'nightly');
    await call('finish', run);
    expect(await call('finish', run)).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no open run') as string });
    expect((await call('finish', '../../../etc/passwd')).code).toBe(1);
  });
});

describe('start', () => {
  test('never ends the script that it stands in', async () => {
    expect(await call('start')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
    expect((await call('start', '--job', 'nightly', '--strict', '--jbo', 'x')).code).toBe(2);
  });

  test.each([
    ['a link', (path: string) => (mkdirSync(`${path}-real`), symlinkSync(`${path}-real`, path)), 'no link'],
    ['writable for others', (path: string) => (mkdirSync(path), chmodSync(path, 0o777)), 'writable for its owner only'],
    ['a file', (path: string) => writeFileSync(path, ''), 'can not be used'],
  ])('keeps nothing in a state directory that is %s', async (_, make, sentence) => {
    make(state());
    const { code, stdout, stderr } = await call('start', '--job', 'nightly');
    expect({ code, isId: /^[0-9a-f-]{36}$/.test(stdout) }).toEqual({ code: 0, isId: true });
    expect(stderr).toContain(sentence);
    expect(existsSync(join(state(), 'runs'))).toBe(false);
    expect(sink.events().map(({ eventName }) => eventName)).toContain('backup.run.started');
  });
});

test('record has its own times', async () => {
  const times = ['--started-at', '2026-06-01T02:00:00Z', '--ended-at', '2026-06-01T02:10:00Z'];
  expect((await call('record', '--job', 'archive', ...times, '--outcome', 'partial', '--reason', 'table_locked')).code).toBe(0);
  expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'partial', 'backup.reason': 'table_locked', 'backup.duration': 600 });
  expect(sink.spans().map(({ startMs, endMs }) => endMs - startMs)).toEqual([600_000]);
});

test('record without times is no success', async () => {
  const { code, stderr } = await call('record', '--job', 'archive');
  expect(code).toBe(0);
  expect(stderr).toContain('missing --started-at: when it began');
  expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'partial' });
});

test('define and decommission say so', async () => {
  // The weekend lies between Friday and Monday.
  await call(
    'define',
    '--job',
    'nightly',
    '--schedule',
    '30 2 * * 1-5',
    '--timezone',
    'UTC',
    '--start-grace',
    '30m',
    '--max-duration',
    '2h',
  );
  expect(sink.events().map(({ eventName }) => eventName)).toEqual(['backup.job.defined']);
  expect(sink.metric('backup.expected.interval').map(({ value }) => value)).toEqual([3 * 86_400]);
  expect(sink.metric('backup.expected.start_grace').map(({ value }) => value)).toEqual([1_800]);
  sink.clear();
  await call('decommission', '--job', 'nightly');
  expect(sink.events().map(({ eventName }) => eventName)).toContain('backup.job.decommissioned');
});
