import { context, diag, metrics, propagation, trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withBackup } from '../../src/index.js';
import { startBackupTelemetry, type BackupTelemetryHandle, type StartOptions } from '../../src/node/index.js';
import { registerContextManager } from '../kit/host-sdk.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';

let sink: OtlpSink;
let said: string[];
const started: BackupTelemetryHandle[] = [];

beforeEach(async () => {
  sink = await startOtlpSink();
  said = [];
  const say = (line: string) => void said.push(line);
  diag.setLogger({ error: say, warn: say, info: () => undefined, debug: () => undefined, verbose: () => undefined });
});

afterEach(async () => {
  for (const handle of started.splice(0)) await handle.shutdown();
  await sink.close();
  for (const api of [trace, metrics, logs, context, propagation, diag]) api.disable();
});

function start(options: StartOptions = { serviceName: 'backup-service', endpoint: sink.url }): BackupTelemetryHandle {
  const handle = startBackupTelemetry(options);
  started.push(handle);
  return handle;
}

const run = () => withBackup({ job: 'db-nightly' }, () => 'done');
const missing = () => said.map((line) => line.split('Add to it: ')[1]).filter((line) => line !== undefined);

describe('a host with an SDK of its own', () => {
  it('that takes all signals hears nothing of it', () => {
    trace.setGlobalTracerProvider(new TracerProvider());
    metrics.setGlobalMeterProvider(new MeterProvider());
    logs.setGlobalLoggerProvider(new LoggerProvider());
    start();
    expect(said).toEqual([]);
  });

  it.each([
    ['traces', () => trace.setGlobalTracerProvider(new TracerProvider()), /^a metric reader .*; a log record processor /],
    ['metrics', () => metrics.setGlobalMeterProvider(new MeterProvider()), /^a span processor .*; a log record processor /],
    ['logs', () => logs.setGlobalLoggerProvider(new LoggerProvider()), /^a span processor .*; a metric reader /],
  ])('that takes %s alone hears what to add, and no second SDK is started', async (_, register, toAdd) => {
    register();
    const handle = start();
    await run();
    await handle.flush();
    expect(missing()).toEqual([expect.stringMatching(toAdd)]);
    expect(sink.requests).toEqual([]);
  });

  it('keeps it through our shutdown', async () => {
    const provider = new TracerProvider();
    trace.setGlobalTracerProvider(provider);
    await start().shutdown();
    expect(trace.getTracerProvider()).toHaveProperty('_delegate', provider);
  });

  it('without providers, but with a context manager and a logger, keeps both', async () => {
    const unregister = registerContextManager();
    start();
    await run();
    unregister();
    expect(said).toEqual([]);
    expect(sink.tree()).toHaveLength(1);
  });
});

describe('a second start', () => {
  it('is the first one', () => {
    const first = start();
    expect(start({})).toBe(first);
    expect(said).toEqual([]);
  });

  it('says that its options come too late', () => {
    const first = start();
    expect(start({ serviceName: 'other' })).toBe(first);
    expect(said).toEqual(['Telemetry is started already, by an earlier call or by `--import`; the options of this call have no effect.']);
  });

  it('begins anew after a shutdown', async () => {
    const first = start();
    await run();
    await first.shutdown();
    await run();
    const second = start({ serviceName: 'second', endpoint: sink.url });
    expect(second).not.toBe(first);
    await run();
    expect(sink.spans().map(({ resource }) => resource['service.name'])).toEqual(['backup-service', 'second']);
    expect(sink.metric('backup.run.last_end.timestamp').map(({ resource }) => resource['service.name'])).toEqual([
      'backup-service',
      'second',
    ]);
    expect(said).toEqual([]);
  });

  it('is the first one whatever is wrong with its options', () => {
    const first = start();
    expect(startBackupTelemetry({ endpoint: 'nowhere' })).toBe(first);
    expect(said).toEqual([expect.stringContaining('Expected `endpoint` to be an http or https URL')]);
  });
});
