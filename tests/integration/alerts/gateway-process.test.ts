import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { alertmanagerPost, TOKEN } from '../../kit/notifications.js';
import { startWs155, type Ws155 } from '../../kit/ws-155.js';
import { SECRET } from './forgeries.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'gateway-process-'));
const certificate = join(folder, 'certificate.pem');

let ws155: Ws155 | undefined;
let child: ChildProcess | undefined;
let hasOpenssl = true;

beforeAll(async () => {
  if (!existsSync(join(ROOT, 'dist/cli.js'))) execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
  const key = join(folder, 'key.pem');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2'];
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject], {
      stdio: 'ignore',
    });
  } catch (error) {
    if (process.env['CI']) throw error;
    console.warn('Skipped: needs openssl (apt install openssl) to make a certificate.');
    hasOpenssl = false;
    return;
  }
  ws155 = await startWs155(SECRET, { tls: { key: readFileSync(key), cert: readFileSync(certificate) } });
  writeFileSync(join(folder, 'secret'), SECRET);
  writeFileSync(join(folder, 'token'), TOKEN);
}, 120_000);
afterEach(() => void child?.kill('SIGKILL'));
afterAll(async () => {
  await ws155?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The built program, set up by variables alone. */
async function start(env: Readonly<Record<string, string>>): Promise<{ readonly url: string; readonly ended: Promise<number | null> }> {
  const program = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), 'gateway'], {
    env: {
      PATH: process.env['PATH'],
      BACKUP_TELEMETRY_GATEWAY_URL: `${ws155?.url ?? ''}/alerts`,
      BACKUP_TELEMETRY_GATEWAY_SECRET_FILE: join(folder, 'secret'),
      BACKUP_TELEMETRY_GATEWAY_TOKEN_FILE: join(folder, 'token'),
      BACKUP_TELEMETRY_GATEWAY_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = program;
  let output = '';
  const ended = new Promise<number | null>((done) => program.once('exit', done));
  const url = await new Promise<string>((done, reject) => {
    void ended.then((code) => reject(new Error(`ended with ${String(code)}: ${output}`)));
    const read = (text: string) => {
      output += text;
      const found = /listening on (http:\S+),/.exec(output)?.[1];
      if (found !== undefined) done(found);
    };
    program.stdout.setEncoding('utf8').on('data', read);
    program.stderr.setEncoding('utf8').on('data', read);
  });
  return { url, ended };
}

async function post(url: string): Promise<number> {
  const request = alertmanagerPost();
  const { status } = await fetch(`${url}/alertmanager`, { method: 'POST', headers: request.headers, body: await request.text() });
  return status;
}

test('the program believes a certificate only when NODE_EXTRA_CA_CERTS names it', async (context) => {
  context.skip(!hasOpenssl);
  const stranger = await start({});
  expect(await post(stranger.url)).toBe(503);
  child?.kill('SIGKILL');
  expect(ws155?.accepted).toEqual([]);

  const { url, ended } = await start({ NODE_EXTRA_CA_CERTS: certificate });
  expect(await post(url)).toBe(200);
  expect(ws155?.accepted).toHaveLength(1);
  child?.kill('SIGTERM');
  expect(await ended).toBe(0);
});
