import { expect, test } from 'vitest';
import type { BackupOptions, BackupRun } from '../../../src/index.js';
import { createTestTelemetry } from '../../../src/testing/index.js';
import '../../../src/testing/vitest.js';
import { createHarness, listenToDiag, settled } from './harness.js';

const NOW = Date.now();
const SECRETS = [
  'postgres://admin:hunter2@db.internal/wedding',
  '/var/backups/smith-jones.sql',
  'C:\\backups\\smith-jones.sql',
  'bride@example.com',
  'AKIA/IOSFODNN7EXAMPLE',
  'Bearer eyJhbGciOi/payload',
  '--password=hunter2',
];

test.each(SECRETS)('%s leaves in no error, option, name, reason or report', async (secret) => {
  const recorded = createTestTelemetry();
  const { telemetry } = recorded;
  const warnings = listenToDiag();
  const error = Object.assign(new Error(secret, { cause: new Error(secret) }), { code: secret, path: secret, name: secret, host: secret });
  error.stack = secret;

  const fields = ['job', 'operation', 'type', 'destination', 'region', 'dbSystem', 'retentionTier', 'attempt', 'trigger', 'traceparent'];
  const options = {
    ...Object.fromEntries([...fields, 'signal', 'timeout', 'heartbeat', 'flush', secret].map((field) => [field, secret])),
    proves: { runId: secret, traceId: secret },
  } as unknown as BackupOptions;
  const work = async (run: BackupRun) => {
    await settled(run.phase(secret, () => Promise.reject(error)));
    run.report({ checksum: secret, bytes: secret as unknown as number, oldestCopy: secret as unknown as number });
    run.report({ checksum: `sha256:${secret}`, [secret]: secret });
    run.progress({ bytesDone: secret as unknown as number });
    run.partial(secret);
    throw error;
  };
  await settled(telemetry.withBackup(options, work));
  await settled(telemetry.withBackup({ job: 'nightly' }, () => Promise.reject(error)));
  await settled(telemetry.withBackup({ job: 'nightly' }, () => Promise.reject(secret as unknown as Error)));
  await telemetry.startBackup({ job: 'nightly' }).skip(secret);
  await telemetry.startBackup({ job: 'nightly', signal: AbortSignal.abort(secret) }).fail(secret);
  const phases = [{ name: secret, startedAt: NOW, endedAt: NOW, error }];
  await telemetry.recordBackup({ job: secret, startedAt: NOW, endedAt: NOW, error, reason: secret, phases, report: { checksum: secret } });
  telemetry.onBackupEvent(() => {
    throw error;
  });
  telemetry.defineBackup({ job: 'nightly' });

  expect(recorded.runs()).toHaveLength(6);
  expect(recorded.events().length).toBeGreaterThan(10);
  const parts = [secret, 'hunter2', 'smith-jones', 'IOSFODNN7', 'eyJhbGciOi', 'bride@'];
  expect(recorded).toLeakNothing(parts);
  expect(warnings.filter((said) => parts.some((part) => said.includes(part)))).toEqual([]);
});

test('a wrong name is replaced by the same name each time, and by another for another', async () => {
  const { telemetry, tree } = createHarness();
  for (const job of ['/a', '/a', '/b']) await telemetry.withBackup({ job, destination: job }, () => undefined);
  const [first, second, third] = tree().map(({ name }) => name);
  expect(first).toMatch(/^backup unnamed-[\da-f]{16}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});
