import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import ts from 'typescript';
import { runDoctor } from '../kit/run-doctor.js';
import { buildIfMissing } from '../kit/run-example.js';
import { snippetsOfPages, snippetsOfSource } from '../kit/docs/snippets.js';

const ROOT = resolve(import.meta.dirname, '../..');
const STARTS = /\bstartBackupTelemetry\(|\bnew NodeSDK\(/;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OTEL_|NODE_)/.test(name)));

let folder = '';
beforeAll(() => {
  buildIfMissing();
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  // Inside the repository, so that the OpenTelemetry packages are found.
  folder = mkdtempSync(join(ROOT, '.cache/doctor-snippets-'));
  mkdirSync(join(folder, 'node_modules/@wedsync'), { recursive: true });
  symlinkSync(ROOT, join(folder, 'node_modules/@wedsync/backup-telemetry'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{}');
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, code: string): string {
  const { outputText } = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } });
  writeFileSync(join(folder, name), outputText);
  return name;
}

const diagnose = (args: readonly string[]) =>
  runDoctor(args, { command: [process.execPath, join(ROOT, 'dist/cli.js')], cwd: folder, env: { ...env, NO_COLOR: '1' } });

describe('the doctor finds what a page shows clean', () => {
  const starting = [...snippetsOfPages(), ...snippetsOfSource()].filter(({ code }) => STARTS.test(code));

  test('there are such pages', () => {
    expect(starting.map(({ where }) => where.replace(/:.*$/, ''))).toEqual(expect.arrayContaining(['docs/node.md', 'docs/security.md']));
  });

  test.each(starting)('$where', async ({ where, code }) => {
    const { findings, code: exitCode } = await diagnose(['--', 'node', write(`${where.replaceAll(/\W/g, '-')}.mjs`, code)]);
    expect(findings).toEqual([]);
    expect(exitCode).toBe(0);
  });

  test("README's first example, started as README says", async () => {
    const first = snippetsOfPages().find(({ where, code }) => where.startsWith('README.md') && code.includes('withBackup('));
    const file = write('first.mjs', first?.code ?? '');
    const { findings, stderr } = await diagnose(['--', 'node', '--import', '@wedsync/backup-telemetry/register', file]);
    expect(findings).toEqual([]);
    expect(stderr).toContain(
      '1 backup.run.started\n2 backup.phase.finished\n3 backup.phase.finished\n4 backup.run.finished\n5 backup.copy.stored\n',
    );
  });
});
