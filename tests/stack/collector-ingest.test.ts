import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, startCollector, type Collector, type CollectorSite } from './collector.js';
import { plainLogs } from './plain-otlp.js';

const otelcol = findTool('otelcol');

describe.skipIf(otelcol === undefined)(`ingest of the collector ${needs('otelcol', otelcol)}`, () => {
  let site: CollectorSite;
  let collector: Collector;

  beforeAll(async () => {
    site = await createCollectorSite();
    collector = await startCollector(otelcol ?? '', site, { files: ['backends/none.yaml'] });
  });
  afterAll(async () => {
    await collector?.stop();
    site?.remove();
  });

  test('takes telemetry with the token and none with another', async () => {
    expect(await collector.post('logs', plainLogs('one'))).toBe(200);
    expect(await collector.post('logs', plainLogs('one'), 'guessed')).toBe(401);
  });

  test('takes none without a token', async () => {
    const response = await fetch(`${site.url}/v1/logs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(response.status).toBe(401);
  });

  test('refuses what is larger than 8 MiB', async () => {
    expect(await collector.post('logs', plainLogs('x'.repeat(8 * 1024 * 1024)))).toBeGreaterThanOrEqual(400);
    expect(await collector.post('logs', plainLogs('x'.repeat(7 * 1024 * 1024)))).toBe(200);
  });

  test('changes its token without a restart, with a time in which both are taken', async () => {
    writeFileSync(site.tokenFile, 'first\nsecond\n');
    await vi.waitFor(async () => expect(await collector.post('logs', plainLogs('one'), 'second')).toBe(200), 10_000);
    expect(await collector.post('logs', plainLogs('one'), 'first')).toBe(200);
    writeFileSync(site.tokenFile, 'second\n');
    await vi.waitFor(async () => expect(await collector.post('logs', plainLogs('one'), 'first')).toBe(401), 10_000);
    expect(await collector.post('logs', plainLogs('one'), 'second')).toBe(200);
  });

  test('exports its queues and what it refused', async () => {
    const metrics = await (await fetch(site.metricsUrl)).text();
    expect(metrics).toMatch(/^otelcol_receiver_accepted_log_records.* [1-9]/m);
  });
});
