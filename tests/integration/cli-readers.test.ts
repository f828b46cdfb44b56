import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
