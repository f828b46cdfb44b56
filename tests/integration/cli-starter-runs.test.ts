import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runDoctor } from '../kit/run-doctor.js';
import { buildIfMissing } from '../kit/run-example.js';

const ROOT = resolve(import.meta.dirname, '../..');
const cli = join(ROOT, 'dist/cli.js');
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OTEL_|NODE_|npm_)/.test(name))),
  NO_COLOR: '1',
};

let folder = '';
// Inside the repository, so that the OpenTelemetry packages a starter imports are found.
beforeAll(() => {
  buildIfMissing();
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache/cli-starter-runs-'));
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let projects = 0;
function createProject(files: Readonly<Record<string, unknown>>): string {
  const project = join(folder, String((projects += 1)));
  mkdirSync(join(project, 'node_modules/@wedsync'), { recursive: true });
  mkdirSync(join(project, 'node_modules/.bin'));
  symlinkSync(ROOT, join(project, 'node_modules/@wedsync/backup-telemetry'), 'junction');
  symlinkSync(join(ROOT, 'node_modules/tsx'), join(project, 'node_modules/tsx'), 'junction');
  symlinkSync('../tsx/dist/cli.mjs', join(project, 'node_modules/.bin/tsx'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return project;
}

function execute(command: string, args: readonly string[], cwd: string, more: Readonly<Record<string, string>> = {}) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    execFile(command, args, { cwd, env: { ...env, ...more } }, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

/** Lets `init` write a starter; resolves to the command it prints. */
async function init(cwd: string, file: string): Promise<string> {
  const { code, stdout, stderr } = await execute(process.execPath, [cli, 'init', '--json', '--file', file], cwd);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { starter } = JSON.parse(stdout) as { starter: { state: string; run: string } };
  expect(starter.state).toBe('written');
  return starter.run;
}

const TYPES = [{}, { type: 'module' }, { type: 'commonjs' }];
const FILES = ['backup.mjs', 'backup.cjs', 'backup.js', 'backup.mts', 'src/backup.ts', 'my backups/nightly.ts'];

describe.each(TYPES)('in a project that says %j', (manifest) => {
  test.each(FILES)('init writes %s so that the command it prints runs it', async (file) => {
    const project = createProject({ 'package.json': manifest });
    const run = await init(project, file);
    expect(await execute('sh', ['-c', run], project, { OTEL_SDK_DISABLED: 'true' })).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Backed up \d+ bytes to backup\.gz\n$/) as string,
      stderr: '',
    });
  });

  test.each(['jobs/backup.js', 'jobs/backup.ts'])('%s is what the nearest package.json says', async (file) => {
    const type = 'type' in manifest && manifest.type === 'module' ? 'commonjs' : 'module';
    const project = createProject({ 'package.json': manifest, 'jobs/package.json': { type } });
    const run = await init(project, file);
    expect(await execute('sh', ['-c', run], project, { OTEL_SDK_DISABLED: 'true' })).toMatchObject({ code: 0, stderr: '' });
  });
});

// Takes spans only, and cleans them, as Sentry and @vercel/otel can be set up to.
const SPANS_ONLY = `const { sanitizeSpanExporter } = require('@wedsync/backup-telemetry/sanitize');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-http');
const { BatchSpanProcessor, TracerProvider } = require('@opentelemetry/sdk-trace');
const { trace } = require('@opentelemetry/api');
require('@opentelemetry/sdk-trace');
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter: sanitizeSpanExporter(new OTLPTraceExporter()) })] }));
`;
const ALL_SIGNALS = `const { startBackupTelemetry } = require('@wedsync/backup-telemetry/node');
startBackupTelemetry();
// @opentelemetry/sdk-node
`;

describe('what init writes is clean under the doctor', () => {
  const host = (name: string, bootstrap: string) => ({
    'package.json': { dependencies: { [name]: '2.12.0' } },
    'otel.cjs': `// ${name}\n${bootstrap}`,
  });
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['alone, as ESM', {}, 'backup.mjs'],
    ['alone, as CommonJS', {}, 'backup.cjs'],
    ['alone, as TypeScript in CommonJS', {}, 'src/backup.ts'],
    ['beside an SDK that takes all', host('@opentelemetry/sdk-node', ALL_SIGNALS), 'backup.mjs'],
    ['beside an SDK that takes spans, as ESM', host('@opentelemetry/sdk-trace', SPANS_ONLY), 'backup.mjs'],
    ['beside an SDK that takes spans, as CommonJS', host('@opentelemetry/sdk-trace', SPANS_ONLY), 'backup.cjs'],
  ])('%s', async (_, files, file) => {
    const project = createProject({ 'package.json': {}, ...files });
    const run = await init(project, file);
    const diagnosis = await runDoctor(['--', 'sh', '-c', run], { command: [process.execPath, cli], cwd: project, env });
    expect(diagnosis.findings).toEqual([]);
    expect(diagnosis.code).toBe(0);
    // By itself it is a program that a doctor can load, too.
    if ('otel.cjs' in files || file.endsWith('.ts')) return;
    const alone = await runDoctor(['--import', `./${file}`], { command: [process.execPath, cli], cwd: project, env });
    expect(alone.findings).toEqual([]);
  });
});
