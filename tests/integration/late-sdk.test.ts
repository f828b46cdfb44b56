import { metrics } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { afterAll, expect, test } from 'vitest';
import { defineBackup, onBackupEvent } from '../../src/index.js';
import { startHostSdk, type HostSdk } from '../kit/host-sdk.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';

// One test: global providers can be registered once in a process.
let sink: OtlpSink | undefined;
let sdk: HostSdk | undefined;

afterAll(async () => {
  await sdk?.shutdown();
  await sink?.close();
});

test('a job defined before the SDK was registered is known there although it never runs', async () => {
  const heard: string[] = [];
  onBackupEvent((event) => heard.push(event.name));
  defineBackup({
    job: 'vendor-archive',
    every: '24h',
    startGrace: '30m',
    rpo: '26h',
    minBytes: 1_000,
    copies: [{ destination: 's3-us', region: 'us-east-1' }, { destination: 's3-eu' }],
  });
  expect(heard).toEqual(['backup.job.defined']);

  const received = await startOtlpSink();
  const host = startHostSdk({ url: received.url });
  sink = received;
  sdk = host;
  metrics.setGlobalMeterProvider(host.meterProvider);
  logs.setGlobalLoggerProvider(host.loggerProvider);
  await received.until(() => {
    void host.loggerProvider.forceFlush();
    return received.events().length > 0;
  });
  await host.meterProvider.forceFlush();

  expect(received.events().map(({ eventName }) => eventName)).toEqual(['backup.job.defined']);
  expect(received.events()[0]?.attributes).toEqual({
    'backup.operation': 'backup',
    'backup.job.name': 'vendor-archive',
    'backup.event.id': expect.any(String) as unknown,
    'backup.event.sequence': 0,
    'backup.expected.interval': 86_400,
    'backup.expected.start_grace': 1_800,
    'backup.expected.rpo': 93_600,
    'backup.expected.min_size': 1_000,
    'backup.expected.destinations': ['s3-us', 's3-eu'],
    'backup.expected.regions': ['us-east-1', ''],
  });
  const value = (name: string) => received.metric(name).map((point) => point.value);
  expect(value('backup.job.registered.timestamp')).toEqual([expect.any(Number)]);
  expect(value('backup.expected.interval')).toEqual([86_400]);
  expect(value('backup.run.last_start.timestamp')).toEqual([]);
  expect(received.metric('backup.copy.registered.timestamp').map(({ attributes }) => attributes)).toEqual([
    { 'backup.operation': 'copy', 'backup.job.name': 'vendor-archive', 'backup.destination.name': 's3-us', 'cloud.region': 'us-east-1' },
    { 'backup.operation': 'copy', 'backup.job.name': 'vendor-archive', 'backup.destination.name': 's3-eu' },
  ]);
});
