import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackupTelemetry, type BackupTelemetry } from '../../src/index.js';
import { startHostSdk, type HostSdk } from '../kit/host-sdk.js';
import { startOtlpSink, type OtlpSink, type SinkMode } from '../kit/otlp-sink.js';

// The limit is 2 s; the rest is for a busy machine.
const LONGEST_END_MS = 3_500;
const WORK_MS = 100;

let sink: OtlpSink;
let sdk: HostSdk;
let telemetry: BackupTelemetry;

beforeEach(async () => {
  sink = await startOtlpSink();
  sdk = startHostSdk({ url: sink.url });
  telemetry = createBackupTelemetry(sdk);
});

afterEach(async () => {
  await sink.close();
  // Not awaited: what still hangs in a host's SDK is cut with the sink.
  void sdk.shutdown();
});

/** Runs a job and measures how long its function and its end took. */
async function timedRun(work: () => unknown = () => setTimeout(WORK_MS)) {
  const began = performance.now();
  let worked = Number.NaN;
  const result: unknown = await telemetry
    .withBackup({ job: 'nightly' }, async () => {
      const workBegan = performance.now();
      try {
        return await work();
      } finally {
        worked = performance.now() - workBegan;
      }
    })
    .catch((error: unknown) => error);
  return { result, worked, ending: performance.now() - began - worked };
}

async function breakCollector(mode: SinkMode | 'dead'): Promise<void> {
  if (mode === 'dead') await sink.close();
  else sink.setMode(mode);
}

describe.each<SinkMode | 'dead'>(['dead', 'hang', 503, 'garbage'])('with a collector that is or answers: %s', (mode) => {
  test('the result and the duration of the job are its own, and its end is bounded', async () => {
    await breakCollector(mode);
    const thrown = new Error('disk full');

    const good = await timedRun(async () => {
      await setTimeout(WORK_MS);
      return 'object-key';
    });
    expect(good.result).toBe('object-key');
    expect(good.worked).toBeLessThan(WORK_MS + 1_000);
    expect(good.ending).toBeLessThan(LONGEST_END_MS);

    const bad = await timedRun(() => Promise.reject(thrown));
    expect(bad.result).toBe(thrown);
    expect(bad.ending).toBeLessThan(LONGEST_END_MS);
  });
});

test('after one run waited in vain for a hanging collector, the next ones wait no more', async () => {
  await breakCollector('hang');
  const first = await timedRun();
  expect(first.ending).toBeGreaterThan(1_500);
  for (let index = 0; index < 3; index += 1) expect((await timedRun()).ending).toBeLessThan(1_000);
});

test('a collector that was not up yet when the run started receives its end', async () => {
  await breakCollector(503);
  telemetry = createBackupTelemetry({ ...sdk, flushTimeout: '500ms' });
  await timedRun(async () => {
    // The flush of the start misses; the SDK tries again on its own after about a second.
    await setTimeout(700);
    sink.setMode('ok');
    await sink.until(() => sink.events().length > 0);
  });

  expect(sink.events().map(({ eventName }) => eventName)).toContain('backup.run.finished');
  expect(sink.metric('backup.run.last_end.timestamp')).toHaveLength(1);
  expect(sink.tree()).toEqual([{ name: 'backup nightly', outcome: 'success', children: [] }]);
});

test('200 parallel runs wait together for a hanging collector, not one after the other', async () => {
  await breakCollector('hang');
  const began = performance.now();
  const results = await Promise.all(Array.from({ length: 200 }, (_, index) => telemetry.withBackup({ job: 'tenant-dump' }, () => index)));
  expect(results).toHaveLength(200);
  expect(performance.now() - began).toBeLessThan(LONGEST_END_MS);
});

test('in the background mode the end of a run does not wait at all', async () => {
  await breakCollector('hang');
  telemetry = createBackupTelemetry({ ...sdk, flush: 'background' });
  expect((await timedRun()).ending).toBeLessThan(1_000);
});

test('state that a dead collector missed is exported to the one that comes back', async () => {
  await breakCollector(503);
  await timedRun();
  sink.setMode('ok');
  await sdk.meterProvider.forceFlush();

  expect(sink.metric('backup.run.last_end.timestamp').map(({ attributes }) => attributes['backup.outcome'])).toEqual(['success']);
  expect(sink.metric('backup.run.ended').map(({ value }) => value)).toEqual([1]);
});
