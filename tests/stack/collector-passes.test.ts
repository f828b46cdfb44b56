import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, startCollector } from './collector.js';
import { plainLogs, plainSpans } from './plain-otlp.js';

const otelcol = findTool('otelcol');

describe.skipIf(otelcol === undefined)(`what the collector lets through ${needs('otelcol', otelcol)}`, () => {
  test('is what the package says, and what makes the spans of others useful', async () => {
    const site = await createCollectorSite();
    const collector = await startCollector(otelcol ?? '', site, { files: ['backends/file.yaml'] });
    const kept = {
      'backup.run.id': '0b7c1c1e-6f0b-4a43-9d0a-3f5a5d5c9d11',
      'backup.proved.trace.id': '4bf92f3577b34da6a3ce929d0e0e4736',
      'backup.artifact.checksum.value': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      'backup.outcome': 'success',
      'backup.phase.name': 'Sauvegarde données 2',
      'cloud.region': 'eu-central-1',
      'error.type': 'PrismaClientKnownRequestError',
      'http.route': '/api/v1/users/{id}',
      'db.collection.name': 'wedding.guests',
    };
    expect(await collector.post('traces', plainSpans('wedding-db-nightly', { ...kept, 'db.query.text': 'SELECT 1' }))).toBe(200);
    await collector.stop();
    const passed = JSON.parse(readFileSync(site.env['OTELCOL_FILE_PATH'] ?? '', 'utf8')) as ReturnType<typeof plainSpans>;
    site.remove();
    const scope = passed.resourceSpans[0]?.scopeSpans[0];
    expect(scope?.scope).toEqual({ name: '@wedsync/backup-telemetry' });
    expect(scope?.spans[0]?.name).toBe('backup wedding-db-nightly');
    expect(Object.fromEntries((scope?.spans[0]?.attributes ?? []).map(({ key, value }) => [key, value.stringValue]))).toEqual({
      'backup.job.name': 'wedding-db-nightly',
      ...kept,
    });
  });

  test.each([
    [['rows'], true],
    [['rows', 'application'], true],
    [[], true],
    [['rows', 'canary'], false],
    [['rows","application'], false],
  ])('of a list with known values is the list, unless another is in it: %j', async (checks, isKept) => {
    const site = await createCollectorSite();
    const collector = await startCollector(otelcol ?? '', site, { files: ['backends/file.yaml'] });
    const spans = plainSpans('wedding-db-nightly', {});
    const values = checks.map((stringValue) => ({ stringValue }));
    const attributes: object[] = spans.resourceSpans[0]?.scopeSpans[0]?.spans[0]?.attributes ?? [];
    attributes.push({ key: 'backup.restore.checks', value: { arrayValue: { values } } });
    expect(await collector.post('traces', spans)).toBe(200);
    await collector.stop();
    const passed = JSON.parse(readFileSync(site.env['OTELCOL_FILE_PATH'] ?? '', 'utf8')) as ReturnType<typeof plainSpans>;
    site.remove();
    const found = passed.resourceSpans[0]?.scopeSpans[0]?.spans[0]?.attributes.filter(({ key }) => key === 'backup.restore.checks');
    expect(found?.map(({ value }) => value)).toEqual(isKept ? [{ arrayValue: values.length > 0 ? { values } : {} }] : []);
  });

  test.each([
    ['an ordinary end', 'backup wedding-db-nightly at s3-eu phase dump finished with failure, ECONNREFUSED'],
    ['a reason', 'backup wedding-db-nightly finished with partial, table_locked'],
    ['a name that could be a key', 'backup postgres14 started', 'backup.run.finished'],
    ['what must not leave', 'backup db of postgres://admin:canary-4711@db', 'backup.run.finished'],
    ['what must not leave, in an event of others', 'restic of postgres://admin:canary-4711@db', '****', 'other.event'],
  ])('keeps the line of an event, or what it was, and no secret: %s', async (_, body, wanted = body, eventName = 'backup.run.finished') => {
    const site = await createCollectorSite();
    const collector = await startCollector(otelcol ?? '', site, { files: ['backends/file.yaml'] });
    expect(await collector.post('logs', plainLogs('wedding-db-nightly', { eventName, body: { stringValue: body } }))).toBe(200);
    await collector.stop();
    const passed = JSON.parse(readFileSync(site.env['OTELCOL_FILE_PATH'] ?? '', 'utf8')) as ReturnType<typeof plainLogs>;
    site.remove();
    expect(passed.resourceLogs[0]?.scopeLogs[0]?.logRecords[0]).toMatchObject({ body: { stringValue: wanted } });
  });
});
