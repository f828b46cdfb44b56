import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { BackupTelemetry } from '../../../src/index.js';
import { INSTRUMENTS, STATE_GAUGES } from '../../../src/semconv/generated/tables.js';
import { createTestTelemetry, type TestSpan } from '../../../src/testing/index.js';
import { createSdk, type Tree } from '../job/harness.js';
import { createBackupTelemetry } from '../../../src/index.js';

const NOW = Date.parse('2026-06-01T02:00:00Z');

/** One job with all that makes spans, metrics and events. */
async function runAll({ defineBackup, withBackup, recordBackup }: BackupTelemetry): Promise<void> {
  const nightly = defineBackup({ job: 'nightly', destination: 's3-eu', every: '24h', copies: [{ destination: 's3-us' }] });
  await nightly.run(async (run) => {
    await run.phase('dump', (dump) => dump.phase('schema', (phase) => phase.addBytes(100)));
    run.report({ bytes: 1_024, files: 1 });
  });
  await nightly.run((run) => run.report({ bytes: 2_048 }));
  await withBackup({ job: 'bad' }, () => Promise.reject(new TypeError())).catch(() => undefined);
  await withBackup({ job: 'late', timeout: 5 }, () => sleep(30)).catch(() => undefined);
  await recordBackup({ job: 'vendor', operation: 'prune', startedAt: NOW - 1_000, endedAt: NOW, report: { retainedCopies: 3 } });
}

test('what stays in memory here is what an SDK is given', async () => {
  const here = createTestTelemetry({ clock: { now: () => NOW, advance: () => undefined } });
  const sdk = createSdk();
  const there = createBackupTelemetry({ ...sdk, now: () => NOW });
  await runAll(here.telemetry);
  await runAll(there);

  // An SDK lists spans in the order of their ends.
  const byName = (trees: readonly Tree[]) => [...trees].sort((a, b) => a.name.localeCompare(b.name));
  expect(byName(here.spans().map(toTree))).toEqual(byName(sdk.tree()));
  expect(here.events().map(({ name, timestamp }) => [name, timestamp])).toEqual(sdk.events().map(({ name, at }) => [name, at]));

  const points = await sdk.points();
  expect(points.length).toBeGreaterThan(25);
  expect(here.metric('backup.run.ended', { 'backup.job.name': 'nightly' })).toBe(2);
  for (const { metric, attributes, value } of points) {
    expect({ metric, attributes, value: here.metric(metric, attributes) }).toEqual({ metric, attributes, value });
  }
  const missing = [...Object.keys(INSTRUMENTS), ...Object.keys(STATE_GAUGES)].filter(
    (name) => here.metric(name, { 'backup.job.name': 'vendor' }) !== undefined && !points.some(({ metric }) => metric === name),
  );
  expect(missing).toEqual([]);
});

function toTree({ name, error, attributes, children }: TestSpan): Tree {
  const nested = children.map(toTree);
  return {
    name,
    outcome: attributes['backup.outcome'],
    ...(error !== undefined && { error }),
    ...(nested.length > 0 && { children: nested }),
  };
}
