import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTool, needs } from '../support/tools.js';
import { createCollectorSite, validateConfigs, type CollectorSite } from './collector.js';

const otelcol = findTool('otelcol');
const backends = readdirSync(resolve(import.meta.dirname, '../../otel-collector/backends')).map((name) => `backends/${name}`);

describe.skipIf(otelcol === undefined)(`the collector's configuration ${needs('otelcol', otelcol)}`, () => {
  let site: CollectorSite;
  let env: Readonly<Record<string, string>>;
  const complaints = (...files: readonly string[]) => validateConfigs(otelcol ?? '', files, env);

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
      GATEWAY_ENDPOINT: 'https://collector.example.com:4318',
      GATEWAY_TOKEN_FILE: site.tokenFile,
      OTELCOL_TLS_CERT_FILE: file('cert.pem'),
      OTELCOL_TLS_KEY_FILE: file('key.pem'),
      OTELCOL_TLS_CLIENT_CA_FILE: file('ca.pem'),
    };
  });
  afterAll(() => site?.remove());

  test('is valid without a backend, so that one can begin with nothing', () => {
    expect(complaints()).toBe('');
  });

  test.each(backends)('is valid with %s', (backend) => {
    expect(complaints(backend)).toBe('');
  });

  test('is valid with every two backends', () => {
    const pairs = backends.flatMap((one, index) => backends.slice(index + 1).map((other) => [one, other] as const));
    expect(pairs.map((pair) => complaints(...pair)).filter(Boolean)).toEqual([]);
  }, 300_000);

  test('is valid with all backends at once', () => {
    expect(complaints(...backends)).toBe('');
  });

  test('refuses to go without a token for senders', () => {
    const { OTELCOL_TOKEN_FILE: _, ...without } = site.env;
    expect(validateConfigs(otelcol ?? '', [], without)).toContain('no bearer token provided');
  });
});
