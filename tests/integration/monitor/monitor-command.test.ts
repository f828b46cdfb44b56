import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { CLI } from '../../kit/exec.js';
import { startWs155, typesOf, type Ws155 } from '../../kit/ws-155.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
// The machine may be busy.
const PATIENT = { timeout: 15_000 };
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<readonly unknown[]>;
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'monitor-command-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'secret'), `${SECRET}\n`);
  return folder;
}

function run(folder: string, args: readonly string[]): Omit<Running, 'url'> {
  const child = spawn(process.execPath, [CLI, 'monitor', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exited = once(child, 'exit');
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return { child, output: () => output, exited };
}

async function start(folder: string, ws155: Ws155): Promise<Running> {
  const running = run(folder, ['--port', '0', '--url', ws155.url, '--secret-file', 'secret']);
  await vi.waitFor(() => expect(running.output()).toContain('listening on'), PATIENT);
  return { ...running, url: /listening on (http:[^;]+);/.exec(running.output())?.[1] ?? '' };
}

async function receiver(): Promise<Ws155> {
  const ws155 = await startWs155(SECRET);
  cleanups.push(() => ws155.close());
  return ws155;
}

function tokensOf(folder: string): Readonly<Record<string, string>> {
  const lines = readFileSync(join(folder, 'backup-monitor/monitor.tokens'), 'utf8').trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(' ')).map(([name, , token]) => [name, token] as const)) as Readonly<
    Record<string, string>
  >;
}

/** The end of a run, as an SDK sends it. */
function sendEnd({ url }: Running, token: string | undefined, outcome: string, run: string): Promise<Response> {
  const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const record = {
    eventName: 'backup.run.finished',
    timeUnixNano: String(BigInt(Date.now()) * 1_000_000n),
    attributes: [
      attribute('backup.operation', 'backup'),
      attribute('backup.job.name', 'nightly'),
      attribute('backup.outcome', outcome),
      attribute('backup.run.id', run),
      attribute('backup.event.id', `${run}-1`),
    ],
  };
  const body = JSON.stringify({
    resourceLogs: [{ resource: { attributes: [attribute('service.name', 'backups')] }, scopeLogs: [{ logRecords: [record] }] }],
  });
  return fetch(`${url}/v1/logs`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
  });
}

test('killed between a failure and its delivery, the monitor delivers it at the next start, and counts', async () => {
  const folder = makeFolder();
  const ws155 = await receiver();
  await ws155.goDown();
  const before = await start(folder, ws155);
  expect(statSync(join(folder, 'backup-monitor/monitor.tokens')).mode & 0o777).toBe(0o600);
  const { sender, reader } = tokensOf(folder);
  expect((await sendEnd(before, sender, 'failure', 'run-1')).status).toBe(200);
  await vi.waitFor(() => expect(before.output()).toContain('not accepted firing critical "BackupJobFailed"'), PATIENT);
  before.child.kill('SIGKILL');
  await before.exited;

  await ws155.comeBack();
  const after = await start(folder, ws155);
  await vi.waitFor(() => expect(typesOf(ws155.acted, 'nightly', 'BackupJobFailed')).toEqual(['alert.firing']), PATIENT);
  expect((await sendEnd(after, sender, 'success', 'run-2')).status).toBe(200);
  await vi.waitFor(() => expect(typesOf(ws155.acted, 'nightly', 'BackupJobFailed')).toEqual(['alert.firing', 'alert.resolved']), PATIENT);
  await vi.waitFor(async () => {
    const metrics = await (await fetch(`${after.url}/metrics`, { headers: { 'x-monitoring-token': reader ?? '' } })).text();
    expect(metrics).toContain('backup_telemetry_monitor_records_total{kind="event"} 1\n');
    expect(metrics).toContain('backup_telemetry_monitor_jobs 1\n');
  }, PATIENT);
  after.child.kill('SIGTERM');
  expect(await after.exited).toEqual([0, null]);
  expect(after.output()).toContain('SIGTERM, finishing what was begun');
  expect(before.output() + after.output()).not.toMatch(new RegExp(`${sender}|${reader}|${SECRET}`));
}, 60_000);

test('nobody without the right token sends or reads, and the answers say what is missing', async () => {
  const folder = makeFolder();
  const running = await start(folder, await receiver());
  const { sender, reader } = tokensOf(folder);
  const answers = [
    await sendEnd(running, undefined, 'failure', 'r'),
    await sendEnd(running, 'x'.repeat(43), 'failure', 'r'),
    await sendEnd(running, reader, 'failure', 'r'),
    await fetch(`${running.url}/metrics`, { headers: { 'x-monitoring-token': sender ?? '' } }),
    await fetch(`${running.url}/healthz`),
    await fetch(`${running.url}/readyz`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 403, 403, 200, 200]);
  expect(await answers[2]?.json()).toEqual({ error: 'Expected a token with the role ingest; that of reader has another' });
}, 60_000);

test('a second monitor on one database refuses to start, and says why', async () => {
  const folder = makeFolder();
  await start(folder, await receiver());
  const second = run(folder, ['--port', '0']);
  expect(await second.exited).toEqual([2, null]);
  expect(second.output()).toContain('--database (or BACKUP_TELEMETRY_MONITOR_DATABASE): another monitor has this database.');
}, 60_000);

test.each([
  ['a file that is none of SQLite', ['--database', 'secret'], /cannot be read/],
  ['an address of others without tokens', ['--host', '0.0.0.0'], /give --token-file: without tokens anybody could send to 0\.0\.0\.0/],
  ['a receiver without a secret', ['--url', 'http://127.0.0.1:9'], /give --url and --secret-file both/],
  ['a folder that cannot be made', ['--database', 'secret/monitor.db', '--token-file', 'tokens'], /cannot be used/],
])(
  '%s is refused in a sentence',
  async (_what, args, sentence) => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'secret'), 'no database, though long enough to be taken for one'.repeat(50));
    writeFileSync(join(folder, 'tokens'), `sender ingest ${'x'.repeat(43)}\n`);
    const { exited, output } = run(folder, ['--port', '0', ...args]);
    expect(await exited).toEqual([2, null]);
    expect(output()).toMatch(sentence);
  },
  30_000,
);
