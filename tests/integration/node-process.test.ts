import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen } from '../support/loopback.js';
import { startOtlpSink, type OtlpSink } from '../support/otlp-sink.js';

const ROOT = resolve(import.meta.dirname, '../..');
const IMPORT = ['--import', '@wedsync/backup-telemetry/register'];
const IMPORTS = `import { defineBackup, withBackup } from '@wedsync/backup-telemetry';
import { startBackupTelemetry } from '@wedsync/backup-telemetry/node';
`;
const RUN = `await withBackup({ job: 'db-nightly' }, () => 'done');\n`;

let folder = '';
let sink: OtlpSink;

// Inside the repository, so that the OpenTelemetry packages are found.
beforeAll(async () => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache/node-process-'));
  // A scope of its own: in this package's, its name would lead to the `dist` that happens to be there.
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const target = join(folder, 'node_modules/@wedsync/backup-telemetry');
  mkdirSync(target, { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(target, 'package.json'));
  const tsup = join(ROOT, 'node_modules/tsup/dist/cli-default.js');
  await promisify(execFile)(process.execPath, [tsup, '--silent', '--no-dts', '--out-dir', join(target, 'dist')], { cwd: ROOT });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  sink = await startOtlpSink();
});

afterEach(() => sink.close());

interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  readonly file?: string;
}

function startProgram(text: string, { env = {}, nodeOptions = [], file = 'program.mjs' }: ProgramOptions = {}) {
  writeFileSync(join(folder, file), file.endsWith('.mjs') ? IMPORTS + text : text);
  const child: ChildProcess = spawn(process.execPath, [...nodeOptions, file], {
    cwd: folder,
    env: { OTEL_SERVICE_NAME: 'backups', OTEL_EXPORTER_OTLP_ENDPOINT: sink.url, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>((done) => {
    child.on('close', (code, signal) => {
      done({ code, signal, stdout, stderr });
    });
  });
  return { child, ended };
}

/** Time the program says it lived on after its last line: it prints `Date.now()` there. */
async function livedOn(text: string, options?: ProgramOptions): Promise<{ readonly ms: number; readonly stderr: string }> {
  const program = `${text}\nconst last = performance.now(); process.on('exit', () => console.log(performance.now() - last));\n`;
  const { code, stdout, stderr } = await startProgram(program, options).ended;
  expect(code).toBe(0);
  return { ms: Number(stdout.trim().split('\n').at(-1)), stderr };
}

const eventNames = () => sink.events().map(({ eventName }) => eventName);

describe('a process that ends by itself', () => {
  it('ends at once after a run', async () => {
    const { ms } = await livedOn(`startBackupTelemetry();\n${RUN}`);
    expect(ms).toBeLessThan(1_000);
    expect(eventNames()).toEqual(['backup.run.started', 'backup.run.finished']);
  });

  it('sends what no run has sent', async () => {
    const { ms } = await livedOn(`startBackupTelemetry();\ndefineBackup({ job: 'never-run', every: '24h' });`);
    expect(ms).toBeLessThan(1_000);
    expect(eventNames()).toEqual(['backup.job.defined']);
    expect(sink.metric('backup.job.registered.timestamp')).toHaveLength(1);
  });

  it('sends no last time to a receiver that failed the time before', async () => {
    sink.setMode(404);
    const { ms } = await livedOn(`startBackupTelemetry();\n${RUN}`);
    expect(ms).toBeLessThan(1_000);
    const sent = sink.requests.length;
    expect(sent).toBeGreaterThan(0);
    expect(eventNames()).toEqual([]);
  });

  it('is not kept alive by a started SDK that has nothing to do', async () => {
    const { ms, stderr } = await livedOn('startBackupTelemetry();');
    expect(ms).toBeLessThan(1_000);
    expect(stderr).toBe('');
    expect(sink.requests).toEqual([]);
  });
});

/** Time from here to the end of the process, in a program whose work takes none. */
const TIMED = "const began = performance.now(); process.on('exit', () => console.log(performance.now() - began));\n";

async function lasted(text: string, options?: ProgramOptions): Promise<{ readonly ms: number; readonly stderr: string }> {
  const { code, stdout, stderr } = await startProgram(TIMED + text, options).ended;
  expect(code, stderr).toBe(0);
  return { ms: Number(stdout.trim().split('\n').at(-1)), stderr };
}

// What platforms set, because the specification has it as the default.
const PATIENT = { OTEL_EXPORTER_OTLP_TIMEOUT: '10000' };
const BACKGROUND = RUN.replace("'db-nightly'", "'db-nightly', flush: 'background'");
const WORK = RUN.replace("() => 'done'", '() => new Promise((done) => setTimeout(done, 1_200))');

describe('a process whose receiver accepts and never answers', () => {
  // 2 s once; the rest is for a busy machine, and less than half of a second wait.
  const LONGEST_MS = 2_900;

  it.each<[string, string, Readonly<Record<string, string>>, number]>([
    ['waits for it once at the end of a run', `startBackupTelemetry();\n${RUN}`, {}, 0],
    ['waits once, whatever the limit of an export', `startBackupTelemetry();\n${RUN}`, PATIENT, 0],
    [
      'waits once for a run, a flush and a shutdown',
      `const handle = startBackupTelemetry();\n${RUN}await handle.flush(); await handle.shutdown();`,
      {},
      0,
    ],
    [
      'waits once for all of them, whatever the limit of an export',
      `const handle = startBackupTelemetry();\n${RUN}await handle.flush(); await handle.shutdown();`,
      PATIENT,
      0,
    ],
    ['waits once for many runs', `startBackupTelemetry();\n${RUN.repeat(3)}`, {}, 0],
    ['is held up once at most where runs end in the background', `startBackupTelemetry();\n${BACKGROUND}`, {}, 0],
    ['is held up once at most in the background, whatever the limit of an export', `startBackupTelemetry();\n${BACKGROUND}`, PATIENT, 0],
    ['waits once after a run that takes its time', `startBackupTelemetry();\n${WORK}`, PATIENT, 1_200],
  ])('%s', async (_, text, env, workMs) => {
    sink.setMode('hang');
    const { ms } = await lasted(text, { env });
    expect(ms - workMs).toBeLessThan(LONGEST_MS);
  });

  it('in a host with an SDK of its own waits no longer for that', async () => {
    sink.setMode('hang');
    const text = `import { metrics } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
const exporter = new OTLPMetricExporter({ timeoutMillis: 2_000 });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] }));
${RUN}`;
    expect((await lasted(text)).ms).toBeLessThan(LONGEST_MS);
  });
});

describe('a process whose receiver', () => {
  it('never stops answering ends all the same', async () => {
    const server = createServer((request, response) => {
      request.resume();
      const drip = setInterval(() => response.write(' '), 100);
      response.on('close', () => {
        clearInterval(drip);
      });
    });
    const url = await listen(server);
    const { ms } = await lasted(`startBackupTelemetry();\n${RUN}`, { env: { OTEL_EXPORTER_OTLP_ENDPOINT: url } });
    expect(ms).toBeLessThan(2_900);
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  it('answers in the background mode has all that was said', async () => {
    const { ms } = await lasted(`startBackupTelemetry();\n${BACKGROUND}`);
    expect(ms).toBeLessThan(1_500);
    expect(eventNames()).toEqual(['backup.run.started', 'backup.run.finished']);
    expect(sink.metric('backup.run.last_end.timestamp')).toHaveLength(1);
  });
});

describe('whatever is wrong with telemetry', () => {
  const BACKED_UP = `${RUN}console.log('backed up');`;

  it.each<[string, string, Readonly<Record<string, string>>, RegExp]>([
    [
      'a platform that asks for gRPC',
      'startBackupTelemetry();',
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317' },
      /warn: OTEL_EXPORTER_OTLP_PROTOCOL is "grpc", which is not sent, so no backup telemetry leaves: set it to/,
    ],
    ['an endpoint that is none', 'startBackupTelemetry();', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, /collector|URL|ECONNREFUSED/],
    [
      'another exporter',
      'startBackupTelemetry();',
      { OTEL_TRACES_EXPORTER: 'jaeger' },
      /OTEL_TRACES_EXPORTER to be otlp, console or none, got "jaeger"/,
    ],
    [
      'numbers that are none',
      'startBackupTelemetry();',
      { OTEL_BSP_SCHEDULE_DELAY: 'soon', OTEL_EXPORTER_OTLP_TIMEOUT: '-1', OTEL_METRIC_EXPORT_INTERVAL: 'NaN' },
      /OTEL_BSP_SCHEDULE_DELAY to be a number above zero/,
    ],
    [
      'a sampler that is none',
      'startBackupTelemetry();',
      { OTEL_TRACES_SAMPLER: 'some', OTEL_TRACES_SAMPLER_ARG: 'x' },
      /OTEL_TRACES_SAMPLER|sampler/i,
    ],
    [
      'limits that are none',
      'startBackupTelemetry();',
      {
        OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: 'x',
        OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '-3',
        OTEL_PROPAGATORS: 'x',
        OTEL_EXPORTER_OTLP_COMPRESSION: 'zip',
      },
      /OTEL_|compression/i,
    ],
    ['a header that is none', "startBackupTelemetry({ headers: { 'x y': 'a\\nb' } });", {}, /./],
    [
      'certificates that are not there',
      'startBackupTelemetry();',
      { OTEL_EXPORTER_OTLP_CERTIFICATE: '/nowhere', OTEL_EXPORTER_OTLP_CLIENT_KEY: '/nowhere' },
      /^$|certificate|cannot be read/i,
    ],
    ['options that are no object', "startBackupTelemetry('backups');", {}, /Expected options to be an object/],
    ['options that throw', 'startBackupTelemetry({ get endpoint() { throw new Error("no"); } });', {}, /Telemetry is not started: no/],
    ['an unknown option', "startBackupTelemetry({ endpiont: 'http://localhost:4318' });", {}, /`endpiont` is not an option/],
    ['a sanitizer that is none', "startBackupTelemetry({ sanitize: { rules: 'all' } });", {}, /Telemetry is not started/],
    [
      'a logger of the host that throws',
      "import { diag } from '@opentelemetry/api';\nconst no = () => { throw new Error('no'); };\ndiag.setLogger({ error: no, warn: no, info: no, debug: no, verbose: no });\nstartBackupTelemetry({ endpoint: 3 });",
      {},
      /^$/,
    ],
  ])('the backup runs and ends: %s', async (_, text, env, said) => {
    const end = await startProgram(`${text}\n${BACKED_UP}`, { env }).ended;
    expect(end, end.stderr).toMatchObject({ code: 0, stdout: 'backed up\n' });
    expect(end.stderr).toMatch(said);
  });

  it('the backup runs where nobody reads stderr any more', async () => {
    const { child, ended } = startProgram(`startBackupTelemetry({ endpiont: 1 });\n${BACKED_UP}`, { env: { OTEL_LOG_LEVEL: 'all' } });
    child.stderr?.destroy();
    expect(await ended).toMatchObject({ code: 0, stdout: 'backed up\n' });
  });

  it('a handle has the same shape and does nothing where nothing was started', async () => {
    const text = `const handle = startBackupTelemetry({ sanitize: 1 });\nawait handle.flush(); await handle.shutdown(); await handle[Symbol.asyncDispose]();\n${BACKED_UP}`;
    expect(await startProgram(text).ended).toMatchObject({ code: 0, stdout: 'backed up\n' });
    expect(sink.requests).toEqual([]);
  });
});

describe('register', () => {
  it.each([
    ['--import', 'program.mjs', RUN],
    ['--require', 'program.cjs', `require('@wedsync/backup-telemetry').withBackup({ job: 'db-nightly' }, () => 'done');`],
  ])('by %s starts telemetry for %s', async (option, file, text) => {
    const { ended } = startProgram(text, { file, nodeOptions: [option, '@wedsync/backup-telemetry/register'] });
    expect(await ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(sink.tree()).toEqual([{ name: 'backup db-nightly', outcome: 'success', children: [] }]);
    expect(eventNames()).toEqual(['backup.run.started', 'backup.run.finished']);
  });

  it('says in one line what a platform that asks for gRPC has to set, and lets the program run', async () => {
    const { ended } = startProgram(`${RUN}console.log('backed up');`, {
      nodeOptions: IMPORT,
      env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317' },
    });
    const end = await ended;
    expect(end).toMatchObject({ code: 0, stdout: 'backed up\n' });
    expect(end.stderr).toMatch(/^\[backup-telemetry\] warn: OTEL_EXPORTER_OTLP_PROTOCOL is "grpc".*\n$/);
  });

  it('sends over HTTP where gRPC is asked for and the endpoint has a path or the port of HTTP', async () => {
    const env = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_ENDPOINT: `${sink.url}/otlp` };
    const end = await startProgram(RUN, { nodeOptions: IMPORT, env }).ended;
    expect(end.stderr).toMatch(/^\[backup-telemetry\] warn: .*the endpoint speaks HTTP, so HTTP is used.*\n/);
    expect(new Set(sink.requests.map(({ path }) => path))).toEqual(new Set(['/otlp/v1/traces', '/otlp/v1/metrics', '/otlp/v1/logs']));
  });

  it('before a call of startBackupTelemetry is the one that counts', async () => {
    const text = `const handle = startBackupTelemetry({ serviceName: 'late' });\n${RUN}await handle.shutdown();`;
    const { ended } = startProgram(text, { nodeOptions: IMPORT });
    expect((await ended).stderr).toContain('Telemetry is started already');
    expect(sink.tree()).toHaveLength(1);
    expect(sink.spans()[0]?.resource['service.name']).toBe('backups');
  });
});

it('SIGTERM ends a process in a run as ever', async () => {
  const text = `startBackupTelemetry();\nawait withBackup({ job: 'db-nightly' }, () => new Promise((done) => setTimeout(done, 60_000)));`;
  const { child, ended } = startProgram(text);
  await sink.until(() => eventNames().length > 0);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  expect(eventNames()).toEqual(['backup.run.started']);
});

it('prints nothing on stdout and no header on stderr, whatever the log level', async () => {
  sink.setMode(401);
  const env = { OTEL_LOG_LEVEL: 'all', OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20s3cr3t' };
  const end = await startProgram(`startBackupTelemetry({ headers: { 'x-key': 'k3y-value' } });\n${RUN}`, { env }).ended;
  expect(end.stdout).toBe('');
  expect(end.stderr).toContain('Sending logs failed: Unauthorized (401)');
  for (const secret of ['s3cr3t', 'k3y-value']) expect(end.stderr).not.toContain(secret);
  expect(sink.requests[0]?.headers).toMatchObject({ authorization: 'Bearer s3cr3t', 'x-key': 'k3y-value' });
});
