import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTool, needs } from '../support/tools.js';
import { createCollectorSite, validateConfigs, type CollectorSite } from './collector.js';

const otelcol = findTool('otelcol');
const CONFIG = resolve(import.meta.dirname, '../../otel-collector');
const backends = readdirSync(join(CONFIG, 'backends')).map((name) => `backends/${name}`);

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
      REMOTE_WRITE_ENDPOINT: 'https://mimir.example.com/api/v1/push',
      GATEWAY_ENDPOINT: 'https://collector.example.com:4318',
      GATEWAY_TOKEN_FILE: site.tokenFile,
      OTELCOL_TLS_CERT_FILE: file('cert.pem'),
      OTELCOL_TLS_KEY_FILE: file('key.pem'),
      OTELCOL_TLS_CLIENT_CA_FILE: file('ca.pem'),
    };
  });
  afterAll(() => site?.remove());

  test('is refused without a backend, since it would take telemetry that nobody gets', () => {
    expect(complaints()).toContain('no exporter configuration specified');
  });

  test('is refused with a backend of ours beside none of base.yaml, by a name that says why', () => {
    const own = join(site.folder, 'own.yaml');
    writeFileSync(own, 'exporters: { otlp_http: { endpoint: http://127.0.0.1:1 } }\n');
    expect(complaints(relative(CONFIG, own))).toContain('nop/no-backend-was-named');
  });

  test.each([...NEEDED])('is refused with %s as long as %s is not set', (backend, name) => {
    expect(validateConfigs(otelcol ?? '', [`backends/${backend}.yaml`], { ...env, [name]: '' })).toContain(name);
    const { [name]: _, ...without } = env;
    expect(validateConfigs(otelcol ?? '', [`backends/${backend}.yaml`], without)).toContain(name);
  });

  test.each(backends)('is valid with %s', (backend) => {
    expect(complaints(backend)).toBe('');
  });

  test('is valid with all backends but one, whichever it is', () => {
    const rest = backends.map((left) => backends.filter((backend) => backend !== left));
    expect(rest.map((files) => complaints(...files)).filter(Boolean)).toEqual([]);
  }, 300_000);

  test('is valid with all backends at once', () => {
    expect(complaints(...backends)).toBe('');
  });

  test('refuses to go without a token for senders', () => {
    const { OTELCOL_TOKEN_FILE: _, ...without } = site.env;
    expect(validateConfigs(otelcol ?? '', [], without)).toContain('no bearer token provided');
  });
});
