import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, startCollector, type CollectorSite } from './collector.js';
import { plainLogs } from './plain-otlp.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';

const otelcol = findTool('otelcol');
const options = (backend: OtlpSink) => ({
  files: ['backends/monitor.yaml'],
  env: { MONITOR_ENDPOINT: backend.url, MONITOR_TOKEN: 'x' },
});

describe.skipIf(otelcol === undefined)(`the queue of an exporter ${needs('otelcol', otelcol)}`, () => {
  let site: CollectorSite;
  let backend: OtlpSink;

  beforeEach(async () => {
    site = await createCollectorSite();
    backend = await startOtlpSink({ raw: true });
  });
  afterEach(async () => {
    await backend?.close();
    site?.remove();
  });

  const arrived = () => new Set(backend.accepted.flatMap(({ content }) => content.toString().match(/job-\d+-end/g) ?? []));

  test('keeps what was accepted while the backend is down, also when the collector is killed in the middle of it', async () => {
    backend.setMode(503);
    const first = await startCollector(otelcol ?? '', site, options(backend));
    const jobs = Array.from({ length: 300 }, (_, index) => `job-${index}-end`);
    const accepted: string[] = [];
    const sending = (async () => {
      for (const job of jobs) if ((await first.post('logs', plainLogs(job))) === 200) accepted.push(job);
    })().catch(() => undefined);
    await vi.waitFor(() => expect(accepted.length).toBeGreaterThan(50), { timeout: 30_000, interval: 1 });
    await first.kill();
    await sending;
    backend.setMode('ok');
    const second = await startCollector(otelcol ?? '', site, options(backend));
    await vi.waitFor(() => expect(accepted.filter((job) => !arrived().has(job))).toEqual([]), { timeout: 30_000, interval: 200 });
    await second.stop();
  });

  test('delivers soon after the backend is back', async () => {
    backend.setMode(503);
    const collector = await startCollector(otelcol ?? '', site, options(backend));
    await collector.post('logs', plainLogs('job-1-end'));
    await new Promise((done) => setTimeout(done, 500));
    backend.setMode('ok');
    // The default of the exporter would wait for 5 s before its first retry.
    await vi.waitFor(() => expect([...arrived()]).toEqual(['job-1-end']), { timeout: 4_000, interval: 20 });
    await collector.stop();
  });
});
