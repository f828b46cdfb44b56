import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePorts } from '../../../scripts/stack/ports.js';
import { buildIfMissing } from '../../kit/run-example.js';
import { TOKEN } from '../../kit/notifications.js';
import { SECRET } from './forgeries.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const recipe = readFileSync(join(ROOT, 'otel-collector/gateway/Containerfile'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'gateway-image-'));
const app = join(folder, 'app');
let child: ChildProcess | undefined;

/** What follows an instruction of the recipe, each time it stands there. */
const instructions = (name: string) => [...recipe.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, rest]) => rest!);

beforeAll(() => {
  buildIfMissing();
  const fetched = join(folder, 'fetched');
  mkdirSync(fetched);
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', fetched], { cwd: ROOT, stdio: 'ignore' });
  const [tarball = ''] = readdirSync(fetched);
  const [run = ''] = instructions('RUN');
  execFileSync('sh', ['-ec', run], { cwd: fetched, env: { PATH: process.env['PATH'], HOME: folder, PACKAGE: `./${tarball}` } });
  for (const copy of instructions('COPY --from=package')) {
    const [to = '', ...from] = copy.split(' ').reverse();
    for (const path of from) cpSync(path.replace('/fetched', fetched), join(app, to, path.replace(/.*\//, '')));
  }
}, 120_000);
afterAll(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('what the recipe of the image keeps is a gateway that starts alone, and is ready', async () => {
  const [port = 0] = await freePorts(1);
  writeFileSync(join(folder, 'secret'), SECRET);
  writeFileSync(join(folder, 'token'), TOKEN);
  const [program = '', ...args] = JSON.parse(instructions('ENTRYPOINT')[0]!) as string[];
  child = spawn(program, args, {
    cwd: app,
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      BACKUP_TELEMETRY_GATEWAY_URL: 'https://ws-155.example.com/alerts',
      BACKUP_TELEMETRY_GATEWAY_SECRET_FILE: join(folder, 'secret'),
      BACKUP_TELEMETRY_GATEWAY_TOKEN_FILE: join(folder, 'token'),
      BACKUP_TELEMETRY_GATEWAY_PORT: String(port),
    },
  });
  const ended = new Promise<number | null>((done) => child!.once('exit', done));
  const ready = async () => (await fetch(`http://127.0.0.1:${String(port)}/readyz`).catch(() => undefined))?.status;
  await expect.poll(ready, { timeout: 15_000 }).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('the recipe needs no rights and no registry when it starts', () => {
  expect(instructions('USER')).toEqual(['node']);
  const started = recipe.slice(recipe.lastIndexOf('\nFROM '));
  expect(started).not.toMatch(/^RUN|npm|npx/m);
  expect(started).toMatch(/^HEALTHCHECK .*\/readyz"$/m);
});
