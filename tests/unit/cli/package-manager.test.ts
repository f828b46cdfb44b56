import { describe, expect, test } from 'vitest';
import { detectPackageManager } from '../../../src/cli/init/package-manager.js';
import { join } from 'node:path';
import { createFolder, inspect, type Files } from '../../kit/cli-harness.js';

const detect = (files: Files, agent?: string) => detectPackageManager({ cwd: createFolder(files), env: { npm_config_user_agent: agent } });

describe('is known by the packageManager field', () => {
  test.each([
    ['npm@11.0.0', 'npm'],
    ['pnpm@10.1.0+sha512.abc', 'pnpm'],
    ['yarn@1.22.22', 'yarn'],
    ['yarn@4.5.0', 'yarn-berry'],
    ['bun@1.3.0', 'bun'],
  ])('%s', (packageManager, name) => {
    expect(detect({ 'package.json': { packageManager }, 'package-lock.json': {} })).toEqual({
      name,
      from: 'packageManager in package.json',
    });
  });
});

describe('else by its lockfile', () => {
  test.each([
    ['package-lock.json', '{}', 'npm'],
    ['npm-shrinkwrap.json', '{}', 'npm'],
    ['pnpm-lock.yaml', "lockfileVersion: '9.0'", 'pnpm'],
    ['yarn.lock', '# yarn lockfile v1', 'yarn'],
    ['yarn.lock', '# This file is generated\n\n__metadata:\n  version: 8\n', 'yarn-berry'],
    ['bun.lock', '{}', 'bun'],
    ['bun.lockb', '', 'bun'],
  ])('%s %j', (file, text, name) => {
    expect(detect({ 'package.json': { packageManager: 'cargo@1' }, [file]: text }, 'npm/11 node/v24')).toEqual({ name, from: file });
  });
});

describe('else by what started the program', () => {
  test.each([
    ['npm/11.0.0 node/v24.0.0 linux x64', 'npm'],
    ['pnpm/10.1.0 npm/? node/v24.0.0', 'pnpm'],
    ['yarn/1.22.22 npm/? node/v20', 'yarn'],
    ['yarn/4.5.0 npm/? node/v20', 'yarn-berry'],
    ['bun/1.3.0 npm/? node/v24', 'bun'],
  ])('%s', (agent, name) => {
    expect(detect({}, agent)).toEqual({ name, from: 'started by it' });
  });
});

test('is npm when nothing names one, also beside a program nobody knows', () => {
  expect(detect({})).toEqual({ name: 'npm', from: 'nothing says otherwise' });
  expect(detect({}, 'other/1.0')).toEqual({ name: 'npm', from: 'nothing says otherwise' });
});

describe('in a folder of a larger project', () => {
  const deep = (files: Files) =>
    detectPackageManager({ cwd: join(createFolder({ 'a/b/package.json': {}, ...files }), 'a/b'), env: {} }).name;

  test('is that of the workspace', () => {
    expect(deep({ 'package.json': { workspaces: ['a/*'] }, 'yarn.lock': '' })).toBe('yarn');
    expect(deep({ 'pnpm-workspace.yaml': '', 'pnpm-lock.yaml': '' })).toBe('pnpm');
  });

  test('is that of the repository', () => {
    expect(deep({ '.git/HEAD': '', 'bun.lock': '' })).toBe('bun');
  });

  test('is not that of a lockfile which only happens to lie above', () => {
    expect(deep({ 'pnpm-lock.yaml': '' })).toBe('npm');
  });
});

describe('gets a line in its own words', () => {
  test.each([
    [{ 'package-lock.json': {} }, 'npm install --save-exact @wedsync'],
    [{ 'pnpm-lock.yaml': '' }, 'pnpm add --save-exact @wedsync'],
    [{ 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '' }, 'pnpm add --save-exact --workspace-root @wedsync'],
    [{ 'yarn.lock': '' }, 'yarn add --exact @wedsync'],
    [{ 'yarn.lock': '', 'package.json': { workspaces: ['a'] } }, 'yarn add --exact --ignore-workspace-root-check @wedsync'],
    [{ 'yarn.lock': '__metadata:\n' }, 'yarn add --exact @wedsync'],
    [{ 'bun.lock': '' }, 'bun add --exact @wedsync'],
  ])('%j', async (files, start) => {
    const { install } = await inspect(files);
    expect(install.command?.join(' ')).toMatch(new RegExp(`^${start}/backup-telemetry@0.1.0 @opentelemetry/api@1.10.0 `));
  });

  test('and Yarn 2 and later runs the file too, with its own resolution of packages', async () => {
    expect((await inspect({ 'yarn.lock': '__metadata:\n' })).starter.run).toMatch(/^yarn node /);
  });
});
