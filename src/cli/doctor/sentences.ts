import type { Finding } from './findings.js';
import type { Signal } from './canary-slots.js';

const PROVIDER: Readonly<Record<Signal, string>> = {
  traces: 'a span processor',
  metrics: 'a metric reader, or the process one of its own: metrics.setGlobalMeterProvider(new MeterProvider({ readers: [...] }))',
  logs: 'a log record processor, or the process one of its own: logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [...] }))',
};

const WRAPPER: Readonly<Record<Signal, string>> = {
  traces: 'sanitizeSpanExporter',
  metrics: 'sanitizeMetricExporter',
  logs: 'sanitizeLogExporter',
};

/** What a finding says and what to do about it. */
export function sentenceOf(finding: Finding): { readonly says: string; readonly doThis: string } {
  switch (finding.code) {
    case 'leaked':
      return {
        says: `Secrets left in ${finding.args.slots.length} of the slots of ${finding.args.signal}`,
        doThis: `${WRAPPER[finding.args.signal]}(exporter), from @wedsync/backup-telemetry/sanitize, around the exporter${finding.args.signal === 'traces' ? ', with no other exporter beside it (@vercel/otel adds one unless `spanProcessors` is stated)' : ''}; or the preset, @wedsync/backup-telemetry/node, instead`,
      };
    case 'no_sdk':
      return {
        says: 'No OpenTelemetry SDK was started in this program',
        doThis: 'run `npx @wedsync/backup-telemetry init`, or start it with `node --import @wedsync/backup-telemetry/register`',
      };
    case 'no_provider':
      return {
        says: `Nothing takes ${finding.args.signal} in this program${finding.args.signal === 'traces' ? '' : ', and alerts stand on them'}`,
        doThis: `give your SDK ${PROVIDER[finding.args.signal]}`,
      };
    case 'signal_lost':
      return {
        says: `${finding.args.signal} were taken and never arrived`,
        doThis:
          'let OTEL_EXPORTER_OTLP_ENDPOINT decide where exporters send (no `url` in code, HTTP and not gRPC), and leave OTEL_SDK_DISABLED and OTEL_*_EXPORTER=none out',
      };
    case 'backup_lost':
      return {
        says: `A real backup left nothing in ${finding.args.signal}, though others arrive`,
        doThis: 'look for a second copy of @opentelemetry/api: `npm ls @opentelemetry/api`; and for a view or filter that drops it',
      };
    case 'sampler_drops':
      return {
        says: `The sampler records ${finding.args.recorded} of ${finding.args.asked} backup spans`,
        doThis: 'set OTEL_TRACES_SAMPLER=parentbased_always_on, or let the sampler keep spans whose name begins with "backup "',
      };
    case 'delta_temporality':
      return {
        says: 'Counters or histograms are sent with delta temporality: the collector of this package converts them, Prometheus itself refuses them with all that comes in the same request',
        doThis: 'set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative (state gauges, on which alerts stand, are not concerned)',
      };
    case 'former_environment':
      return {
        says: 'The environment stands on the resource only as deployment.environment, its former key: the collector of this package renames it, others do not, and there the jobs of staging are those of production',
        doThis: 'set deployment.environment.name, in code or in OTEL_RESOURCE_ATTRIBUTES',
      };
    case 'telemetry_problems': {
      const { kinds, jobs } = finding.args;
      const what = kinds.length > 0 ? `: ${kinds.join(', ')}` : '';
      const whose = jobs.length > 0 ? ` (${jobs.length === 1 ? 'job' : 'jobs'} ${jobs.join(', ')})` : '';
      return {
        says: `The program uses this package wrongly, or its telemetry fails${what}${whose}`,
        doThis:
          'read its output above, where each problem is said with its line; where nothing is said, set a logger: diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN)',
      };
    }
    case 'several_copies':
      return {
        says: `${finding.args.package} is loaded ${finding.args.versions.length} times: ${finding.args.versions.join(', ')}${finding.level === 'info' ? '; a real backup arrived all the same' : ''}`,
        doThis: `run \`npm dedupe ${finding.args.package}\`, or name one version under "overrides"`,
      };
    case 'package_missing':
      return {
        says: `${finding.args.package} is not installed here, so no real backup was run`,
        doThis: `npm install ${finding.args.package}`,
      };
    case 'backup_failed':
      return { says: `A real backup could not be run: ${finding.args.reason}`, doThis: `npm install @wedsync/backup-telemetry@latest` };
  }
}
