import { describe, expect, test } from 'vitest';
import { alertId, createAlertEvent, type AlertInput } from '../../../../src/alerts/index.js';
import { CONDITIONS, formatEpisode } from '../../../../src/conditions/index.js';
import { FAILED, failedEvent } from '../fixtures.js';

test('an alert becomes an event of the contract', async () => {
  const event = await failedEvent({ attributes: { 'cloud.region': 'eu-central-1' } });
  expect(event).toEqual({
    type: 'alert.firing',
    version: 2,
    id: await alertId({ ...FAILED, episode: '1781834650.000', status: 'firing' }),
    timestamp: '2026-06-20T02:03:07.000Z',
    data: {
      alert: 'BackupJobFailed',
      severity: 'critical',
      level: 0,
      identity: FAILED.identity,
      episode: '1781834650.000',
      incident: expect.stringMatching(/^incident_[0-9a-f]{64}$/) as string,
      startedAt: '2026-06-20T02:03:07.000Z',
      summary: 'Backup nightly failed',
      description: 'It ended without success.',
      runbook: 'https://runbooks.example.com/backup-job-failed',
      attributes: { 'cloud.region': 'eu-central-1' },
      source: 'direct',
    },
  });
});

test('the time of a resolved event is that of its end', async () => {
  const event = await failedEvent({ status: 'resolved', endedAt: new Date('2026-06-20T03:00:00Z') });
  expect([event.type, event.timestamp, event.data.startedAt]).toEqual([
    'alert.resolved',
    '2026-06-20T03:00:00.000Z',
    '2026-06-20T02:03:07.000Z',
  ]);
});

test('an episode given as a Date is written as the alert rules do', async () => {
  const event = await failedEvent({ episode: new Date(1_781_834_650_250) });
  expect(event.data.episode).toBe('1781834650.250');
  expect(event.data.episode).toBe(formatEpisode(1_781_834_650.25));
});

test('without a time it began now', async () => {
  const { alert, severity, identity, episode, summary } = FAILED;
  const event = await createAlertEvent({ alert, severity, identity, episode, summary }, { now: () => 0 });
  expect(event.timestamp).toBe('1970-01-01T00:00:00.000Z');
});

describe('a wrong alert is refused with a sentence about', () => {
  test.each<[string, unknown]>([
    ['data.alert', { alert: '' }],
    ['data.alert', { alert: 'Backup\nJobFailed' }],
    ['data.severity', { severity: 'fatal' }],
    ['data.episode', { episode: '' }],
    ['data.identity', { identity: undefined }],
    ['data.identity.job', { identity: { job: 'x'.repeat(257) } }],
    ['data.level', { level: 1.5 }],
    ['data.summary', { summary: 'x'.repeat(501) }],
    ['data.runbook', { runbook: 'javascript:alert(1)' }],
    ['startedAt', { startedAt: new Date(NaN) }],
    ['endedAt', { endedAt: '2026-06-20' }],
    ['type', { status: 'gone' }],
    ['data.exitCode', { exitCode: 1.5 }],
    ['data.exitCode', { exitCode: NaN }],
    ['data.errorType', { errorType: 'two\nlines' }],
    ['data.sizeNow', { sizeNow: -1 }],
    ['data.attempt', { attempt: 0 }],
    ['data.traceId', { traceId: '0'.repeat(32) }],
    ['data.runbookText', { runbookText: 'x'.repeat(2_001) }],
    ['lastSuccessAt', { lastSuccessAt: new Date(NaN) }],
    ['runbook', { runbok: 'https://example.com' }],
    ['environment', { identity: { enviroment: 'staging' } }],
  ])('%s', async (field, change) => {
    const input = { ...FAILED, ...(change as Partial<AlertInput>) };
    await expect(createAlertEvent(input)).rejects.toMatchObject({
      code: 'alert_invalid',
      message: expect.stringContaining(`\`${field}\``) as string,
    });
  });
});

test('why it happened goes with it', async () => {
  const reasons = { errorType: 'ECONNREFUSED', phase: 'dump', exitCode: 1, sizeBefore: 2_000, sizeNow: 20, attempt: 3, attempts: 3 };
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const event = await failedEvent({ ...reasons, traceId, lastSuccessAt: new Date('2026-06-19T02:04:10Z') });
  expect(event.data).toMatchObject({ ...reasons, traceId, lastSuccessAt: '2026-06-19T02:04:10.000Z' });
  expect(event.id).toBe((await failedEvent()).id);
});

describe('its runbook', () => {
  test('is a page without what may carry a token', async () => {
    const { data } = await failedEvent({ runbook: 'https://user:hunter2@wiki.example.com/backups?token=hunter2#hunter2' });
    expect(data.runbook).toBe('https://wiki.example.com/backups');
    expect(data.runbookText).toBeUndefined();
  });

  test('is the short text of the shipped one where no page is known', async () => {
    const { data } = await failedEvent({ runbook: undefined });
    expect(data.runbookText).toContain('3. Start the job by hand.');
    expect((await failedEvent({ runbook: undefined, runbookText: 'Call Ann.' })).data.runbookText).toBe('Call Ann.');
    expect((await failedEvent({ runbook: undefined, alert: 'OfOurOwn' })).data.runbookText).toBeUndefined();
    expect((await failedEvent({ runbook: undefined, status: 'resolved' })).data.runbookText).toBeUndefined();
  });

  test.each(CONDITIONS.map(({ name }) => name))('of %s fits the contract as a text', async (alert) => {
    expect((await failedEvent({ runbook: undefined, alert })).data.runbookText).toMatch(/\n1\. /);
  });
});
