import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from '../../scripts/stack/ports.js';
import { TOKEN } from '../kit/notifications.js';

const ROOT = resolve(import.meta.dirname, '../..');
const CLI = join(ROOT, 'dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'cli-readers-'));
const policy = join(folder, 'policy.yaml');

beforeAll(() => {
  if (!existsSync(CLI)) execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
  writeFileSync(join(folder, 'secret'), `whsec_${Buffer.alloc(32, 7).toString('base64')}\n`);
  writeFileSync(join(folder, 'token'), `${TOKEN}\n`);
  writeFileSync(policy, 'version: 1\njobs:\n  - job: nightly\n    schedule: { scheduler: cron, cron: "0 2 * * *", timezone: UTC }\n');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the gateway goes on when the readers of its output go away', async () => {
  const options = ['--url', 'http://127.0.0.1:1/', '--secret-file', join(folder, 'secret'), '--token-file', join(folder, 'token')];
  const gateway = spawn(process.execPath, [CLI, 'gateway', ...options, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((done) => gateway.once('exit', done));
  try {
    const url = await new Promise<string>((done, reject) => {
      gateway.stdout.setEncoding('utf8').on('data', (text: string) => done(/http:[^,]+/.exec(text)?.[0] ?? ''));
      void ended.then((code) => reject(new Error(`ended with ${String(code)}`)));
    });
    gateway.stdout.destroy();
    gateway.stderr.destroy();
    // Each is a line in the log.
    for (const path of ['/one', '/two', '/three']) expect((await fetch(url + path)).status).toBe(404);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    gateway.kill('SIGTERM');
    expect(await ended).toBe(0);
  } finally {
    gateway.kill('SIGKILL');
  }
});

test.skipIf(process.platform === 'win32').each(['gateway', 'monitor'])(
  'the %s ends by SIGTERM although the reader of its output is stuck',
  async (name) => {
    const place = mkdtempSync(join(folder, `${name}-`));
    const options = {
      gateway: ['--url', 'http://127.0.0.1:1/', '--secret-file', join(folder, 'secret'), '--token-file', join(folder, 'token')],
      monitor: [],
    }[name] as readonly string[];
    const fifo = join(place, 'log');
    execFileSync('mkfifo', [fifo]);
    // Open at both ends, and full: the first line waits.
    const log = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    expect(() => {
      for (;;) writeSync(log, Buffer.alloc(4_096));
    }).toThrow('EAGAIN');
    const [port = 0] = await freePorts(1);
    const server = spawn(process.execPath, [CLI, name, ...options, '--port', String(port)], { cwd: place, stdio: ['ignore', log, log] });
    const ended = new Promise<number | null>((done) => server.once('exit', done));
    try {
      await expect
        .poll(async () => (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined))?.status, { timeout: 10_000 })
        .toBe(200);
      server.kill('SIGTERM');
      expect(await Promise.race([ended, sleep(5_000, 'still there')])).toBe(0);
    } finally {
      server.kill('SIGKILL');
      closeSync(log);
    }
  },
);

test('a command ends quietly when its reader wants no more', async () => {
  const command = spawn(process.execPath, [CLI, 'policy', 'next', policy, '--count', '1000'], { stdio: ['ignore', 'pipe', 'pipe'] });
  command.stdout.destroy();
  let said = '';
  command.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  expect(await new Promise((done) => command.once('close', done))).toBe(0);
  expect(said).toBe('');
});

test.skipIf(!existsSync('/dev/full'))('a command whose output is lost fails, and says why', () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'policy', 'next', policy], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);
  expect([status, stderr]).toEqual([1, 'backup-telemetry: expected an output that can be written to, got ENOSPC\n']);
});
