import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { createBackupTelemetry, type BackupEvent, type BackupRun } from '../../../../src/index.js';
import { runCommand, type CommandOptions } from '../../../../src/node/index.js';

// Programs of Node.js take their time to start on a busy machine.
export const WAIT = { timeout: 15_000 };
vi.setConfig({ testTimeout: 20_000 });

export const folder = mkdtempSync(join(tmpdir(), 'run-command-'));
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => void unhandled.push(reason);

export let events: BackupEvent[];
export let telemetry: ReturnType<typeof createBackupTelemetry>;

beforeAll(() => {
  process.on('unhandledRejection', onUnhandled);
});
afterAll(() => {
  process.off('unhandledRejection', onUnhandled);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  events = [];
  telemetry = createBackupTelemetry();
  telemetry.onBackupEvent((event) => events.push(event));
});
afterEach(async () => {
  await setTimeout(0);
  expect(unhandled.splice(0)).toEqual([]);
});

/** A backup that does this; what it returned or threw. */
export function backup<T>(
  work: (run: BackupRun) => Promise<T>,
  options: { readonly signal?: AbortSignal; readonly timeout?: number } = {},
) {
  return telemetry.withBackup({ job: 'db', ...options }, work).then(
    (value) => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
}

/** A program of Node.js, as a command. */
export const node = (run: Pick<BackupRun, 'phase'>, code: string, options?: CommandOptions) =>
  runCommand(run, process.execPath, ['-e', code], options);

export function ended(): Record<string, unknown> {
  const { 'backup.outcome': outcome, 'error.type': errorType, 'process.exit.code': exitCode } = attributesOf('backup.run.finished');
  return { outcome, errorType, exitCode };
}

export function attributesOf(name: BackupEvent['name']): Readonly<Record<string, unknown>> {
  return { ...events.filter((event) => event.name === name).at(-1)?.attributes };
}

export const file = (name: string) => join(folder, name);
