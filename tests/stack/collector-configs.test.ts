import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTool, needs } from '../kit/tools.js';
import { createCollectorSite, validateConfigs, type CollectorSite } from './collector.js';

const otelcol = findTool('otelcol');
const CONFIG = resolve(import.meta.dirname, '../../otel-collector');
const backends = readdirSync(join(CONFIG, 'backends')).map((name) => `backends/${name}`);

const WITHOUT_METRICS = ['jaeger', 'loki', 'tempo'].map((name) => `backends/${name}.yaml`);

const NEEDED = [
  ['datadog', 'DATADOG_OTLP_ENDPOINT'],
  ['datadog', 'DATADOG_API_KEY'],
  ['gateway', 'GATEWAY_ENDPOINT'],
  ['grafana-cloud', 'GRAFANA_CLOUD_OTLP_ENDPOINT'],
  ['grafana-cloud', 'GRAFANA_CLOUD_AUTHORIZATION'],
  ['honeycomb', 'HONEYCOMB_API_KEY'],
  ['monitor', 'MONITOR_TOKEN'],
  ['otlp', 'OTLP_ENDPOINT'],
  ['otlp', 'OTLP_HEADER_VALUE'],
  ['prometheus-remote-write', 'REMOTE_WRITE_ENDPOINT'],
  ['prometheus-second', 'PROMETHEUS_SECOND_ENDPOINT'],
] as const;

describe.skipIf(otelcol === undefined)(`the collector's configuration ${needs('otelcol', otelcol)}`, () => {
  let site: CollectorSite;
  let env: Readonly<Record<string, string>>;
  const problems = (...files: readonly string[]) => validateConfigs(otelcol ?? '', files, env);

  beforeAll(async () => {
    site = await createCollectorSite();
    const file = (name: string) => `${site.folder}/${name}`;
    env = {
      ...site.env,
      OTLP_ENDPOINT: 'https://otlp.example.com',
      OTLP_HEADER_VALUE: 'Bearer made-up',
      GRAFANA_CLOUD_OTLP_ENDPOINT: 'https://otlp-gateway-zone.grafana.net/otlp',
      GRAFANA_CLOUD_AUTHORIZATION: 'Basic made-up',
      HONEYCOMB_API_KEY: 'made-up',
      DATADOG_OTLP_ENDPOINT: 'https://otlp.example.com',
      DATADOG_API_KEY: 'made-up',
      MONITOR_TOKEN: 'made-up',
      PROMETHEUS_SECOND_ENDPOINT: 'http://127.0.0.1:9091',
      REMOTE_WRITE_ENDPOINT: 'https://mimir.example.com/api/v1/push',
      GATEWAY_ENDPOINT: 'https://collector.example.com:4318',
      GATEWAY_TOKEN_FILE: site.tokenFile,
      OTELCOL_TLS_CERT_FILE: file('cert.pem'),
      OTELCOL_TLS_KEY_FILE: file('key.pem'),
      OTELCOL_TLS_CLIENT_CA_FILE: file('ca.pem'),
    };
  });
  afterAll(() => site?.remove());

  // Each is a program that compiles for a second on one core.
  test.concurrent('is refused without a backend, since it would take telemetry that nobody gets', async () => {
    expect(await problems()).toContain('no exporter configuration specified');
  });

  const own = (name: string, exporters: string) => {
    writeFileSync(join(site.folder, name), `exporters: { ${exporters}otlp_http: { endpoint: http://127.0.0.1:1 } }\n`);
    return relative(CONFIG, join(site.folder, name));
  };

  test.concurrent('is refused with a backend of ours beside none of base.yaml, by a name that says why', async () => {
    // Three pipelines lack theirs, and the collector names the one that it happens to look at first.
    expect(await problems(own('bare.yaml', ''))).toMatch(/"nop\/no-backend-(for-metrics-)?was-named" which is not configured/);
    expect(await problems(own('without.yaml', 'nop/no-backend-for-metrics-was-named: {}, '))).toContain('"nop/no-backend-was-named"');
  });

  test.concurrent.each([...NEEDED])('is refused with %s as long as %s is not set', async (backend, name) => {
    const files = [`backends/${backend}.yaml`];
    expect(await validateConfigs(otelcol ?? '', files, { ...env, [name]: '' })).toContain(name);
    const { [name]: _, ...without } = env;
    expect(await validateConfigs(otelcol ?? '', files, without)).toContain(name);
  });

  test.concurrent.each([...WITHOUT_METRICS])('is refused with %s alone, since alerts are made of metrics', async (backend) => {
    expect(await problems(backend)).toContain('nop/no-backend-for-metrics-was-named');
  });

  test.concurrent.each(backends)('is valid with %s', async (backend) => {
    expect(await problems(backend, ...(WITHOUT_METRICS.includes(backend) ? ['backends/none.yaml'] : []))).toBe('');
  });

  test.concurrent('is valid with all backends at once', async () => {
    expect(await problems(...backends)).toBe('');
  });

  test.concurrent('refuses to go without a token for senders', async () => {
    const { OTELCOL_TOKEN_FILE: _, ...without } = site.env;
    expect(await validateConfigs(otelcol ?? '', [], without)).toContain('no bearer token provided');
  });
});
