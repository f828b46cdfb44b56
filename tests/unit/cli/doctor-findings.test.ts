import { describe, expect, test } from 'vitest';
import { findFindings, type Evidence, type Finding } from '../../../src/cli/doctor/findings.js';
import { hasFormerEnvironment } from '../../../src/cli/doctor/former-environment.js';
import { sentenceOf } from '../../../src/cli/doctor/sentences.js';

const ALL = { traces: true, metrics: true, logs: true };
const HEALTHY: Evidence = {
  slots: [],
  providers: ALL,
  arrived: ALL,
  backups: ALL,
  recorded: 10,
  loaded: [],
  backup: 'ran',
  delta: false,
  formerEnvironment: false,
  problems: { kinds: [], jobs: [] },
  packageName: '@wedsync/backup-telemetry',
};
const COPIES = ['@opentelemetry/api-logs 0.222.0', '@opentelemetry/api-logs 0.223.0'];
const found = (evidence: Partial<Evidence>) => findFindings({ ...HEALTHY, ...evidence }).map(({ code, level }) => `${level} ${code}`);

describe('what the doctor finds', () => {
  test('is nothing in a healthy host', () => {
    expect(found({})).toEqual([]);
  });

  test('several copies of an API are a warning only where a backup did not arrive whole', () => {
    expect(found({ loaded: COPIES })).toEqual(['info several_copies']);
    expect(found({ loaded: COPIES, backups: { ...ALL, logs: false } })).toEqual(['error backup_lost', 'warning several_copies']);
    expect(found({ loaded: COPIES, backup: 'not installed' })).toEqual(['warning several_copies', 'warning package_missing']);
  });

  test.each([
    ['JSON', (key: string) => JSON.stringify({ attributes: [{ key, value: { stringValue: 'staging' } }] })],
    [
      'protobuf',
      (key: string) => `\n${String.fromCharCode(key.length + 13)}\n${String.fromCharCode(key.length)}${key}\x12\x09\n\x07staging`,
    ],
  ])('the former key of the environment is found in %s, unless the new one stands beside it', (_, write) => {
    const request = (...keys: string[]) => [{ path: '/v1/metrics', contentType: '', body: Buffer.from(keys.map(write).join('')) }];
    expect(hasFormerEnvironment(request('service.name', 'deployment.environment'))).toBe(true);
    expect(hasFormerEnvironment(request('service.name', 'deployment.environment.name'))).toBe(false);
    expect(hasFormerEnvironment(request('deployment.environment', 'deployment.environment.name'))).toBe(false);
    expect(found({ formerEnvironment: true })).toEqual(['warning former_environment']);
  });

  test("problems that the program's own telemetry counts are a warning", () => {
    expect(found({ problems: { kinds: ['options_invalid'], jobs: [] } })).toEqual(['warning telemetry_problems']);
    expect(found({ problems: { kinds: [], jobs: ['nightly'] } })).toEqual(['warning telemetry_problems']);
  });

  test('a host with traces alone lacks what alerts stand on', () => {
    const traces = { traces: true, metrics: false, logs: false };
    expect(found({ providers: traces, arrived: traces, backups: traces })).toEqual(['error no_provider', 'error no_provider']);
  });
});

describe('what the doctor says', () => {
  const leaked = (signal: 'traces' | 'metrics' | 'logs'): Finding => ({ code: 'leaked', level: 'error', args: { signal, slots: [] } });
  const missing = (signal: 'metrics' | 'logs'): Finding => ({ code: 'no_provider', level: 'error', args: { signal } });

  test.each<[Finding, string]>([
    [leaked('traces'), 'sanitizeSpanExporter(exporter)'],
    [leaked('traces'), 'spanProcessors'],
    [leaked('metrics'), 'sanitizeMetricExporter(exporter)'],
    [leaked('logs'), 'sanitizeLogExporter(exporter)'],
    [missing('metrics'), 'setGlobalMeterProvider('],
    [missing('logs'), 'setGlobalLoggerProvider('],
    [{ code: 'telemetry_problems', level: 'warning', args: { kinds: ['options_invalid'], jobs: [] } }, 'DiagLogLevel.WARN'],
    [{ code: 'delta_temporality', level: 'warning', args: {} }, 'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative'],
    [{ code: 'former_environment', level: 'warning', args: {} }, 'deployment.environment.name'],
    [{ code: 'sampler_drops', level: 'error', args: { recorded: 0, asked: 10 } }, 'OTEL_TRACES_SAMPLER=parentbased_always_on'],
  ])('names the line to change: %j', (finding, line) => {
    expect(sentenceOf(finding).doThis).toContain(line);
  });

  test('of copies that do no harm, that a backup arrived', () => {
    const args = { package: '@opentelemetry/api-logs', versions: ['0.222.0', '0.223.0'] };
    expect(sentenceOf({ code: 'several_copies', level: 'info', args }).says).toContain('a real backup arrived all the same');
  });
});
