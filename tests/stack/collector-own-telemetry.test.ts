import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CONDITIONS } from '../../src/conditions/index.js';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, startCollector, type Collector, type CollectorSite } from './collector.js';
import { plainLogs, plainSpans, plainSum } from './plain-otlp.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';

const otelcol = findTool('otelcol');
const SIGNALS = ['spans', 'metric_points', 'log_records'];

/** A series of a scrape. */
interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

describe.skipIf(otelcol === undefined)(`what the collector exports of itself ${needs('otelcol', otelcol)}`, () => {
  let site: CollectorSite;
  let backend: OtlpSink;
  let collector: Collector;
  let scrape: readonly Series[];

  beforeAll(async () => {
    site = await createCollectorSite();
    backend = await startOtlpSink({ raw: true });
    const queue = 'exporters::otlp_http/vendor::sending_queue';
    collector = await startCollector(otelcol ?? '', site, {
      files: ['backends/otlp.yaml'],
      settings: [`${queue}::queue_size: 3`, `${queue}::batch::min_size: 1`, `${queue}::batch::max_size: 2`],
      env: { OTLP_ENDPOINT: backend.url, OTLP_HEADER_VALUE: 'made-up' },
    });
    const postAll = async () => [
      await collector.post('traces', plainSpans('nightly')),
      await collector.post('metrics', plainSum(1, 1)),
      await collector.post('logs', plainLogs('nightly')),
    ];
    // What the backend refuses for good is given up.
    backend.setMode(400);
    await postAll();
    await seeNonZero(/^otelcol_exporter_send_failed_/);
    // A backend that is down lets the queues run full; then senders are refused.
    backend.setMode(503);
    await vi.waitFor(async () => expect(await postAll()).toEqual([503, 503, 503]), { timeout: 30_000, interval: 1 });
    await seeNonZero(/^otelcol_receiver_refused_/);
    scrape = await readScrape();
  }, 120_000);
  afterAll(async () => {
    await collector?.kill();
    await backend?.close();
    site?.remove();
  });

  async function readScrape(): Promise<readonly Series[]> {
    return parseScrape(await (await fetch(site.metricsUrl)).text());
  }
  const seeNonZero = (name: RegExp) =>
    vi.waitFor(
      async () => expect((await readScrape()).filter((series) => name.test(series.name) && series.value > 0)).toHaveLength(SIGNALS.length),
      { timeout: 30_000, interval: 200 },
    );
  const found = (name: string) => scrape.filter((series) => new RegExp(`^(?:${name})$`).test(series.name) && series.value > 0);
  const [exporting, refusing, filling] = ['CollectorExportFailing', 'CollectorRefusing', 'CollectorQueueFilling'].map(
    (name) => CONDITIONS.find((condition) => condition.name === name)?.promql ?? '',
  );

  test('has the names that the alert about failed exports reads, by exporter', () => {
    const series = found(patternIn(exporting));
    for (const signal of SIGNALS)
      for (const part of ['send', 'enqueue'])
        expect(series).toContainEqual(
          expect.objectContaining({
            name: expect.stringContaining(`${part}_failed_${signal}`) as string,
            labels: expect.objectContaining({ exporter: 'otlp_http/vendor' }) as object,
          }),
        );
  });

  test('has the names that the alert about refused telemetry reads, by receiver', () => {
    const series = found(patternIn(refusing));
    for (const signal of SIGNALS)
      expect(series).toContainEqual(
        expect.objectContaining({
          name: expect.stringContaining(`refused_${signal}`) as string,
          labels: expect.objectContaining({ receiver: 'otlp' }) as object,
        }),
      );
  });

  test('has the names that the alert about a filling queue reads, and its queues are full', () => {
    const names = [...new Set(filling?.match(/otelcol_\w+/g))];
    expect(names).toHaveLength(2);
    for (const name of names) {
      const series = found(name);
      expect(series.map(({ labels }) => labels['data_type']).sort()).toEqual(['logs', 'metrics', 'traces']);
      for (const { labels, value } of series) expect([labels['exporter'], value]).toEqual(['otlp_http/vendor', 3]);
    }
  });
});

/** The names a condition selects, as one pattern. */
function patternIn(promql = ''): string {
  const pattern = [...promql.matchAll(/__name__=~"([^"]+)"/g)].map(([, name]) => name).join('|');
  expect(pattern).toContain('otelcol_');
  return pattern;
}

function parseScrape(text: string): readonly Series[] {
  return [...text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
    name,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', text = '']) => [key, text])),
    value: Number(value),
  }));
}
