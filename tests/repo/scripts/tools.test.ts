import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCRIPT_LOADER } from '../../kit/run-script.js';

const root = resolve(import.meta.dirname, '../../..');
// A copy has a cache of its own, in which nothing is built.
const folder = mkdtempSync(join(tmpdir(), 'tools-'));
const copy = join(folder, 'scripts/tools');

function runTools(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  return spawnSync(process.execPath, [...SCRIPT_LOADER, join(copy, 'main.ts'), ...args], { encoding: 'utf8', env });
}

/** A folder for PATH with a command `go` that prints this. */
function fakeGo(name: string, script: string): NodeJS.ProcessEnv {
  const bin = join(folder, name);
  mkdirSync(bin);
  writeFileSync(join(bin, 'go'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${bin}:/bin:/usr/bin` };
}

beforeAll(() => {
  cpSync(join(root, 'scripts/tools'), copy, { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run tools', () => {
  test('names the programs there are when asked for another', () => {
    const { status, stderr } = runTools(['grafana']);
    expect(stderr).toContain('There is no program "grafana": expected prometheus, collector, alertmanager, jaeger.');
    expect(status).toBe(2);
  });

  test('says with --check what is not built and how to build it', () => {
    const { status, stderr } = runTools(['--check', 'prometheus']);
    expect(stderr).toBe('prometheus and promtool not built: npm run tools -- prometheus\n');
    expect(status).toBe(1);
  });

  test('says where Go comes from when there is none', () => {
    const { status, stderr } = runTools(['prometheus'], { PATH: join(folder, 'nothing') });
    expect(stderr).toContain('Go 1.26 or newer is needed to build the programs, and there is no command "go" in PATH.');
    expect(status).toBe(1);
  });

  test('says which Go it found when that is too old', () => {
    const { status, stderr } = runTools(['prometheus'], fakeGo('old', 'echo go1.19.8'));
    expect(stderr).toContain('and yours is go1.19.8. Get it from https://go.dev/dl/');
    expect(status).toBe(1);
  });

  test('shows the last lines of a build that fails, and leaves it not built', () => {
    const env = fakeGo('broken', 'case $1 in env) echo go1.26.8;; *) echo "no space left on device" >&2; exit 3;; esac');
    const { status, stderr } = runTools(['alertmanager'], env);
    expect(stderr).toContain('go build ended with code 3:\nno space left on device');
    expect(status).toBe(1);
    expect(runTools(['--check', 'alertmanager']).status).toBe(1);
  });

  test('builds once, and again only when a manifest changed', () => {
    const build = 'while [ "$1" != -o ]; do shift; done; mkdir -p "$2"; touch "$2/alertmanager" "$2/amtool"';
    const env = fakeGo('working', `case $1 in env) echo go1.26.8;; *) ${build};; esac`);
    expect(runTools(['alertmanager'], env).stdout).toContain('built in');
    expect(runTools(['alertmanager'], env).stdout).toBe('alertmanager 0.31.1: current\n');
    writeFileSync(join(copy, 'alertmanager/go.sum'), 'changed');
    expect(runTools(['--check', 'alertmanager']).stderr).toContain('alertmanager was built from other manifests');
  });
});
