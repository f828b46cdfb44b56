import type { PackageFacts } from '../package-facts.js';
import type { Signal } from './hosts.js';
import type { Plan } from './plan.js';
import type { Project } from './project.js';
import type { StarterFile } from './starter-file.js';

/** What a starter is written for. */
export interface StarterContext {
  readonly project: Project;
  readonly plan: Plan;
  readonly file: StarterFile;
  readonly facts: PackageFacts;
  /** The command that runs it. */
  readonly run: string;
}

type Import = readonly [names: string, from: string];

/** Text of a first backup: it runs as it is, and says what to change. */
export function renderStarter(context: StarterContext): string {
  const { file, run, facts, plan } = context;
  const imports: readonly Import[] = [
    ['readFile, writeFile', 'node:fs/promises'],
    ['gzipSync', 'node:zlib'],
    ['withBackup', facts.name],
    ...(plan.setup === 'preset' ? [['startBackupTelemetry', `${facts.name}/node`] as const] : []),
  ];
  const header = [`// A first backup with telemetry. Run it: ${run}`, ...imports.map((each) => renderImport(each, file.format)), ''];
  const body = [...renderSetup(context), ...backup(plan.setup)];
  if (file.topLevelAwait) return `${[...header, ...body].join('\n')}\n`;
  return `${[...header, 'async function main() {', ...indent(body), '}', '', 'void main();'].join('\n')}\n`;
}

function renderImport([names, from]: Import, format: StarterFile['format']): string {
  return format === 'esm' ? `import { ${names} } from '${from}';` : `const { ${names} } = require('${from}');`;
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

function renderSetup({ project, plan, facts }: StarterContext): readonly string[] {
  const label = project.host?.label ?? '';
  if (plan.setup === 'host')
    return [`// Spans, metrics and events leave by ${label}, which must be started before this file: see the first line.`, ''];
  if (plan.setup === 'preset') {
    return [
      '// Sends to OTEL_EXPORTER_OTLP_ENDPOINT, or to http://localhost:4318. With nobody listening there, the backup runs all the same.',
      `const telemetry = startBackupTelemetry({ serviceName: process.env['OTEL_SERVICE_NAME'] ?? '${project.service}', environment: process.env['NODE_ENV'] ?? 'development' });`,
      '',
    ];
  }
  return [
    `// Spans leave by ${label}. What it does not take, and alerts stand on, goes to OTEL_EXPORTER_OTLP_ENDPOINT, or to http://localhost:4318.`,
    '// Imported in here: without one of these packages, the backup runs all the same.',
    'try {',
    ...indent([
      "const { resourceFromAttributes } = await import('@opentelemetry/resources');",
      `const resource = resourceFromAttributes({ 'service.name': '${project.service}', 'deployment.environment.name': process.env['NODE_ENV'] ?? 'development' });`,
      ...plan.lacks.flatMap((signal) => provider(signal, plan, facts)),
    ]),
    '} catch (error) {',
    "  console.warn('Alerts will not see this backup:', error);",
    '}',
    '',
  ];
}

/** Registered for the whole process, so that whatever is asked for a provider finds it. */
function provider(signal: Signal, { line }: Plan, { name }: PackageFacts): readonly string[] {
  if (signal === 'metrics') {
    return [
      "const { metrics } = await import('@opentelemetry/api');",
      "const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http');",
      "const { MeterProvider, PeriodicExportingMetricReader } = await import('@opentelemetry/sdk-metrics');",
      `const { sanitizeMetricExporter } = await import('${name}/sanitize');`,
      'const reader = new PeriodicExportingMetricReader({ exporter: sanitizeMetricExporter(new OTLPMetricExporter()), exportIntervalMillis: 10_000, exportTimeoutMillis: 5_000 });',
      'metrics.setGlobalMeterProvider(new MeterProvider({ resource, readers: [reader] }));',
    ];
  }
  return [
    `const { logs } = await import('${line.major === 2 ? '@opentelemetry/api-logs' : '@opentelemetry/api'}');`,
    "const { OTLPLogExporter } = await import('@opentelemetry/exporter-logs-otlp-http');",
    "const { BatchLogRecordProcessor, LoggerProvider } = await import('@opentelemetry/sdk-logs');",
    `const { sanitizeLogExporter } = await import('${name}/sanitize');`,
    'const processor = new BatchLogRecordProcessor({ exporter: sanitizeLogExporter(new OTLPLogExporter()), scheduledDelayMillis: 200 });',
    'logs.setGlobalLoggerProvider(new LoggerProvider({ resource, processors: [processor] }));',
  ];
}

function backup(setup: Plan['setup']): readonly string[] {
  return [
    '// `job` names what is backed up, the same at every run: dashboards and alerts go by it.',
    "const size = await withBackup({ job: 'nightly', type: 'full', destination: 'local-disk' }, async (run) => {",
    '  // A phase is one stage and has a span of its own. Put your pg_dump, tar or snapshot here.',
    "  const dump = await run.phase('dump', () => readFile('package.json'));",
    '  const archive = gzipSync(dump);',
    "  await run.phase('store', () => writeFile('backup.gz', archive));",
    '  // How a backup that suddenly shrinks is noticed.',
    '  run.report({ bytes: archive.length, files: 1 });',
    '  // What you return or throw comes out of withBackup as it is.',
    '  return archive.length;',
    '});',
    '',
    'console.log(`Backed up ${size} bytes to backup.gz`);',
    ...(setup === 'preset' ? ['await telemetry.shutdown();'] : []),
  ];
}
