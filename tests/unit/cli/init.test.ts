import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFolder, inspect, installed, run, type Files } from '../../kit/cli-harness.js';

const dependencies = { '@elastic/opentelemetry-node': '1.18.0', '@opentelemetry/api': '1.9.1', '@wedsync/backup-telemetry': '0.1.0' };
const COMPLETE: Files = { 'package.json': { name: 'shop', dependencies }, ...installed(dependencies) };

describe('init', () => {
  test('says what it found, prints the line, writes a first backup, and installs nothing unasked', async () => {
    const cwd = createFolder({ 'package.json': { name: '@acme/shop' }, 'package-lock.json': {} });
    const { code, stdout, stderr, spawned, asked } = await run(['init'], { cwd });
    expect({ code, stderr, spawned, asked }).toEqual({ code: 0, stderr: '', spawned: [], asked: [] });
    expect(stdout).toContain('Package manager  npm (package-lock.json)\nNode             24.1.0\nOpenTelemetry    none yet');
    expect(stdout).toContain('Install:\n  npm install --save-exact @wedsync/backup-telemetry@0.1.0 ');
    expect(stdout).toContain('Wrote backup.mjs, a first backup to start from.\nAfter the install, run it:\n  node backup.mjs\n');
    expect(readFileSync(join(cwd, 'backup.mjs'), 'utf8')).toContain(
      "startBackupTelemetry({ serviceName: process.env['OTEL_SERVICE_NAME'] ?? 'shop', ",
    );
  });

  test('changes nothing the second time, and says what is in place', async () => {
    const cwd = createFolder(COMPLETE);
    await run(['init'], { cwd });
    writeFileSync(join(cwd, 'backup.mjs'), '// mine now');
    const { code, stdout } = await run(['init', '--run'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing to install: all packages are in place.');
    expect(stdout).toContain('backup.mjs is there already and stays as it is.\nRun it:\n');
    expect(readFileSync(join(cwd, 'backup.mjs'), 'utf8')).toBe('// mine now');
  });

  test('--dry-run writes nothing, installs nothing and asks nothing', async () => {
    const cwd = createFolder();
    const { stdout, spawned, asked } = await run(['init', '--dry-run', '--run'], { cwd, isTTY: true });
    expect({ spawned, asked, files: readdirSync(cwd) }).toEqual({ spawned: [], asked: [], files: [] });
    expect(stdout).toContain('Would write backup.mjs');
  });

  test('stops at a package.json it can not read', async () => {
    expect(await run(['init'], { cwd: createFolder({ 'package.json': '{' }) })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/package\.json:1:2 is not valid JSON \(CloseBraceExpected\)\n$/) as string,
    });
    expect((await run(['init'], { cwd: createFolder({ 'package.json': '[]' }) })).stderr).toContain('holds no JSON object');
  });
});

describe('the line', () => {
  test.each([[['--run']], [['--yes']], [['-y']]])('is run with %j', async (flags) => {
    const cwd = createFolder({ 'pnpm-lock.yaml': '' });
    const { code, stdout, spawned, asked } = await run(['init', ...flags], { cwd, isTTY: true });
    expect({ code, asked }).toEqual({ code: 0, asked: [] });
    expect(spawned).toMatchObject([{ command: 'pnpm', cwd, output: 'inherit' }]);
    expect(spawned[0]?.args.slice(0, 3)).toEqual(['add', '--save-exact', '@wedsync/backup-telemetry@0.1.0']);
    expect(stdout).toContain('Run it:');
    expect(stdout).not.toContain('After the install');
  });

  test.each([
    ['', 1],
    ['Y', 1],
    ['yes ', 1],
    ['n', 0],
    ['what?', 0],
  ])('is offered in a terminal; the answer "%s" runs it %i times', async (answer, times) => {
    const { spawned, asked, code } = await run(['init'], { isTTY: true, answer });
    expect(asked).toEqual(['Run it now? [Y/n] ']);
    expect({ times: spawned.length, code }).toEqual({ times, code: 0 });
  });

  test('is not run when the question is left with Ctrl-C, and nothing is written', async () => {
    const cwd = createFolder();
    const { code, stderr, spawned } = await run(['init'], { cwd, isTTY: true, answer: undefined });
    expect({ code, stderr, spawned }).toEqual({
      code: 1,
      stderr: '\nbackup-telemetry: init: stopped; nothing was written.\n',
      spawned: [],
    });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('that fails ends with exit code 1, and nothing is written', async () => {
    const cwd = createFolder();
    const { code, stderr } = await run(['init', '--run'], { cwd, spawn: async () => 254 });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'backup-telemetry: init: the line ended with exit code 254; nothing was written.\n',
    });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('whose program is missing ends with exit code 1 and says which', async () => {
    const spawn = () => Promise.reject(new Error('spawn bun ENOENT'));
    const outcome = await run(['init', '--run'], { cwd: createFolder({ 'bun.lock': '' }), spawn });
    expect(outcome).toMatchObject({ code: 1, stderr: 'backup-telemetry: init: spawn bun ENOENT\n' });
  });
});

describe('--json', () => {
  test('prints one object, asks nothing, and keeps the installer off stdout', async () => {
    const { stdout, spawned, asked } = await run(['init', '--json', '--run'], { isTTY: true });
    expect(JSON.parse(stdout)).toMatchObject({
      install: { exitCode: 0 },
      starter: { path: 'backup.mjs', state: 'written' },
      node: '24.1.0',
    });
    expect(spawned[0]?.output).toBe('stderr');
    expect(asked).toEqual([]);
  });

  test('reports a failed install and a file that was there', async () => {
    const failed = await run(['init', '--json', '--run'], { spawn: async () => 1 });
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({ install: { exitCode: 1 }, starter: { state: 'not written' } });
    expect((await inspect({ ...COMPLETE, 'backup.cjs': '' })).starter).toMatchObject({ path: 'backup.cjs', state: 'exists' });
  });
});

describe('the file', () => {
  const modern = { 'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }', ...installed({ '@types/node': '20.0.0' }) };
  test.each<[string, Files, string]>([
    ['an empty folder', {}, 'backup.mjs'],
    ['no type', { 'package.json': {} }, 'backup.mjs'],
    ['ESM', { 'package.json': { type: 'module' } }, 'backup.mjs'],
    ['CommonJS', { 'package.json': { type: 'commonjs' } }, 'backup.cjs'],
    ['TypeScript and ESM', { 'package.json': { type: 'module' }, ...modern }, 'backup.ts'],
    ['TypeScript and CommonJS', { 'package.json': { type: 'commonjs' }, ...modern }, 'backup.mts'],
  ])('is right for %s', async (_, files, path) => {
    expect((await inspect(files)).starter.path).toBe(path);
  });

  test('is JavaScript, with the reason, where TypeScript would not compile it', async () => {
    const old = await inspect({ 'tsconfig.json': '{ "compilerOptions": { "module": "commonjs" } }' });
    expect(old).toMatchObject({ starter: { path: 'backup.mjs' }, notes: [expect.stringContaining('does not resolve subpaths') as string] });
    const untyped = await inspect({ 'tsconfig.json': '{ "compilerOptions": { "module": "node16" } }' });
    expect(untyped).toMatchObject({ starter: { path: 'backup.mjs' }, notes: [expect.stringContaining('needs @types/node') as string] });
  });

  test('goes where --file says, in new folders too', async () => {
    const cwd = createFolder();
    const { stdout } = await run(['init', '--file', 'scripts/db/nightly.cjs'], { cwd });
    expect(stdout).toContain('  node scripts/db/nightly.cjs\n');
    expect(readFileSync(join(cwd, 'scripts/db/nightly.cjs'), 'utf8')).toContain("require('@wedsync/backup-telemetry')");
  });

  test.each([
    [{ 'package.json': { type: 'module' } }, 'import {'],
    [{ 'package.json': {} }, 'require('],
  ])('ending in .js is written as %j runs it', async (files, expected) => {
    const cwd = createFolder(files);
    await run(['init', '--file', 'job.js'], { cwd });
    expect(readFileSync(join(cwd, 'job.js'), 'utf8')).toContain(expected);
  });

  test('with another ending is wrong usage', async () => {
    const cwd = createFolder();
    const { code, stderr } = await run(['init', '--file', 'backup.sh'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'backup-telemetry: init: expected --file to end in .mjs, .cjs, .js, .ts, .mts, got "backup.sh"\n',
    });
    expect(existsSync(join(cwd, 'backup.sh'))).toBe(false);
  });
});
