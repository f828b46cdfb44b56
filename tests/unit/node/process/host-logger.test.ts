import { setTimeout } from 'node:timers/promises';
import { context, diag, DiagLogLevel, metrics, propagation, trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBackupTelemetry, withBackup } from '../../../../src/index.js';
import { createHandle } from '../../../../src/node/sdk/handle.js';
import { runCommand, startBackupTelemetry, type StartOptions } from '../../../../src/node/index.js';
import { startOtlpSink, type OtlpSink } from '../../../kit/otlp-sink.js';

const MINUTE = 60_000;
const MANNERS: readonly (readonly [string, () => unknown])[] = [
  [
    'throws',
    () => {
      throw new Error('of the host');
    },
  ],
  ['rejects', () => Promise.reject(new Error('of the host'))],
];

const unhandled: unknown[] = [];
const hear = (error: unknown) => unhandled.push(error);

beforeEach(() => {
  process.on('unhandledRejection', hear);
});
afterEach(async () => {
  vi.useRealTimers();
  await setTimeout(20);
  process.off('unhandledRejection', hear);
  expect(unhandled.splice(0)).toEqual([]);
});

/** Sets a logger of the host's that fails whenever it is called, until the test ends. @returns what it was called with */
function setFailingLogger(fail: () => unknown): readonly string[] {
  const asked: string[] = [];
  let isFailing = false;
  const log = (...parts: readonly unknown[]): unknown => {
    if (!isFailing) return undefined;
    asked.push(parts.join(' '));
    return fail();
  };
  const logger = { error: log, warn: log, info: log, debug: log, verbose: log };
  diag.setLogger(logger, { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true });
  isFailing = true;
  onTestFinished(() => {
    isFailing = false;
    for (const api of [trace, metrics, logs, context, propagation, diag]) api.disable();
  });
  return asked;
}

async function startSink(): Promise<OtlpSink> {
  const sink = await startOtlpSink();
  onTestFinished(() => sink.close());
  return sink;
}

describe.each(MANNERS)("a host's logger that %s", (_, fail) => {
  it('stops no command whose options are wrong', async () => {
    const asked = setFailingLogger(fail);
    const options = { timout: '1h', timeout: 7_200, grace: 'soon', signal: {}, successExitCodes: 0, stderr: 'pipe' } as object;
    // An instance of its own: each says a problem once for each place.
    const { withBackup: runJob } = createBackupTelemetry();
    const { exitCode } = await runJob({ job: 'db' }, (run) => runCommand(run, process.execPath, ['-e', ''], options));
    expect(exitCode).toBe(0);
    expect(asked.filter((line) => line.includes('of runCommand'))).toHaveLength(6);
  });

  it('keeps no command alive whose output nobody reads', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = setFailingLogger(fail);
    const ended = withBackup({ job: 'db' }, (run) => {
      const dump = runCommand(run, 'head', ['-c', '5000000', '/dev/zero'], { stderr: 'ignore' });
      expect(dump.stdout.destroyed).toBe(false);
      return dump;
    }).catch((error: unknown) => error);
    await setTimeout(1_000);
    vi.advanceTimersByTime(11 * MINUTE);
    expect(await ended).toMatchObject({ name: 'UnreadOutputError' });
    expect(asked).toContainEqual(expect.stringContaining('nobody reads its `stdout`'));
  });

  it('keeps no telemetry from being started, sent and stopped', async () => {
    const sink = await startSink();
    const asked = setFailingLogger(fail);
    const options: StartOptions = { endpoint: sink.url, metricInterval: 2_500, resourceAttributes: { 'host.ip': '10.0.0.7' } };
    const handle = startBackupTelemetry(options);
    expect(await withBackup({ job: 'db-nightly' }, () => 'done')).toBe('done');
    await handle.flush();
    await handle.shutdown();
    expect(sink.tree()).toEqual([{ name: 'backup db-nightly', outcome: 'success', children: [] }]);
    expect(sink.events().map(({ eventName }) => eventName)).toEqual(['backup.run.started', 'backup.run.finished']);
    const jobs = sink.metric('backup.run.last_end.timestamp').map(({ attributes }) => attributes['backup.job.name']);
    expect(jobs).toContain('db-nightly');
    for (const words of ['did you mean "2500s"', 'This service has no name', 'host.ip'])
      expect(asked).toContainEqual(expect.stringContaining(words));
  });

  it('lets a flush and a shutdown end well that send nothing, also where it came after the start', async () => {
    const sink = await startSink();
    sink.setMode(404);
    const handle = startBackupTelemetry({ serviceName: 'backups', endpoint: sink.url });
    const asked = setFailingLogger(fail);
    expect(await withBackup({ job: 'db-nightly' }, () => 'done')).toBe('done');
    await expect(handle.flush()).resolves.toBeUndefined();
    await expect(handle.shutdown()).resolves.toBeUndefined();
    for (const what of ['flush', 'shutdown']) expect(asked).toContain(`Some telemetry could not be sent at ${what}; is the receiver up?`);
  });

  it("lets a flush and a shutdown of the host's providers end well", async () => {
    setFailingLogger(fail);
    const flushes = [
      () => [() => Promise.reject(new Error('no'))],
      () => {
        throw new Error('not now');
      },
    ];
    for (const handle of flushes.map((list) => createHandle({ flushes: list, close: list }))) {
      await expect(handle.flush()).resolves.toBeUndefined();
      await expect(handle.shutdown()).resolves.toBeUndefined();
    }
  });
});
