import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SCRIPT_LOADER } from '../kit/run-script.js';
import { findTool, needs } from '../kit/tools.js';
import { childrenOf, isAlive } from './processes.js';

const ROOT = resolve(import.meta.dirname, '../..');
const missing = (['otelcol', 'prometheus', 'alertmanager', 'jaeger'] as const).find((name) => findTool(name) === undefined);

/** Everything the stack makes on disk is made in here. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stack-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const MAIN = 'scripts/stack/main.ts';

/** By Node.js itself, by npm, or by a program that gives it a terminal. */
function start(args: readonly string[], { by = 'node', script = MAIN }: { by?: 'node' | 'npm' | 'script'; script?: string } = {}) {
  const commandLine = {
    node: [...SCRIPT_LOADER, script, ...args],
    npm: ['run', '--silent', 'stack', '--', ...args],
    script: ['-qec', `node --import tsx ${MAIN}`, '/dev/null'],
  };
  // What the loader of TypeScript keeps in the temporary folder is no trace of the stack.
  const env = { ...process.env, TMPDIR: folder, TERM: 'xterm', TSX_DISABLE_CACHE: '1' };
  const child = spawn(by, commandLine[by], { cwd: ROOT, env, stdio: 'pipe' });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = new Promise<number | null>((done) => child.once('close', done));
  return {
    child,
    code,
    output: () => output,
    /** Waits until it has said something, perhaps several times. */
    async said(text: string, times = 1) {
      const end = Date.now() + 100_000;
      while (output.split(text).length <= times) {
        if (child.exitCode !== null || Date.now() > end) throw new Error(`Expected it to say "${text}". It said:\n${output}`);
        await sleep(50);
      }
    },
  };
}

/** What the stack has started; the loader has a compiler beside it. */
const programsOf = (pid: number | undefined) => childrenOf(pid).filter(({ command }) => !command.includes('esbuild'));

describe('npm run stack', () => {
  test('explains itself', async () => {
    const { code, output } = start(['--help']);
    expect(await code).toBe(0);
    expect(output()).toContain('Usage: npm run stack');
  });

  test('refuses an option that it does not know', async () => {
    const { code, output } = start(['--twice']);
    expect(await code).toBe(2);
    expect(output()).toContain("Unknown option '--twice'");
  });

  test('says how to get the programs when they are not there', async () => {
    for (const part of ['scripts', 'src', 'examples/demo', 'package.json'])
      cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    const { code, output } = start(['--once'], { script: join(folder, MAIN) });
    expect(await code).toBe(1);
    expect(output()).toContain('otelcol not built');
    expect(output()).toContain('npm run tools');
  });
});

describe.skipIf(missing)(`npm run stack with its programs ${needs(missing ?? 'otelcol', missing ? undefined : 'all')}`, () => {
  test('follows a failure and its end to WS-155, and leaves nothing behind', { timeout: 300_000 }, async () => {
    const { code, output } = start(['--once'], { by: 'npm' });
    const exit = await code;
    const text = output();
    for (const name of ['collector', 'prometheus', 'alertmanager', 'jaeger', 'gateway', 'ws-155', 'backup'])
      expect(text).toMatch(new RegExp(`✓ ${name} .* s\\n`));
    const fails = text.slice(text.indexOf('The backup fails'), text.indexOf('The backup succeeds'));
    const order = [...fails.matchAll(/✓ (\S+) .* (\d+) ms/g)].map(([, who]) => who);
    expect(order).toEqual(['backup', 'collector', 'jaeger', 'prometheus', 'prometheus', 'alertmanager', 'ws-155', 'gateway']);
    expect(fails).toMatch(/✓ secrets +the error names 4; none of them is in any of this/);
    expect(text).toMatch(/✓ ws-155 +verified the signature, closed the incident/);
    expect(text).toContain('acted once on the failure and once on its end');
    expect(text).not.toContain('✗');
    console.log(/From the failure to WS-155: .*/.exec(text)?.[0]);
    // Not on a terminal: no colour, and the 80 columns that everything has.
    expect(text).not.toContain('\u001b');
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    expect(exit).toBe(0);
  });

  test.skipIf(process.platform !== 'linux')(
    'obeys keys on a terminal, where a second failure is no second incident',
    { timeout: 200_000 },
    async () => {
      const { child, code, output, said } = start([], { by: 'script' });
      const keys = [
        ['f', 'From the failure to WS-155'],
        ['f', 'It was failing already.'],
        ['r', 'From the success to WS-155'],
        ['r', 'It was not failing'],
      ] as const;
      for (const [index, [key, answer]] of keys.entries()) {
        await said('[q]', index + 1);
        child.stdin.write(key);
        await said(answer);
      }
      await said('[q]', keys.length + 1);
      child.stdin.write('q');
      expect(await code, output()).toBe(0);
      expect(output().match(/opened the incident/g)).toHaveLength(1);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('stops everything on SIGTERM', { timeout: 200_000 }, async () => {
    const { child, code, output, said } = start([]);
    await said('It runs until SIGTERM');
    const programs = programsOf(child.pid);
    expect(programs).toHaveLength(6);
    child.kill('SIGTERM');
    expect(await code).toBe(143);
    expect(programs.filter(isAlive)).toEqual([]);
    expect(output()).not.toContain('ended by itself');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('stops everything when npm is stopped', { timeout: 200_000 }, async () => {
    const { child, output, said } = start([], { by: 'npm' });
    await said('It runs until SIGTERM');
    // Some shells make room for the last command.
    const [shell] = childrenOf(child.pid);
    const [main = shell] = childrenOf(shell?.pid).filter(({ command }) => command.startsWith('node '));
    const programs = programsOf(main?.pid);
    expect(programs, output()).toHaveLength(6);
    child.kill('SIGTERM');
    const all = [...programs, ...(main ? [main] : [])];
    await vi.waitFor(() => expect(all.filter(isAlive)).toEqual([]), { timeout: 15_000, interval: 200 });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('the demo sends to the stack that runs, and says when there is none', { timeout: 300_000 }, async () => {
    const demo = 'examples/demo/main.mjs';
    const alone = start(['--stack', '--once'], { script: demo });
    expect(await alone.code).toBe(1);
    expect(alone.output()).toContain('No stack is running. Start it in another terminal');
    const { child, code, said } = start([]);
    await said('It runs until SIGTERM');
    const second = start([]);
    expect(await second.code).toBe(1);
    expect(second.output()).toContain(`A stack runs already, as process ${String(child.pid)}.`);
    const night = start(['--stack', '--once'], { script: demo });
    expect(await night.code, night.output()).toBe(0);
    expect(night.output()).toContain('endpoint reached');
    await said('BackupJobFailed: backup');
    child.kill('SIGTERM');
    await code;
    expect(readdirSync(folder)).toEqual([]);
  });

  test('names the program that ends by itself, and stops the others', { timeout: 200_000 }, async () => {
    const { child, code, output, said } = start([]);
    await said('It runs until SIGTERM');
    const programs = programsOf(child.pid);
    const jaeger = programs.find(({ command }) => command.includes('bin/jaeger'));
    process.kill(jaeger?.pid ?? 0, 'SIGKILL');
    expect(await code).toBe(1);
    expect(output()).toContain('jaeger ended by itself. The end of what it printed:');
    expect(programs.filter(isAlive)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
