import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runDoctor, type Diagnosis } from '../kit/run-doctor.js';
import { buildIfMissing } from '../kit/run-example.js';

const ROOT = resolve(import.meta.dirname, '../..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backup-telemetry-doctor-test-')));
const cli = join(ROOT, 'dist/cli.js');
const inherited: Record<string, string | undefined> = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OTEL_|NODE_)/.test(name))),
  NO_COLOR: '1',
};

const BARE = `import { NodeSDK } from '@opentelemetry/sdk-node';
new NodeSDK().start();`;
const BARE_ENV = { OTEL_TRACES_EXPORTER: 'otlp', OTEL_METRICS_EXPORTER: 'otlp', OTEL_LOGS_EXPORTER: 'otlp' };

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

beforeAll(() => {
  buildIfMissing();
  mkdirSync(join(folder, 'node_modules/@wedsync'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules/@opentelemetry'), join(folder, 'node_modules/@opentelemetry'), 'junction');
  symlinkSync(ROOT, join(folder, 'node_modules/@wedsync/backup-telemetry'), 'junction');
  const files = {
    'bare.mjs': BARE,
    'bare.cjs': "const { NodeSDK } = require('@opentelemetry/sdk-node');\nnew NodeSDK().start();\nsetInterval(() => {}, 1000);",
    'preset.mjs': "import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';\nstartBackupTelemetry();",
    'stoppable.mjs': `import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
const telemetry = startBackupTelemetry();
process.once('SIGTERM', () => void telemetry.shutdown().then(() => process.exit()));
setInterval(() => {}, 1000);`,
    'once.mjs': `import { withBackup } from '@wedsync/backup-telemetry';
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
const telemetry = startBackupTelemetry();
await withBackup({ job: 'nightly' }, () => undefined);
await telemetry.shutdown();`,
    'once.cjs': `const { withBackup } = require('@wedsync/backup-telemetry');
const { startBackupTelemetry } = require('@wedsync/backup-telemetry/node');
const telemetry = startBackupTelemetry();
withBackup({ job: 'nightly' }, () => undefined).then(() => telemetry.shutdown());`,
    'at-once.cjs': "require('@wedsync/backup-telemetry/node').startBackupTelemetry().shutdown();",
    'disposed.mjs': `import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
await startBackupTelemetry()[Symbol.asyncDispose]();`,
    'left-open.mjs': "import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';\nstartBackupTelemetry();",
    'own.cjs': `const { NodeSDK } = require('@opentelemetry/sdk-node');
const sdk = new NodeSDK();
sdk.start();
setImmediate(() => sdk.shutdown());`,
    'exits.mjs': `import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
startBackupTelemetry();
process.exit(0);`,
    'thread.mjs': `import { Worker, isMainThread } from 'node:worker_threads';
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
if (isMainThread) {
  startBackupTelemetry();
  new Worker(new URL(import.meta.url));
}`,
    'none.mjs': "console.log('hello');",
    'silent.mjs': 'setInterval(() => {}, 1000);',
    'crash.mjs': "throw new Error('no database');",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function execute(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return new Promise((done) => {
    execFile(command, args, { cwd, env: { ...inherited, ...env } }, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

const doctor = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  execute(process.execPath, [cli, 'doctor', ...args], folder, env);

const diagnose = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runDoctor(args, { command: [process.execPath, cli], cwd: folder, env: { ...inherited, ...env } });

const codes = ({ findings }: Diagnosis) => findings.map(({ code }) => code);

test('finds the preset clean, with a real backup in all three signals', async () => {
  const result = await diagnose(['--import', './preset.mjs']);
  expect(result.findings).toEqual([]);
  expect(result.code).toBe(0);
  expect(new Set(result.slots.map(({ state }) => state))).toEqual(new Set(['clean', 'removed']));
});

test.each(['http/json', 'http/protobuf'])('names every slot that leaks from an SDK without sanitizing, over %s', async (protocol) => {
  const result = await diagnose(['--import', './bare.mjs'], {
    ...BARE_ENV,
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
  });
  expect(codes(result)).toEqual(['leaked', 'leaked', 'leaked']);
  expect(result.code).toBe(1);
  // The package itself never lets the message of an error out.
  expect(result.slots.filter(({ state }) => state !== 'leaked').map(({ slot }) => slot)).toEqual(['error of a backup']);
  expect(result.loaded.some((entry) => entry.startsWith('@opentelemetry/sdk-node 0.'))).toBe(true);
});

test('stops a CommonJS program that never ends, and says in words what to change', async () => {
  const { code, stdout } = await doctor(['--', 'node', 'bare.cjs'], BARE_ENV);
  expect(stdout).toContain('sanitizeSpanExporter(exporter)');
  expect(code).toBe(1);
});

test('finds a program clean that shuts its SDK down when it is stopped', async () => {
  const result = await diagnose(['--', 'node', 'stoppable.mjs']);
  expect(result.findings).toEqual([]);
  expect(result.code).toBe(0);
});

test.each([
  ['--', 'node', 'once.mjs'],
  ['--', 'node', 'once.cjs'],
  ['--', 'node', 'at-once.cjs'],
  ['--', 'node', 'disposed.mjs'],
  ['--', 'node', 'left-open.mjs'],
  ['--', 'node', 'thread.mjs'],
  ['--import', './once.mjs'],
  ['--import', './once.cjs'],
])('looks at a program that does its work and ends before anybody looked: %s %s %s', async (...args) => {
  const result = await diagnose(args.filter((word) => typeof word === 'string'));
  expect(result.findings).toEqual([]);
  expect(result.code).toBe(0);
  expect(result.slots.filter(({ state }) => state === 'lost')).toEqual([]);
});

test('finds what leaks from a program whose own SDK is shut down right after its start', async () => {
  const result = await diagnose(['--', 'node', 'own.cjs'], BARE_ENV);
  expect(codes(result)).toEqual(['leaked', 'leaked', 'leaked']);
});

test('says that it could not inspect a program that exits before all was sent', async () => {
  const { code, stdout, stderr } = await doctor(['--', 'node', 'exits.mjs']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('the program ended before everything could be sent; leave its process.exit() out');
});

test('says that a sampler drops every backup', async () => {
  const result = await diagnose(['--import', './bare.mjs'], { ...BARE_ENV, OTEL_TRACES_SAMPLER: 'always_off' });
  expect(result.findings).toContainEqual({ code: 'sampler_drops', level: 'error', args: { recorded: 0, asked: 10 } });
});

test('says that counters are sent in a form that Prometheus refuses', async () => {
  const result = await diagnose(['--import', './bare.mjs'], {
    ...BARE_ENV,
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta',
  });
  expect(codes(result)).toContain('delta_temporality');
});

test('says that a program has no OpenTelemetry, and shows its output on stderr', async () => {
  const result = await diagnose(['--', 'node', 'none.mjs']);
  expect(codes(result)).toEqual(['no_sdk']);
  expect(result.stderr).toContain('hello');
  expect(result.code).toBe(1);
});

test('gives up on a silent program when time is up', async () => {
  const { code, stdout } = await doctor(['--timeout', '2', '--', 'node', 'silent.mjs']);
  expect(stdout).toContain('No OpenTelemetry SDK was started');
  expect(code).toBe(1);
});

test.each([
  ['a program that crashes', ['--', 'node', 'crash.mjs'], 'ended with exit code 1'],
  ['a program that is not there', ['--', 'no-such-program'], 'could not run no-such-program'],
  ['no program', [], 'expected either a command after --'],
  ['a time that is none', ['--timeout', 'soon', '--', 'node', 'none.mjs'], 'got "soon"'],
])('exits with 2 for %s', async (_, args, sentence) => {
  const { code, stderr } = await doctor(args);
  expect(stderr).toContain(sentence);
  expect(code).toBe(2);
});
