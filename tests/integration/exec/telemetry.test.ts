import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CLI, endOf, needsCli, processesWith, runExec, sendTo } from '../../kit/exec.js';
import { startOtlpSink, type OtlpSink } from '../../kit/otlp-sink.js';

const folder = mkdtempSync(join(tmpdir(), 'exec-'));
let sink: OtlpSink;
let env: NodeJS.ProcessEnv;

beforeAll(needsCli);
beforeEach(async () => {
  sink = await startOtlpSink();
  env = { ...sendTo(sink), BACKUP_TELEMETRY_STATE_DIR: join(folder, 'state') };
});
afterEach(() => sink.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const eventNames = () => sink.events().map(({ eventName }) => eventName);
const sh = (line: string) => ['sh', '-c', line];

describe('a run of a command', () => {
  test('is reported with what the command was told of it', async () => {
    const { stdout } = await runExec(
      ['--destination', 's3-eu', '--region', 'eu-1', '--type', 'full', '--every', '24h', '--min-bytes', '10'],
      sh('echo "$TRACEPARENT $BACKUP_TELEMETRY_RUN_ID"'),
      { env },
    );
    const [traceparent = '', runId] = stdout.toString().trim().split(' ');
    const [, traceId, spanId] = traceparent.split('-');
    expect(eventNames()).toEqual(['backup.job.defined', 'backup.run.started', 'backup.run.finished', 'backup.copy.stored']);
    expect(endOf(sink)).toMatchObject({
      'backup.run.id': runId,
      'backup.job.name': 'nightly',
      'backup.operation': 'backup',
      'backup.destination.name': 's3-eu',
      'cloud.region': 'eu-1',
      'backup.type': 'full',
      'backup.outcome': 'success',
      'process.exit.code': 0,
      'backup.telemetry.problem': 'none',
    });
    expect(sink.spans().map((span) => [span.name, span.traceId, span.spanId])).toEqual([['backup nightly', traceId, spanId]]);
    expect(sink.metric('backup.expected.interval').map(({ value }) => value)).toEqual([86_400]);
    expect(sink.metric('backup.expected.min_size').map(({ value }) => value)).toEqual([10]);
  });

  test('is known while it goes on, and beats', async () => {
    const ended = runExec(
      ['--heartbeat', '100ms', '-o', join(folder, 'growing')],
      sh(`sleep 1; echo abc > ${join(folder, 'growing')}; sleep 1`),
      { env },
    );
    await sink.until(() => eventNames().filter((name) => name === 'backup.run.heartbeat').length > 2);
    expect(eventNames()).not.toContain('backup.run.finished');
    expect((await ended).code).toBe(0);
    const progress = sink.events().find(({ eventName }) => eventName === 'backup.run.progress');
    expect(progress?.attributes).toMatchObject({ 'backup.progress.done.size': 4 });
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'success', 'backup.artifact.size': 4 });
    expect(endOf(sink)?.['backup.duration']).toBeGreaterThan(1.9);
  });

  test.each([
    ['exit code 3', sh('exit 3'), [], { 'backup.outcome': 'failure', 'error.type': 'ExitCodeError', 'process.exit.code': 3 }],
    ['a code that is partial', sh('exit 3'), ['--success-codes', '0,3=partial'], { 'backup.outcome': 'partial', 'process.exit.code': 3 }],
    ['a code that is a success', sh('exit 9'), ['--success-codes', '9'], { 'backup.outcome': 'success', 'process.exit.code': 9 }],
    ['a signal', sh('kill -TERM $$'), [], { 'backup.outcome': 'failure', 'error.type': 'SIGTERM', 'process.exit.code': 143 }],
    ['no command', ['no-such-command-here'], [], { 'backup.outcome': 'failure', 'error.type': 'ENOENT', 'process.exit.code': 127 }],
    ['a misspelt option', ['true'], ['--jbo', 'x'], { 'backup.outcome': 'success', 'backup.telemetry.problem': 'options_invalid' }],
  ])('with %s ends so', async (_, command, options, expected) => {
    await runExec(options, command, { env });
    expect(endOf(sink)).toMatchObject(expected);
  });

  test('says nothing of its command line', async () => {
    await runExec(['-o', join(folder, 'grandmother-secret')], sh('echo grandmother-secret >&2; exit 1'), { env });
    expect(sink.requests.map(({ content }) => content.toString()).join('')).not.toContain('grandmother');
  });
});

describe('a collector that is not well changes nothing', () => {
  test.each([['hang' as const], [503], [400], ['garbage' as const]])('%s', async (mode) => {
    sink.setMode(mode);
    const began = performance.now();
    const { code, stdout } = await runExec([], sh('echo out; exit 7'), { env });
    expect({ code, said: stdout.toString() }).toEqual({ code: 7, said: 'out\n' });
    // 2 s for the delivery, the rest for a machine that is busy.
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  test('and one that is back in time hears of the end', async () => {
    sink.setMode(503);
    const ended = runExec([], sh('sleep 2; exit 7'), { env });
    setTimeout(() => sink.setMode('ok'), 1_500);
    expect((await ended).code).toBe(7);
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'failure', 'process.exit.code': 7 });
  });

  test('unless telemetry is required: 70, but never in place of a failure', async () => {
    expect((await runExec(['--require-telemetry'], ['true'], { env })).code).toBe(0);
    sink.setMode(503);
    expect((await runExec(['--require-telemetry'], ['true'], { env })).code).toBe(70);
    expect((await runExec(['--require-telemetry'], sh('exit 4'), { env })).code).toBe(4);
  });
});

describe('a command that is to end', () => {
  test('by its timeout is stopped with all that it started: 124', async () => {
    const { code, signal, stderr } = await runExec(['--timeout', '1s'], sh('sleep 4711 & sleep 4711'), { env });
    expect({ code, signal }).toEqual({ code: 124, signal: null });
    expect(stderr).toContain('stopped after --timeout 1 s');
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'timeout', 'error.type': 'TimeoutError', 'backup.deadline_exceeded': true });
    expect(processesWith('sleep 4711')).toEqual([]);
  });

  test('and does not is killed after its grace', async () => {
    const { code } = await runExec(['--timeout', '500ms', '--grace', '300ms'], sh('trap "" TERM; while :; do sleep 0.1; done'), { env });
    expect(code).toBe(124);
  });

  test.each([
    ['SIGTERM', '4811'],
    ['SIGINT', '4812'],
    ['SIGHUP', '4813'],
    ['SIGQUIT', '4814'],
  ] as const)('by %s gets that and ends by it, and so does what it started', async (signal, seconds) => {
    const ended = await runExec([], sh(`ulimit -c 0; sleep ${seconds} | sleep ${seconds}; echo never`), {
      env,
      onStart: (child) => void sink.until(() => eventNames().includes('backup.run.started')).then(() => child.kill(signal)),
    });
    expect(ended).toMatchObject({ code: null, signal });
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'cancelled' });
    expect(processesWith(`sleep ${seconds}`)).toEqual([]);
  });

  test('and ends well all the same has done a part of its work', async () => {
    const { code } = await runExec([], sh('trap "exit 0" TERM; while :; do sleep 0.1; done'), {
      env,
      onStart: (child) => void sink.until(() => eventNames().includes('backup.run.started')).then(() => child.kill('SIGTERM')),
    });
    expect(code).toBe(0);
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'cancelled' });
  });

  test('is not waited for by what it left behind', async () => {
    const began = performance.now();
    const { code } = await runExec([], sh('(sleep 20 >/dev/null 2>&1 <&- ) & exit 0'), { env });
    expect(code).toBe(0);
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});

describe('--shell', () => {
  test('names the stage of a pipe that failed', async () => {
    const { code, stderr } = await runExec(['--shell', 'echo a | (cat; exit 4) | cat'], [], { env });
    expect(code).toBe(4);
    expect(stderr).toContain('stage 2 of 3 of the pipe ended with 4\n');
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'failure', 'backup.phase.name': 'stage 2', 'process.exit.code': 4 });
  });

  test.each([
    ['true | true', 0],
    ['false || exit 6', 6],
    ['# only a comment', 0],
    ['echo "a', 2],
    ['cat <<X\nx\nX', 0],
  ])('%j ends as in bash', async (line, code) => {
    expect((await runExec(['--shell', line], [], { env })).code).toBe(code);
  });

  test('hands descriptor 3 to nobody', async () => {
    const { stdout } = await runExec(['--shell', '{ : >&3; } 2>/dev/null && echo open | cat; true'], [], { env });
    expect(stdout.toString()).toBe('');
  });
});

describe('--retry', () => {
  test('reports each try, and ends as the last one', async () => {
    const counter = join(folder, 'tries');
    writeFileSync(counter, '');
    const { code } = await runExec(
      ['--retry', '3', '--retry-delay', '50ms'],
      sh(`echo x >> ${counter}; test $(wc -l < ${counter}) -ge 3`),
      { env },
    );
    expect(code).toBe(0);
    const ends = sink.events().filter(({ eventName }) => eventName === 'backup.run.finished');
    const told = ends.map(({ attributes }) => [attributes['backup.attempt'], attributes['backup.attempts'], attributes['backup.outcome']]);
    expect(told).toEqual([
      [1, 4, 'failure'],
      [2, 4, 'failure'],
      [3, 4, 'success'],
    ]);
    expect(new Set(ends.map(({ attributes }) => attributes['backup.run.id'])).size).toBe(3);
  });

  test('gives up, and a signal ends its pause', async () => {
    expect((await runExec(['--retry', '1', '--retry-delay', '10ms'], sh('exit 5'), { env })).code).toBe(5);
    const ended = await runExec(['--retry', '5', '--retry-delay', '1h'], sh('exit 5'), {
      env,
      onStart: (child) => void sink.until(() => endOf(sink)?.['backup.attempt'] === 1).then(() => child.kill('SIGTERM')),
    });
    expect(ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  });
});

describe('--lock', () => {
  test('skips a run while another goes on, also where its wrapper was killed, and not after it', async () => {
    let wrapper: number | undefined;
    const first = runExec(['--lock'], ['sleep', '6'], { env, onStart: (child) => (wrapper = child.pid) });
    await sink.until(() => eventNames().includes('backup.run.started'));
    const second = await runExec(['--lock'], ['echo', 'ran'], { env });
    expect(second).toMatchObject({ code: 75, stdout: Buffer.alloc(0) });
    expect(endOf(sink)).toMatchObject({ 'backup.outcome': 'skipped', 'backup.reason': 'lock_held' });
    expect((await runExec(['--lock', '--destination', 'elsewhere'], ['true'], { env })).code).toBe(0);

    process.kill(wrapper ?? 0, 'SIGKILL');
    expect((await runExec(['--lock'], ['true'], { env })).code).toBe(75);
    await expect.poll(() => processesWith('sleep 6').length, { timeout: 15_000 }).toBe(0);
    await first;
    expect((await runExec(['--lock'], ['true'], { env })).code).toBe(0);
    expect((await runExec(['--lock'], ['true'], { env })).code).toBe(0);
  });

  test('runs without one where the state directory can not be used', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, stderr } = await runExec(['--lock'], sh('exit 8'), { env: { ...env, BACKUP_TELEMETRY_STATE_DIR: join(folder, 'file') } });
    expect(code).toBe(8);
    expect(stderr).toContain('--lock is left out');
    expect(endOf(sink)).toMatchObject({ 'backup.telemetry.problem': 'options_invalid' });
  });
});

test('--json says how it ended on stderr', async () => {
  const { stdout, stderr } = await runExec(['--json'], sh('echo out; exit 3'), { env });
  expect(stdout.toString()).toBe('out\n');
  expect(JSON.parse(stderr)).toMatchObject({ job: 'nightly', outcome: 'failure', exitCode: 3, attempt: 1, delivered: true });
});

test('its first file stays small: the command waits for no other', () => {
  expect(readFileSync(CLI).length).toBeLessThan(120_000);
});
