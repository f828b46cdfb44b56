import { context, diag, metrics, propagation, trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { withBackup } from '../../src/index.js';
import { startBackupTelemetry, type BackupTelemetryHandle, type StartOptions } from '../../src/node/index.js';
import { createTestTelemetry } from '../../src/testing/index.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';

let sink: OtlpSink;
let handle: BackupTelemetryHandle | undefined;

beforeEach(async () => {
  sink = await startOtlpSink();
});

afterEach(async () => {
  await handle?.shutdown();
  handle = undefined;
  await sink.close();
  for (const api of [trace, metrics, logs, context, propagation, diag]) api.disable();
  vi.unstubAllEnvs();
});

function start(options: StartOptions = {}): BackupTelemetryHandle {
  handle = startBackupTelemetry({ serviceName: 'backup-service', endpoint: sink.url, ...options });
  return handle;
}

const run = () => withBackup({ job: 'db-nightly', type: 'full' }, (backup) => backup.phase('dump', () => 'done'));

describe('a started preset', () => {
  it('has sent a run whole when withBackup resolves', async () => {
    start({ environment: 'production' });
    expect(await run()).toBe('done');
    expect(sink.tree()).toEqual([
      { name: 'backup db-nightly', outcome: 'success', children: [{ name: 'backup.phase dump', outcome: 'success', children: [] }] },
    ]);
    expect(sink.events().map((event) => event.eventName)).toEqual(['backup.run.started', 'backup.phase.finished', 'backup.run.finished']);
    expect(sink.metric('backup.run.last_end.timestamp')).toHaveLength(1);
  });

  it('records where telemetry comes from and nothing about the machine', async () => {
    start({ environment: 'production' });
    await run();
    expect(Object.keys(sink.events()[0]?.resource ?? {}).sort()).toEqual([
      'deployment.environment.name',
      'service.instance.id',
      'service.name',
      'telemetry.sdk.language',
      'telemetry.sdk.name',
      'telemetry.sdk.version',
    ]);
  });

  it('takes the endpoint, headers and compression of the environment', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', sink.url);
    vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-tenant=wedsync');
    vi.stubEnv('OTEL_EXPORTER_OTLP_COMPRESSION', 'gzip');
    handle = startBackupTelemetry();
    await run();
    expect(sink.requests.length).toBeGreaterThan(0);
    for (const { headers } of sink.requests) expect(headers).toMatchObject({ 'x-tenant': 'wedsync', 'content-encoding': 'gzip' });
    expect(sink.spans()).toHaveLength(2);
  });

  it('appends the path of each signal to an endpoint with a path and a query', async () => {
    start({ endpoint: `${sink.url}/otlp/?tenant=a` });
    await run();
    const paths = new Set(sink.requests.map(({ path }) => path));
    expect(paths).toEqual(new Set(['/otlp/v1/traces?tenant=a', '/otlp/v1/metrics?tenant=a', '/otlp/v1/logs?tenant=a']));
  });

  it('sends protobuf where the environment asks for it', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', 'http/protobuf');
    start();
    await run();
    expect(sink.requests.length).toBeGreaterThan(0);
    for (const { headers } of sink.requests) expect(headers['content-type']).toBe('application/x-protobuf');
  });

  it('takes intervals of the environment, and its own where they are wrong', async () => {
    vi.stubEnv('OTEL_METRIC_EXPORT_INTERVAL', '100');
    vi.stubEnv('OTEL_BSP_MAX_QUEUE_SIZE', 'many');
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    start();
    await run();
    const sent = () => sink.requests.filter(({ path }) => path === '/v1/metrics').length;
    const before = sent();
    await sink.until(() => sent() > before);
    expect(stderr.mock.calls.map(([line]) => line)).toEqual([
      '[backup-telemetry] warn: Expected OTEL_BSP_MAX_QUEUE_SIZE to be a number above zero, got "many"; 8192 is used.\n',
    ]);
    stderr.mockRestore();
  });

  it('exports metrics as deltas where the environment prefers them', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE', 'delta');
    start();
    await run();
    // 1 is DELTA in OTLP's AggregationTemporality.
    expect(
      sink.requests
        .filter(({ path }) => path === '/v1/metrics')
        .map(({ body }) => body.toString())
        .join(),
    ).toContain('"aggregationTemporality":1');
  });

  it('sends nothing when the SDK is disabled', async () => {
    vi.stubEnv('OTEL_SDK_DISABLED', 'true');
    await start().flush();
    await run();
    expect(sink.requests).toEqual([]);
  });

  it('sends only the signals that are wanted', async () => {
    vi.stubEnv('OTEL_TRACES_EXPORTER', 'none');
    start();
    await run();
    expect(new Set(sink.requests.map(({ path }) => path))).toEqual(new Set(['/v1/metrics', '/v1/logs']));
  });

  it('stops once, however often it is asked to', async () => {
    const started = start();
    expect(started.shutdown()).toBe(started.shutdown());
    expect(started[Symbol.asyncDispose]()).toBe(started.shutdown());
    await expect(started.shutdown()).resolves.toBeUndefined();
    await expect(started.flush()).resolves.toBeUndefined();
  });

  it('keeps its own diag logger when OTEL_LOG_LEVEL is set', () => {
    vi.stubEnv('OTEL_LOG_LEVEL', 'warn');
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    start();
    diag.warn('one line');
    expect(stderr.mock.calls.map(([line]) => line)).toEqual(['[backup-telemetry] warn: one line\n']);
    stderr.mockRestore();
  });
});

describe('what is wrong in the set-up', () => {
  const wrong = { service: 'backups' } as StartOptions;

  it('is counted by the telemetry that was started all the same', async () => {
    vi.stubEnv('OTEL_BSP_MAX_QUEUE_SIZE', 'many');
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    start(wrong);
    stderr.mockRestore();
    await run();
    expect(sink.metric('backup.telemetry.problems').at(-1)).toMatchObject({
      value: 2,
      attributes: { 'backup.telemetry.problem': 'configuration_invalid' },
    });
  });

  it('is among the problems of a test telemetry that is registered, or thrown where that is strict', () => {
    diag.setLogger({
      error: () => undefined,
      warn: () => undefined,
      info: () => undefined,
      debug: () => undefined,
      verbose: () => undefined,
    });
    const { problems, register } = createTestTelemetry();
    const unregister = register();
    start(wrong);
    unregister();
    expect(problems()).toEqual([
      {
        kind: 'configuration_invalid',
        message: expect.stringMatching(
          /^Expected `service` .*did you mean `serviceName`\?.* \(at node-preset\.test\.ts:\d+:\d+\)$/,
        ) as string,
      },
    ]);
    onTestFinished(createTestTelemetry({ strict: true }).register());
    expect(() => start(wrong)).toThrow(expect.objectContaining({ code: 'problem_found' }));
  });
});

describe.each(['hang', 503, 'garbage', 'dead'] as const)('with a receiver that answers %s', (mode) => {
  it('keeps the result and ends within its limits', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    if (mode === 'dead') await sink.close();
    else sink.setMode(mode);
    const started = start();
    const began = performance.now();
    expect(await run()).toBe('done');
    const ran = performance.now();
    await started.flush();
    const flushed = performance.now();
    await started.shutdown();
    const stopped = performance.now();
    // 2 s each, with room for a busy machine.
    for (const took of [ran - began, flushed - ran, stopped - flushed]) expect(took).toBeLessThan(2_800);
    stderr.mockRestore();
  });
});

describe('where the host has an SDK of its own', () => {
  it('starts nothing, flushes the host, and says what is missing', async () => {
    const { TracerProvider } = await import('@opentelemetry/sdk-trace');
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    diag.setLogger({ error: say, warn: say, info: say, debug: say, verbose: say });
    let flushes = 0;
    const processor = {
      forceFlush: () => Promise.resolve(void (flushes += 1)),
      onStart: () => undefined,
      onEnd: () => undefined,
      shutdown: () => Promise.resolve(),
    };
    const provider = new TracerProvider({ spanProcessors: [processor] });
    trace.setGlobalTracerProvider(provider);
    const started = start();
    await started.flush();
    await started.shutdown();
    expect(flushes).toBe(2);
    expect(sink.requests).toEqual([]);
    expect(said.filter((line) => line.startsWith('This process'))).toEqual([
      'This process has an OpenTelemetry SDK of its own; nothing is started twice. Add to it: ' +
        'a metric reader (no metrics leave, so no alert rule sees a backup); a log record processor (no events leave, so no live status).',
    ]);
  });
});
