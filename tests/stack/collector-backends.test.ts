import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, startCollector, type CollectorSite } from './collector.js';
import { plainLogs, plainSpans, plainSum } from './plain-otlp.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';

const otelcol = findTool('otelcol');
const PROTOBUF = 'application/x-protobuf';

/** What a backend is sent: where, as what, and with which headers beside. */
interface Expected {
  readonly backend: string;
  readonly env: (url: string, folder: string) => Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  readonly type?: string;
  readonly headers: Readonly<Record<string, string>>;
}

const backends: readonly Expected[] = [
  { backend: 'jaeger', env: (url) => ({ JAEGER_ENDPOINT: url }), paths: ['/v1/traces'], headers: {} },
  {
    backend: 'tempo',
    env: (url) => ({ TEMPO_ENDPOINT: url, TEMPO_TENANT: 'couples' }),
    paths: ['/v1/traces'],
    headers: { 'x-scope-orgid': 'couples' },
  },
  { backend: 'prometheus', env: (url) => ({ PROMETHEUS_ENDPOINT: url }), paths: ['/api/v1/otlp/v1/metrics'], headers: {} },
  {
    backend: 'prometheus-second',
    env: (url) => ({ PROMETHEUS_SECOND_ENDPOINT: url }),
    paths: ['/api/v1/otlp/v1/metrics'],
    headers: {},
  },
  {
    backend: 'prometheus-remote-write',
    env: (url) => ({
      REMOTE_WRITE_ENDPOINT: `${url}/api/v1/push`,
      REMOTE_WRITE_TENANT: 'couples',
      REMOTE_WRITE_AUTHORIZATION: 'Bearer made-up',
    }),
    paths: ['/api/v1/push'],
    headers: {
      'x-scope-orgid': 'couples',
      authorization: 'Bearer made-up',
      'x-prometheus-remote-write-version': '0.1.0',
      'content-encoding': 'snappy',
    },
  },
  { backend: 'loki', env: (url) => ({ LOKI_ENDPOINT: url }), paths: ['/otlp/v1/logs'], headers: { 'x-scope-orgid': 'backup' } },
  {
    backend: 'grafana-cloud',
    env: (url) => ({ GRAFANA_CLOUD_OTLP_ENDPOINT: `${url}/otlp`, GRAFANA_CLOUD_AUTHORIZATION: 'Basic bWFkZTp1cA==' }),
    paths: ['/otlp/v1/logs', '/otlp/v1/metrics', '/otlp/v1/traces'],
    headers: { authorization: 'Basic bWFkZTp1cA==' },
  },
  {
    backend: 'honeycomb',
    env: (url) => ({ HONEYCOMB_ENDPOINT: url, HONEYCOMB_API_KEY: 'made-up' }),
    paths: ['/v1/logs', '/v1/metrics', '/v1/traces'],
    headers: { 'x-honeycomb-team': 'made-up', 'x-honeycomb-dataset': 'backup' },
  },
  {
    backend: 'datadog',
    env: (url) => ({ DATADOG_OTLP_ENDPOINT: url, DATADOG_API_KEY: 'made-up' }),
    paths: ['/v1/logs', '/v1/metrics', '/v1/traces'],
    headers: { 'dd-api-key': 'made-up' },
  },
  {
    backend: 'otlp',
    env: (url, folder) => ({ OTLP_ENDPOINT: url, OTLP_HEADER_NAME: 'x-vendor-key', OTLP_HEADER_VALUE: `\${file:${join(folder, 'key')}}` }),
    paths: ['/v1/logs', '/v1/metrics', '/v1/traces'],
    headers: { 'x-vendor-key': 'from-a-file' },
  },
  {
    backend: 'monitor',
    env: (url) => ({ MONITOR_ENDPOINT: url, MONITOR_TOKEN: 'made-up' }),
    paths: ['/v1/logs'],
    type: 'application/json',
    headers: { authorization: 'Bearer made-up' },
  },
];

describe.skipIf(otelcol === undefined)(`a backend named by its file ${needs('otelcol', otelcol)}`, () => {
  let site: CollectorSite;
  let sink: OtlpSink;

  beforeEach(async () => {
    site = await createCollectorSite();
    sink = await startOtlpSink({ raw: true });
    writeFileSync(join(site.folder, 'key'), 'from-a-file');
  });
  afterEach(async () => {
    await sink?.close();
    site?.remove();
  });

  test.each(backends)(
    '$backend is sent what it takes, where and as it takes it',
    async ({ backend, env, paths, type = PROTOBUF, headers }) => {
      // Beside it, for those that take no metrics.
      const files = [`backends/${backend}.yaml`, 'backends/none.yaml'];
      const collector = await startCollector(otelcol ?? '', site, { files, env: env(sink.url, site.folder) });
      await collector.post('traces', plainSpans('nightly'));
      await collector.post('logs', plainLogs('nightly'));
      for (const value of [3, 5]) await collector.post('metrics', plainSum(value, value));
      await vi.waitFor(() => expect([...new Set(sink.accepted.map(({ path }) => path))].sort()).toEqual(paths), 10_000);
      await collector.stop();
      for (const request of sink.accepted) {
        expect(request.headers['content-type']).toBe(type);
        expect(request.headers).toMatchObject(headers);
      }
    },
  );

  test('datadog is sent deltas', async () => {
    const settings = ['exporters::otlp_http/datadog::encoding: json'];
    const env = { DATADOG_OTLP_ENDPOINT: sink.url, DATADOG_API_KEY: 'made-up' };
    const collector = await startCollector(otelcol ?? '', site, { files: ['backends/datadog.yaml'], settings, env });
    for (const value of [3, 5]) await collector.post('metrics', plainSum(value, value));
    await collector.stop();
    const sent = sink.accepted.map(({ content }) => content.toString()).join('\n');
    expect(sent).toContain('"aggregationTemporality":1');
    expect(sent).not.toContain('"aggregationTemporality":2');
    expect(sent).toContain('"asInt":"2"');
  });

  test('file and debug take all three signals', async () => {
    const collector = await startCollector(otelcol ?? '', site, { files: ['backends/file.yaml', 'backends/debug.yaml'] });
    await collector.post('traces', plainSpans('nightly'));
    await collector.post('logs', plainLogs('nightly'));
    await collector.post('metrics', plainSum(1, 1));
    await collector.stop();
    const written = readFileSync(site.env['OTELCOL_FILE_PATH'] ?? '', 'utf8');
    for (const kind of ['resourceSpans', 'resourceLogs', 'resourceMetrics']) expect(written).toContain(kind);
    for (const kind of ['ResourceSpans', 'ResourceLog', 'ResourceMetrics']) expect(collector.log()).toContain(kind);
  });
});
