import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { BackupRun } from '../../../src/index.js';
import { runCommand, type CommandOptions } from '../../../src/node/index.js';
import { createTestTelemetry } from '../../../src/testing/index.js';

// Programs of Node.js take their time to start on a busy machine.
const WAIT = { timeout: 15_000 };
vi.setConfig({ testTimeout: 20_000 });

const folder = mkdtempSync(join(tmpdir(), 'command-phase-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const ECHO = ['-e', "console.log('a dump')"] as const;

describe('a handle that is none', () => {
  it.each<readonly [string, unknown]>([
    ['null', null],
    ['an object', {}],
    ['one whose phase is none', { phase: 'dump' }],
    ['one whose phase throws', { phase: () => expect.fail('no') }],
    ['one whose phase does nothing', { phase: () => undefined }],
  ])('costs no command, and is a problem of the process: %s', async (_, handle) => {
    const used = createTestTelemetry();
    onTestFinished(used.register());
    const dump = runCommand(handle as BackupRun, process.execPath, ECHO);
    expect(await text(dump.stdout)).toBe('a dump\n');
    expect(await dump).toEqual({ exitCode: 0, bytes: 7 });
    expect(used.problems()).toEqual([
      expect.objectContaining({
        kind: 'options_invalid',
        message: expect.stringMatching(/handle of a run.*\(at command-phase\.test/) as string,
      }),
    ]);
  });

  it('hides no failure of the command', async () => {
    await expect(runCommand(null as never, process.execPath, ['-e', 'process.exit(3)'])).rejects.toMatchObject({ exitCode: 3 });
  });

  it('runs the command once where its phase throws after the work has begun', async () => {
    const phase = (_: string, work: (phase: undefined) => unknown) => {
      void work(undefined);
      throw new Error('too late');
    };
    expect(await runCommand({ phase } as never, process.execPath, ECHO)).toEqual({ exitCode: 0, bytes: 7 });
  });
});

it('a command that is not awaited was begun where the caller stands', async () => {
  const used = createTestTelemetry();
  await used.telemetry.withBackup({ job: 'db' }, (run) => {
    void runCommand(run, process.execPath, ECHO, { stdout: 'ignore' });
  });
  const [problem] = used.problems().filter(({ kind }) => kind === 'phase_not_awaited');
  expect(problem?.message).toContain('command-phase.test.ts:');
});

it.each<readonly [unknown, string]>([
  ['dump', 'Expected the options of runCommand to be an object such as { phase: "dump" }, got a string of 4 characters; it is left out.'],
  [5, 'Expected the options of runCommand to be an object such as { phase: "dump" }, got 5; it is left out.'],
  [null, 'Expected the options of runCommand to be an object such as { phase: "dump" }, got null; it is left out.'],
  [{ env: 'PGHOST=db' }, 'Expected `env` of runCommand to be an object such as { ...process.env, PGHOST: "db" }, got a string'],
  [{ env: ['PGHOST=db'] }, 'Expected `env` of runCommand to be an object such as'],
  [{ successExitCodes: [] }, 'Expected `successExitCodes` of runCommand to be a list of exit codes such as [0, 3], got an object'],
])('options that are %j are said, and the command runs', async (options, sentence) => {
  const used = createTestTelemetry();
  const { exitCode } = await used.telemetry.withBackup({ job: 'db' }, (run) =>
    runCommand(run, process.execPath, ECHO, options as CommandOptions),
  );
  expect(exitCode).toBe(0);
  expect(used.problems().map(({ message }) => message)).toEqual([expect.stringContaining(sentence)]);
});

it.skipIf(process.platform === 'win32')(
  'what a stopped command has started and hears no SIGTERM is ended after the grace as well',
  async () => {
    const beat = join(folder, 'beat');
    const grandchild = `process.on('SIGTERM', () => {}); setInterval(() => require('fs').writeFileSync(${JSON.stringify(beat)}, String(Date.now())), 20)`;
    const child = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'ignore' }); setInterval(() => {}, 1_000)`;
    const controller = new AbortController();
    const { telemetry } = createTestTelemetry();
    const running = telemetry.withBackup({ job: 'db', signal: controller.signal }, (run) =>
      runCommand(run, process.execPath, ['-e', child], { grace: '600ms' }),
    );
    running.catch(() => undefined);
    await vi.waitFor(() => {
      expect(readFileSync(beat, 'utf8')).not.toBe('');
    }, WAIT);
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError', signal: 'SIGTERM' });
    await vi.waitFor(async () => {
      const last = readFileSync(beat, 'utf8');
      await setTimeout(200);
      expect(readFileSync(beat, 'utf8')).toBe(last);
    }, WAIT);
  },
);
