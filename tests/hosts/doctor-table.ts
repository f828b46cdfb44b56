import type { NodeMajor } from './table.js';

/** A host with an OpenTelemetry bootstrap, and what the doctor has to say of it. */
export interface DoctorCase {
  readonly fixture: string;
  readonly node: NodeMajor;
  /** Packages that the sanitized bootstrap needs besides those of the fixture. */
  readonly adds: Readonly<Record<string, string>>;
  /** The bootstrap as such hosts have it: code and signal of each finding above `info`. */
  readonly before?: {
    readonly args: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly found: readonly string[];
  };
  /** The same with the lines changed that the doctor names. */
  readonly after: { readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> };
}

const LEAKS = ['leaked traces', 'leaked metrics', 'leaked logs'];
const EXPORTERS = ['logs', 'metrics', 'trace'].map((signal) => `@opentelemetry/exporter-${signal}-otlp-http`);

function release(experimental: string, metrics: string): Readonly<Record<string, string>> {
  const together = [...EXPORTERS, '@opentelemetry/sdk-logs'].map((name): [string, string] => [name, experimental]);
  return { ...Object.fromEntries(together), '@opentelemetry/sdk-metrics': metrics };
}

const RELEASE = release('0.223.0', '2.12.0');
const bare = { args: ['--import', './otel.mjs'], found: LEAKS };
const sanitized = { args: ['--import', './otel-sanitized.mjs'] };
const preset = { args: ['--', 'node', '--import', '@wedsync/backup-telemetry/register', 'job.cjs'] };

export const DOCTOR_CASES: readonly DoctorCase[] = [
  { fixture: 'preset-sdk-2', node: '20', adds: {}, after: preset },
  { fixture: 'preset-sdk-3', node: '24', adds: {}, after: preset },
  { fixture: 'esm', node: '20', adds: RELEASE, before: bare, after: sanitized },
  {
    fixture: 'sdk-node-0.203',
    node: '20',
    adds: release('0.203.0', '2.0.1'),
    before: { ...bare, env: { OTEL_METRICS_EXPORTER: 'otlp' } },
    after: sanitized,
  },
  {
    fixture: 'nestjs',
    node: '20',
    adds: RELEASE,
    before: { args: ['--', 'node', '--require', './otel.cjs', 'service.cjs'], found: LEAKS },
    after: { args: ['--', 'node', '--require', './otel-sanitized.cjs', 'service.cjs'] },
  },
  {
    fixture: 'elastic',
    node: '20',
    adds: RELEASE,
    before: { args: ['--import', '@elastic/opentelemetry-node'], found: [...LEAKS, 'delta_temporality'] },
    after: { ...sanitized, env: { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'cumulative' } },
  },
  {
    fixture: 'vercel-otel',
    node: '20',
    adds: { '@opentelemetry/exporter-trace-otlp-http': '0.223.0', '@opentelemetry/sdk-trace-base': '2.12.0' },
    before: bare,
    after: sanitized,
  },
  {
    fixture: 'sentry',
    node: '20',
    adds: { ...RELEASE, '@opentelemetry/api-logs': '0.223.0' },
    before: { ...bare, found: ['leaked traces', 'no_provider metrics', 'no_provider logs'] },
    after: sanitized,
  },
  { fixture: 'sentry-own-sdk', node: '20', adds: RELEASE, before: bare, after: sanitized },
];
