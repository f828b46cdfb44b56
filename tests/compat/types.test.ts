import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { describeBare, hostFolder, type HostName } from './run-program.js';

// What a TypeScript project writes, in words that both module systems know.
const CONSUMER = `
import { defineBackup, onBackupEvent, withBackup, type BackupRun } from '@wedsync/backup-telemetry';
import { startBackupTelemetry, type BackupTelemetryHandle } from '@wedsync/backup-telemetry/node';
import { METRIC_BACKUP_RUN_ENDED } from '@wedsync/backup-telemetry/semconv';
import { createTestTelemetry, simulateRun, type TestRun } from '@wedsync/backup-telemetry/testing';

export const telemetry: BackupTelemetryHandle = startBackupTelemetry({ serviceName: 'backups' });
export const stored: Promise<string> = withBackup({ job: 'nightly', type: 'full' }, async (run: BackupRun) => {
  const size: number = await run.phase('dump', () => 1_024);
  run.report({ bytes: size });
  return METRIC_BACKUP_RUN_ENDED;
});
export const archive = defineBackup({ job: 'archive', every: '24h' });
onBackupEvent((event) => {
  if (event.name === 'backup.run.finished') event.attributes['backup.outcome'].toUpperCase();
});
const { runs, metric } = createTestTelemetry();
export const newest: TestRun | undefined = runs()[0];
export const ended: number | undefined = metric('backup.run.ended', { 'backup.job.name': 'nightly' });
export const lost = simulateRun('lost', { job: 'nightly', duration: '1h' });
// @ts-expect-error There is no such operation.
void withBackup({ job: 'nightly', operation: 'burn' }, () => undefined);
`;

// The same matchers on both expects that a project with jest may use.
const JEST_TEST = `
import { expect as imported } from '@jest/globals';
import { createTestTelemetry } from '@wedsync/backup-telemetry/testing';
import '@wedsync/backup-telemetry/testing/jest';

imported(createTestTelemetry()).toHaveFailed('nightly', { errorType: 'TypeError' });
expect(createTestTelemetry()).not.toHaveBackedUp('nightly');
// @ts-expect-error Secrets are a list.
imported(createTestTelemetry()).toLeakNothing('hunter2');
// @ts-expect-error There is no such matcher.
expect(createTestTelemetry()).toHaveBacked('nightly');
`;

const PACKAGE = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly string[]>> };
};

/** What the compiler says of a file in a host, with the types of libraries checked as well. */
function compile(
  host: HostName,
  file: string,
  code = CONSUMER,
  types = resolve(import.meta.dirname, '../../node_modules/@types'),
  resolution: ts.CompilerOptions = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
): readonly string[] {
  const path = join(hostFolder(host), file);
  writeFileSync(path, code);
  const program = ts.createProgram([path], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
    ...resolution,
    exactOptionalPropertyTypes: true,
    types: code === CONSUMER ? ['node'] : ['node', 'jest'],
    typeRoots: [types],
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describeBare('the types of the packed package', () => {
  test.each<[HostName, string]>([
    ['bare', 'consumer.mts'],
    ['bare', 'consumer.cts'],
    ['otel2', 'consumer.mts'],
    ['otel3', 'consumer.cts'],
  ])('hold without a mistake in the host %s for %s', (host, file) => {
    expect(compile(host, file)).toEqual([]);
  });

  test('are found for every subpath by a project with `moduleResolution: node`, which knows no `exports`', () => {
    const resolution = { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10 };
    expect(compile('bare', 'node10.ts', CONSUMER, undefined, resolution)).toEqual([]);
    const subpaths = Object.keys(PACKAGE.exports).map((path) => path.slice(2));
    const typed = subpaths.filter((path) => path !== '' && !path.endsWith('.json'));
    expect(Object.keys(PACKAGE.typesVersions['*']).sort()).toEqual(typed.sort());
  });

  test('extend both expects of jest', () => {
    expect(compile('jest', 'consumer.cts', JEST_TEST, join(hostFolder('jest'), 'node_modules/@types'))).toEqual([]);
  });
});
