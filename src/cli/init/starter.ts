import type { PackageFacts } from '../package-facts.js';
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
    [plan.setup === 'signals' ? 'createBackupTelemetry' : 'withBackup', facts.name],
    ...setupImports(context),
  ];
  const header = [`// A first backup with telemetry. Run it: ${run}`, ...imports.map((each) => renderImport(each, file.format)), ''];
  const body = [...renderSetup(context), ...backup(plan.setup)];
  if (file.format === 'esm') return `${[...header, ...body].join('\n')}\n`;
  const indented = body.map((line) => (line === '' ? '' : `  ${line}`));
  return `${[...header, 'async function main() {', ...indented, '}', '', 'main();'].join('\n')}\n`;
}

function renderImport([names, from]: Import, format: StarterFile['format']): string {
  return format === 'esm' ? `import { ${names} } from '${from}';` : `const { ${names} } = require('${from}');`;
}

function setupImports({ plan, facts }: StarterContext): readonly Import[] {
  if (plan.setup === 'preset') return [['startBackupTelemetry', `${facts.name}/node`]];
  const bySignal: Readonly<Record<string, readonly Import[]>> = {
    metrics: [
      ['OTLPMetricExporter', '@opentelemetry/exporter-metrics-otlp-http'],
      ['MeterProvider, PeriodicExportingMetricReader', '@opentelemetry/sdk-metrics'],
    ],
    logs: [
      ['OTLPLogExporter', '@opentelemetry/exporter-logs-otlp-http'],
      ['BatchLogRecordProcessor, LoggerProvider', '@opentelemetry/sdk-logs'],
    ],
  };
  const found = plan.lacks.flatMap((signal) => bySignal[signal] ?? []);
  return found.length === 0 ? [] : [...found, ['resourceFromAttributes', '@opentelemetry/resources']];
}

function renderSetup({ project, plan }: StarterContext): readonly string[] {
  const label = project.host?.label ?? '';
  if (plan.setup === 'host')
    return [`// Spans, metrics and events leave by ${label}, which must be started before this file: see the first line.`, ''];
  if (plan.setup === 'preset') {
    return [
      '// Sends to OTEL_EXPORTER_OTLP_ENDPOINT, or to http://localhost:4318. With nobody listening there, the backup runs all the same.',
      `const telemetry = startBackupTelemetry({ serviceName: '${project.service}', environment: process.env['NODE_ENV'] ?? 'development' });`,
      '',
    ];
  }
  const providers: Readonly<Record<string, string>> = {
    metrics:
      '  meterProvider: new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() })] }),',
    logs: '  loggerProvider: new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() })] }),',
  };
  return [
    `// Spans leave by ${label}. What it does not take, and alerts stand on, goes to OTEL_EXPORTER_OTLP_ENDPOINT, or to http://localhost:4318.`,
    `const resource = resourceFromAttributes({ 'service.name': '${project.service}', 'deployment.environment.name': process.env['NODE_ENV'] ?? 'development' });`,
    'const { withBackup } = createBackupTelemetry({',
    ...plan.lacks.map((signal) => providers[signal] ?? ''),
    '});',
    '',
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
