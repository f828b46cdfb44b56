import { expect, test } from 'vitest';
import { createSanitizer } from '../../../../src/sanitize/index.js';
import { createHarness } from '../harness.js';

const DAY = Date.UTC(2026, 5, 1);
const refused = Object.assign(new Error('connect postgres://admin:canary-4711@db'), { code: 'ECONNREFUSED' });

test('each event has a line for log viewers, which says what happened to which job', async () => {
  const { telemetry, events } = createHarness();
  const nightly = telemetry.defineBackup({ job: 'db-nightly', destination: 's3-eu' });
  await nightly.run(async ({ phase, report }) => {
    await phase('dump', ({ progress }) => progress({ filesDone: 1 }));
    report({ bytes: 1 });
  });
  await telemetry.withBackup({ job: 'media' }, (run) => run.partial('table_locked'));
  await telemetry.withBackup({ job: 'media' }, ({ phase }) => phase('upload', () => Promise.reject(refused))).catch(() => undefined);
  await telemetry.recordBackup({ job: 'drill', operation: 'restore', outcome: 'success', startedAt: DAY, endedAt: DAY + 600_000 });
  await nightly.decommission();
  expect(events().map(({ body }) => body)).toEqual([
    'backup db-nightly at s3-eu defined',
    'backup db-nightly at s3-eu started',
    'backup db-nightly at s3-eu progress',
    'backup db-nightly at s3-eu phase dump finished with success',
    'backup db-nightly at s3-eu finished with success',
    'backup db-nightly at s3-eu copy stored',
    'backup media started',
    'backup media finished with partial, table_locked',
    'backup media started',
    'backup media phase upload finished with failure, ECONNREFUSED',
    'backup media finished with failure, ECONNREFUSED',
    'restore drill started',
    'restore drill finished with success',
    'restore drill restore tested',
    'backup db-nightly at s3-eu decommissioned',
  ]);
});

test('the line passes the sanitizer as it is, and has nothing that the attributes have not', async () => {
  const { telemetry, events } = createHarness();
  const sanitizer = createSanitizer();
  await telemetry.withBackup({ job: 'db-nightly', destination: 's3-eu' }, () => Promise.reject(refused)).catch(() => undefined);
  const bodies = events().map(({ body }) => String(body));
  expect(bodies.map((body) => sanitizer.text(body))).toEqual(bodies);
  expect(bodies.join()).not.toContain('canary');
});
