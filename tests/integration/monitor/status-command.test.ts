import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FleetStatus } from '../../../src/status/summary.js';
import { CLI } from '../../kit/exec.js';
import { buildIfMissing } from '../../kit/run-example.js';

const folder = mkdtempSync(join(tmpdir(), 'status-command-'));
const monitor = { url: '', kill: async () => {} };

beforeAll(async () => {
  buildIfMissing();
  const child = spawn(process.execPath, [CLI, 'monitor', '--port', '0'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  monitor.kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  let output = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    output += String(text);
    const url = /listening on (http:[^;]+);/.exec(output)?.[1];
    if (url === undefined) continue;
    monitor.url = url;
    break;
  }
  await send('nightly', 'production', 'success');
  await send('weekly', 'production', 'success');
  await send('weekly', 'staging', 'failure');
}, 60_000);

afterAll(async () => {
  await monitor.kill();
  rmSync(folder, { recursive: true, force: true });
});

function tokenOf(owner: string): string {
  const line = readFileSync(join(folder, 'backup-monitor/monitor.tokens'), 'utf8')
    .split('\n')
    .find((one) => one.startsWith(owner));
  return line?.split(' ')[2] ?? '';
}

async function send(job: string, environment: string, outcome: string): Promise<void> {
  const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const run = `${job}-${environment}`;
  const record = {
    eventName: 'backup.run.finished',
    timeUnixNano: String(BigInt(Date.now()) * 1_000_000n),
    attributes: [
      attribute('backup.operation', 'backup'),
      attribute('backup.job.name', job),
      attribute('backup.outcome', outcome),
      attribute('backup.run.id', run),
      attribute('backup.event.id', `${run}-1`),
    ],
  };
  const resource = [
    attribute('service.namespace', 'wedsync'),
    attribute('service.name', 'backups'),
    attribute('deployment.environment.name', environment),
  ];
  const answer = await fetch(`${monitor.url}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf('sender')}` },
    body: JSON.stringify({ resourceLogs: [{ resource: { attributes: resource }, scopeLogs: [{ logRecords: [record] }] }] }),
  });
  expect(answer.status).toBe(200);
}

function status(...args: readonly string[]) {
  const {
    status: code,
    stdout,
    stderr,
  } = spawnSync(process.execPath, [CLI, 'status', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, BACKUP_TELEMETRY_STATUS_URL: monitor.url },
  });
  return { code, stdout, stderr };
}

describe('`status`', () => {
  test('lists the jobs, the worst first, and ends with the code that Nagios knows', () => {
    const { code, stdout } = status();
    expect(code).toBe(2);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^3 jobs: 1 failed, 2 ok {2}as of 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
    expect(lines[3]).toMatch(/^failed {2}backup "weekly" of wedsync\/backups in staging +never +not stated$/);
    expect(stdout).toContain('BackupJobFailed: backup "weekly" of wedsync/backups in staging failed');
    expect(lines.filter((line) => line.startsWith('ok'))).toHaveLength(2);
  });

  test('says all that is known of one job by its name, and by its key in both spellings', () => {
    const { code, stdout } = status('nightly');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok {2}the last success of backup "nightly" of wedsync\/backups in production is young enough/);
    const key = /key +(\S+)/.exec(stdout)?.[1] ?? '';
    expect(key).toBe('production:wedsync%2Fbackups:backup:nightly:');
    expect(status(key).stdout).toMatch(/^ok {2}the last success of backup "nightly"/);
  });

  test('asks which one is meant where several jobs have the name', () => {
    const { code, stderr, stdout } = status('weekly');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('answered with 300: Several jobs have this name');
    for (const environment of ['production', 'staging']) expect(stderr).toContain(`\n  ${environment}:wedsync%2Fbackups:backup:weekly:`);
  });

  test('prints what the monitor answers with --json', () => {
    const fleet = JSON.parse(status('--json').stdout) as FleetStatus;
    expect(fleet.summary).toMatchObject({ worst: 'failed', jobs: 3 });
    expect(fleet.jobs.map((job) => job.status)).toEqual(['failed', 'ok', 'ok']);
  });

  test.each([
    ['a job that nobody knows', ['montly'], 'No job has the key or the name "montly"'],
    ['a wrong option', ['--jason'], 'unknown option --jason. Did you mean --json?'],
    ['two jobs', ['nightly', 'weekly'], 'expected one job, got 2'],
    ['both ways to show it', ['--watch', '--json'], 'expected --watch or --json, got both'],
    ['a monitor that is not there', ['--url', 'http://127.0.0.1:9'], 'could not be asked'],
    ['a token that may not read', ['--token-file', 'wrong'], 'expected a token alone on its line'],
    ['a token that is unknown', ['--token-file', 'unknown'], 'answered with 401'],
    ['no token', ['--token-file', 'absent'], '--token-file absent: '],
  ])('ends with 3, and a sentence, for %s', (_what, args, sentence) => {
    writeFileSync(join(folder, 'wrong'), `sender ingest ${tokenOf('sender')}\n`);
    writeFileSync(join(folder, 'unknown'), 'not-a-token-of-this-monitor\n');
    const { code, stderr, stdout } = status(...args);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain(tokenOf('sender'));
  });

  test('shows it again and again with --watch, until it is interrupted', async () => {
    const env = { ...process.env, BACKUP_TELEMETRY_STATUS_URL: monitor.url };
    const child = spawn(process.execPath, [CLI, 'status', '--watch'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let shown = 0;
    for await (const text of child.stdout.setEncoding('utf8')) {
      shown += String(text).split('3 jobs: ').length - 1;
      if (shown >= 2) break;
    }
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([2, null]);
  });
});

test('the summary is the few numbers of the whole', async () => {
  const ask = async (path: string, owner = 'reader') =>
    fetch(`${monitor.url}/${path}`, { headers: { authorization: `Bearer ${tokenOf(owner)}` } });
  const { summary } = (await (await ask('status')).json()) as FleetStatus;
  expect(await (await ask('summary')).json()).toMatchObject({ schema: 1, ...summary });
  expect((await ask('status', 'sender')).status).toBe(403);
  expect((await fetch(`${monitor.url}/status`)).status).toBe(401);
  expect((await ask('jobs/%ff')).status).toBe(400);
});

describe('what is on record', () => {
  async function ask(path: string, owner = 'reader') {
    const answer = await fetch(`${monitor.url}/${path}`, { headers: { authorization: `Bearer ${tokenOf(owner)}` } });
    return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
  }

  test('runs, newest first, by page, by job and by outcome', async () => {
    const { body } = await ask('runs?limit=2');
    const first = body['runs'] as readonly Readonly<Record<string, unknown>>[];
    expect(first.map(({ runId }) => runId)).toEqual(['weekly-staging', 'weekly-production']);
    const rest = await ask(`runs?cursor=${encodeURIComponent(String(body['next']))}`);
    expect(rest.body).toEqual({
      schema: 1,
      runs: [
        expect.objectContaining({ job: 'production:wedsync%2Fbackups:backup:nightly:', runId: 'nightly-production', outcome: 'success' }),
      ],
    });
    expect((await ask('runs?outcome=failure')).body['runs']).toEqual([expect.objectContaining({ runId: 'weekly-staging', phases: [] })]);
  });

  test('alerts that go on, and what became of their deliveries', async () => {
    const { body } = await ask('alerts');
    expect(body['open']).toContainEqual(
      expect.objectContaining({ job: 'staging:wedsync%2Fbackups:backup:weekly:', alert: 'BackupJobFailed', severity: 'critical' }),
    );
    expect(body['deliveries']).toContainEqual(expect.objectContaining({ alert: 'BackupJobFailed', type: 'alert.firing', attempts: 0 }));
  });

  test.each([
    ['runs?outcom=failure', 'Expected job, run, outcome, before, cursor, limit, got "outcom". Did you mean outcome?'],
    ['runs?outcome=failed', 'Expected outcome to be one of'],
    ['runs?before=yesterday', 'Expected before to be a date and time'],
    ['runs?cursor=%5B1%5D', 'Expected cursor to be the next of the page before'],
    ['runs?limit=0', 'Expected limit to be a whole number from 1 to 1000'],
    ['runs?job=a&job=b', 'Expected job once'],
    ['alerts?limit=1e9', 'Expected limit to be a whole number from 1 to 1000'],
  ])('%s is refused with what was expected', async (path, sentence) => {
    const { status, body } = await ask(path);
    expect({ status, ...body }).toEqual({ status: 400, error: expect.stringContaining(sentence) as string });
  });

  test('nobody reads it with a token that may only send', async () => {
    expect((await ask('runs', 'sender')).status).toBe(403);
    expect((await ask('alerts', 'sender')).status).toBe(403);
  });
});
