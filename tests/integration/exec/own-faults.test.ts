import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLI, needsCli, NOWHERE, runExec, runProgram } from '../../kit/exec.js';

const folder = mkdtempSync(join(tmpdir(), 'faults-'));
const dist = dirname(CLI);

beforeAll(needsCli);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An installation of which only some files are there. */
function install(name: string, files: readonly string[]): string {
  const root = join(folder, name);
  mkdirSync(join(root, 'dist'), { recursive: true });
  cpSync(join(dist, '../package.json'), join(root, 'package.json'));
  for (const file of files) cpSync(join(dist, file), join(root, 'dist', file));
  return join(root, 'dist/cli.cjs');
}

const OLD_NODE = "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.8'}})";
const ID = /^[0-9a-f-]{36}\n$/;

describe('a command runs, and ends as it does,', () => {
  test('where what talks to collectors is not there', async () => {
    const cli = install('alone', ['cli.cjs']);
    const ended = await runProgram(process.execPath, [cli, 'exec', '--job', 'n', '--lock', '--', 'sh', '-c', 'echo ran; exit 6']);
    expect({ code: ended.code, said: ended.stdout.toString() }).toEqual({ code: 6, said: 'ran\n' });
    expect(ended.stderr).toContain('backup-telemetry: exec: there is no telemetry: ');
  });

  test('on a Node.js that is too old', async () => {
    const ended = await runProgram(process.execPath, [
      '--import',
      OLD_NODE,
      CLI,
      'exec',
      '--job',
      'n',
      '--',
      'sh',
      '-c',
      'echo ran; exit 6',
    ]);
    expect({ ...ended, stdout: ended.stdout.toString() }).toEqual({
      code: 6,
      signal: null,
      stdout: 'ran\n',
      stderr: 'backup-telemetry needs Node 20 or newer; this is Node 18.20.8.\n',
    });
  });

  test('where state can be kept nowhere', async () => {
    const env = { ...NOWHERE, BACKUP_TELEMETRY_STATE_DIR: '/proc/no-folder-here' };
    const { code, stdout, stderr } = await runExec(['--lock'], ['sh', '-c', 'echo ran; exit 6'], { env });
    expect({ code, said: stdout.toString() }).toEqual({ code: 6, said: 'ran\n' });
    expect(stderr).toContain('--lock is left out');
  });

  test.skipIf(process.getuid?.() !== 0)('as a user without a home, whom the machine does not know', async () => {
    const ended = await new Promise<string>((resolve) => {
      const { HOME: _, XDG_STATE_HOME: __, ...env } = { ...process.env, ...NOWHERE };
      const own = ['exec', '--job', 'n', '--lock', '--', 'sh', '-c', 'echo ran; exit 6'];
      const child = spawn(process.execPath, [CLI, ...own], { env, uid: 54_321, gid: 54_321, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
      child.once('close', (code) => resolve(`${said}${String(code)}`));
    });
    expect(ended).toContain('this user has no home directory');
    expect(ended).toMatch(/ran\n6$/);
  });

  test('a hundred times at once', { timeout: 120_000 }, async () => {
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, number) =>
        runExec(['--quiet'], ['sh', '-c', `echo ${String(number)}; exit ${String(number)}`], { env: NOWHERE }),
      ),
    );
    expect(all.map(({ code, stdout, stderr }) => [code, stdout.toString(), stderr])).toEqual(
      Array.from({ length: 100 }, (_, number) => [number, `${String(number)}\n`, '']),
    );
  });

  test('without waiting for what it started, which holds its output', async () => {
    const began = performance.now();
    const child = spawn(process.execPath, [CLI, 'exec', '--job', 'n', '--', 'sh', '-c', 'sleep 20 & exit 4'], {
      env: { ...process.env, ...NOWHERE },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    child.stdout.destroy();
    expect(code).toBe(4);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('at once, when it is asked to while it reads what the command wrote', async () => {
    const artifact = join(folder, 'large');
    writeFileSync(artifact, '');
    // 4 TB of nothing: no disk is read, and no hash is done in time.
    truncateSync(artifact, 4e12);
    const touch = `printf x | dd of='${artifact}' conv=notrunc 2>/dev/null; echo wrote; exit 0`;
    const began = performance.now();
    const { code, signal } = await runExec(['--output-file', artifact], ['sh', '-c', touch], {
      env: NOWHERE,
      onStart: (child) => child.stdout?.once('data', () => setTimeout(() => child.kill('SIGTERM'), 2_500)),
    });
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('a script goes on', () => {
  test('where what talks to collectors is not there: start prints an id, which finish knows', async () => {
    const cli = install('scripts', ['cli.cjs', 'cli-commands.js']);
    const env = { BACKUP_TELEMETRY_STATE_DIR: join(folder, 'state') };
    const started = await runProgram(process.execPath, [cli, 'start', '--job', 'n'], { env });
    expect({ code: started.code, isId: ID.test(started.stdout.toString()) }).toEqual({ code: 0, isId: true });
    expect(started.stderr).toContain('backup-telemetry: start: there is no telemetry: ');
    const run = started.stdout.toString().trim();
    for (const args of [
      ['progress', run, '--bytes', '5'],
      ['finish', run],
      ['record', '--job', 'n'],
      ['define', '--job', 'n', '--schedule', '1 1 * * *'],
    ])
      expect([args[0], (await runProgram(process.execPath, [cli, ...args], { env })).code]).toEqual([args[0], 0]);
    const required = await runProgram(process.execPath, [cli, 'decommission', '--job', 'n', '--require-telemetry'], { env });
    expect(required.code).toBe(70);
  });

  test('when nobody reads what is wrong', async () => {
    const script = `set -e; RUN=$('${process.execPath}' '${CLI}' start --jbo n 2>&3); echo "$RUN"`;
    const ended = await runProgram('bash', ['-c', `exec 3> >(exit 0); sleep 0.3; ${script}`], {
      env: { BACKUP_TELEMETRY_STATE_DIR: join(folder, 'state'), OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
    });
    expect({ code: ended.code, isId: ID.test(ended.stdout.toString()) }).toEqual({ code: 0, isId: true });
  });
});
