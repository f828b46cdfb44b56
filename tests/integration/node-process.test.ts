import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putBuilt } from '../kit/built.js';
import { startOtlpSink, type OtlpSink, type SinkMode } from '../kit/otlp-sink.js';

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
  await putBuilt(join(target, 'dist'));
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

describe('a process ends soon, whatever is set for an export, with a receiver that', () => {
  // What platforms set, because the specification has it as the default.
  const PATIENT = { OTEL_EXPORTER_OTLP_TIMEOUT: '10000' };
  // 2 s for an answer and 1 s until the SDK sends spans; the rest is for a busy machine.
  const MORE_MS = 3_500;
  const CLOSED_PORT = 'http://127.0.0.1:9';
  const BACKGROUND = RUN.replace("'db-nightly'", "'db-nightly', flush: 'background'");
  const FLUSHED = `const handle = startBackupTelemetry();\n${RUN}await handle.flush();\nawait handle.shutdown();\n`;

  /** Time from here to the end of the process, in a program whose work takes none. */
  async function lasted(text: string, env: Readonly<Record<string, string>>): Promise<number> {
    const timed = "const began = performance.now(); process.on('exit', () => console.log(performance.now() - began));\n";
    const { code, stdout, stderr } = await startProgram(timed + text, { env }).ended;
    expect(code, stderr).toBe(0);
    return Number(stdout.trim().split('\n').at(-1));
  }

  it.each<[string, SinkMode | 'closed', string, Readonly<Record<string, string>>]>([
    ['never answers, after a run', 'hang', `startBackupTelemetry();\n${RUN}`, {}],
    ['never answers, after a run with a long limit', 'hang', `startBackupTelemetry();\n${RUN}`, PATIENT],
    ['never answers, after a run, a flush and a shutdown', 'hang', FLUSHED, PATIENT],
    ['never answers, after many runs', 'hang', `startBackupTelemetry();\n${RUN.repeat(3)}`, PATIENT],
    ['never answers, after a run in the background', 'hang', `startBackupTelemetry();\n${BACKGROUND}`, PATIENT],
    ['refuses for the time being', 503, `startBackupTelemetry();\n${BACKGROUND}`, PATIENT],
    ['is not there', 'closed', `startBackupTelemetry();\n${RUN}`, PATIENT],
  ])('%s', async (_, mode, text, env) => {
    const control = await lasted(text, env);
    expect(sink.requests.length).toBeGreaterThan(0);
    if (mode !== 'closed') sink.setMode(mode);
    const ms = await lasted(text, mode === 'closed' ? { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: CLOSED_PORT } : env);
    expect(ms - control).toBeLessThan(MORE_MS);
  });
});

it('a run in the background loses nothing where the receiver answers', async () => {
  const { code } = await startProgram(
    `startBackupTelemetry();\nawait withBackup({ job: 'db-nightly', flush: 'background' }, () => 'done');`,
  ).ended;
  expect(code).toBe(0);
  expect(eventNames()).toEqual(['backup.run.started', 'backup.run.finished']);
  expect(sink.metric('backup.run.last_end.timestamp')).toHaveLength(1);
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

  it('before a call of startBackupTelemetry is the one that counts', async () => {
    const text = `const handle = startBackupTelemetry({ serviceName: 'late' });\n${RUN}await handle.shutdown();`;
    const { ended } = startProgram(text, { nodeOptions: IMPORT });
    expect((await ended).stderr).toContain('Telemetry is started already');
    expect(sink.tree()).toHaveLength(1);
    expect(sink.spans()[0]?.resource['service.name']).toBe('backups');
  });
});

describe.skipIf(process.platform !== 'linux' && process.platform !== 'win32')('register in a process, its fork and its thread', () => {
  // Each is there as long as those after it, so that who comes when is the same at every start.
  const FAMILY = `import { fork } from 'node:child_process';
import { once } from 'node:events';
import { isMainThread, Worker } from 'node:worker_threads';
const job = process.send ? 'fork' : isMainThread ? 'process' : 'thread';
await withBackup({ job }, () => 'done');
if (job === 'fork') {
  process.send('done');
  await once(process, 'disconnect');
}
if (job === 'process') {
  const child = fork(new URL(import.meta.url));
  await once(child, 'message');
  await once(new Worker(new URL(import.meta.url)), 'exit');
  child.disconnect();
  await once(child, 'exit');
}
`;

  /** The instance id of each, as it came to the sink. */
  async function startFamily(env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
    sink.clear();
    const service = { OTEL_SERVICE_NAME: 'family' };
    const end = await startProgram(FAMILY, { nodeOptions: IMPORT, env: { ...service, ...env } }).ended;
    expect(end).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const found = sink.spans().map(({ name, resource }) => [name.replace('backup ', ''), resource['service.instance.id']] as const);
    expect(found.map(([job]) => job).sort()).toEqual(['fork', 'process', 'thread']);
    return Object.fromEntries(found);
  }

  it('makes each an instance of its own, the same at every start', async () => {
    const ids = await startFamily({});
    expect(new Set(Object.values(ids)).size).toBe(3);
    expect(await startFamily({})).toEqual(ids);
  });

  it('numbers them where an instance is stated', async () => {
    const ids = await startFamily({ OTEL_RESOURCE_ATTRIBUTES: 'service.instance.id=pod-7' });
    expect(ids).toEqual({ process: 'pod-7', fork: 'pod-7-2', thread: 'pod-7-3' });
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
