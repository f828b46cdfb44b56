import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightEvent, SECRET, sign } from './forgeries.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const OLD_SECRET = 'whsec_0bLWRJ8X0Hs1xkIJ4pD2H7b9mGZ0kJ3oT5vYcXqLw2A=';

let child: ChildProcess;
let url = '';
let output = '';

beforeAll(async () => {
  if (!existsSync(resolve(ROOT, 'dist/alerts.js'))) execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
  child = spawn(process.execPath, ['examples/ws-155-receiver/main.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', WS155_WEBHOOK_SECRETS: `${SECRET} ${OLD_SECRET}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((done, reject) => {
    child.once('exit', () => reject(new Error(`The example ended: ${output}`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      url = /http:\S+/.exec(output)?.[0] ?? '';
      if (url !== '') done();
    });
  });
}, 120_000);
afterAll(() => void child.kill());

async function post(init: { headers: Record<string, string>; body: Uint8Array }): Promise<readonly [number, string]> {
  const response = await fetch(url, { method: 'POST', headers: init.headers, body: Buffer.from(init.body) });
  return [response.status, await response.text()];
}

test('the example acts once on an alert, however often it comes and with whichever secret', async () => {
  const event = await rightEvent();
  expect(await post(await sign(event))).toEqual([204, '']);
  expect(await post(await sign(event))).toEqual([200, '{"duplicate":true}']);
  expect(await post(await sign(event, { secret: OLD_SECRET }))).toEqual([200, '{"duplicate":true}']);
  expect(output.match(/^OPEN {2}incident_[0-9a-f]{8} critical BackupJobFailed: Backup nightly failed$/gm)).toHaveLength(1);
});

test('the example answers a forged webhook with 401', async () => {
  const { headers, body } = await sign(await rightEvent());
  const forged = { headers: { ...headers }, body: Buffer.concat([body, Buffer.from(' ')]) };
  expect(await post(forged)).toEqual([401, '{"error":"Invalid signature"}']);
});

test('the example knows one path and one method', async () => {
  expect((await fetch(url)).status).toBe(405);
  expect((await fetch(new URL('/', url), { method: 'POST' })).status).toBe(404);
});
