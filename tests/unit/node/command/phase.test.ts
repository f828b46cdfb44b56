import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { BackupRun } from '../../../../src/index.js';
import { runCommand, type CommandOptions } from '../../../../src/node/index.js';
import { createTestTelemetry } from '../../../../src/testing/index.js';

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
    ['one whose phase does nothing later', { phase: () => Promise.resolve() }],
    ['one whose phase rejects before it does anything', { phase: () => Promise.reject(new Error('no')) }],
  ])('costs no command, and is a problem of the process: %s', async (_, handle) => {
    const used = createTestTelemetry();
    onTestFinished(used.register());
    const dump = runCommand(handle as BackupRun, process.execPath, ECHO);
    expect(await text(dump.stdout)).toBe('a dump\n');
    expect(await dump).toEqual({ exitCode: 0, bytes: 7 });
    expect(used.problems()).toEqual([
      expect.objectContaining({
        kind: 'options_invalid',
        message: expect.stringMatching(/handle of a run.*\(at phase\.test/) as string,
      }),
    ]);
  });

  it('may be a promise that rejects, and so may its arguments: neither ends the process', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const reject = () => Promise.reject(new Error('no')) as never;
    expect(await runCommand(reject(), process.execPath, ECHO)).toEqual({ exitCode: 0, bytes: 7 });
    await expect(runCommand(null as never, process.execPath, reject())).rejects.toThrow(
      'Expected the arguments of runCommand to be a list',
    );
    await setTimeout(20);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('hides no failure of the command', async () => {
    await expect(runCommand(null as never, process.execPath, ['-e', 'process.exit(3)'])).rejects.toMatchObject({ exitCode: 3 });
  });

  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['no handle', {}],
    ['null', null],
  ])('may give its work %s for a phase', async (_, phase) => {
    const handle = { phase: (__: string, work: (given: unknown) => unknown) => work(phase) } as never;
    expect(await runCommand(handle, process.execPath, ECHO)).toEqual({ exitCode: 0, bytes: 7 });
    await expect(runCommand(handle, process.execPath, ['-e', 'process.exit(3)'])).rejects.toMatchObject({ exitCode: 3 });
  });

  it('has the last word where it rejects after the work, and none where it forgets its result', async () => {
    const judging = {
      phase: async (_: string, work: (phase: undefined) => Promise<unknown>) => expect.fail(String(await work(undefined))),
    };
    await expect(runCommand(judging as never, process.execPath, ECHO)).rejects.toThrow('[object Object]');
    const forgetful = { phase: (_: string, work: (phase: undefined) => Promise<unknown>) => work(undefined).then(() => undefined) };
    expect(await runCommand(forgetful as never, process.execPath, ECHO)).toEqual({ exitCode: 0, bytes: 7 });
  });

  it('that begins later has the output of its command all the same', async () => {
    const late = { phase: (_: string, work: (phase: undefined) => Promise<unknown>) => setTimeout(50).then(() => work(undefined)) };
    const dump = runCommand(late as never, process.execPath, ECHO);
    expect(await text(dump.stdout)).toBe('a dump\n');
    expect(await dump).toEqual({ exitCode: 0, bytes: 7 });
    expect(dump.pid).toBeGreaterThan(0);
    const large = runCommand(late as never, process.execPath, ['-e', "process.stdout.write('x'.repeat(1_000_000))"]);
    expect(await large).toEqual({ exitCode: 0, bytes: 1_000_000 });
  });
});

it('a command that is not awaited was begun where the caller stands', async () => {
  const used = createTestTelemetry();
  await used.telemetry.withBackup({ job: 'db' }, (run) => {
    void runCommand(run, process.execPath, ECHO, { stdout: 'ignore' });
  });
  const [problem] = used.problems().filter(({ kind }) => kind === 'phase_not_awaited');
  expect(problem?.message).toContain('phase.test.ts:');
});

it('a handle of a class of its own, with a private signal, stops its command', async () => {
  class Handle {
    readonly #signal = AbortSignal.abort();
    get signal() {
      return this.#signal;
    }
    phase = (_: string, work: (phase: Handle) => Promise<unknown>) => work(this);
    progress = () => undefined;
    report = () => undefined;
    partial = () => undefined;
  }
  await expect(runCommand(new Handle() as never, process.execPath, ECHO)).rejects.toMatchObject({ name: 'AbortError' });
});

it('a command that ends after its run is not said to use it after its end', async () => {
  const used = createTestTelemetry();
  let slow: Promise<unknown> | undefined;
  await used.telemetry.withBackup({ job: 'db' }, (run) => {
    slow = runCommand(run, process.execPath, ['-e', "setTimeout(() => process.stdout.write('x'), 200)"]);
  });
  await slow;
  expect(used.problems().map(({ kind }) => kind)).toEqual(['phase_not_awaited']);
});

it('a command that cannot even be tried, and is not awaited, leaves its run no success', async () => {
  const used = createTestTelemetry();
  await used.telemetry.withBackup({ job: 'db' }, async (run) => {
    void runCommand(run, process.execPath, 'dump' as never);
    await vi.waitFor(() => {
      expect(used.runs()[0]?.phases[0]?.outcome).toBe('failure');
    });
  });
  expect(used.runs()).toMatchObject([{ outcome: 'failure', reason: 'exit_code' }]);
});

it.each<readonly [unknown, string]>([
  [
    'dump',
    'Expected the options of runCommand to be an object such as { phase: "dump" }, got a string of 4 characters; the run is partial.',
  ],
  [5, 'Expected the options of runCommand to be an object such as { phase: "dump" }, got 5; the run is partial.'],
  [null, 'Expected the options of runCommand to be an object such as { phase: "dump" }, got null; the run is partial.'],
  [Promise.resolve({ timeout: '1s' }), 'Expected the options of runCommand to be an object such as { phase: "dump" }, got an object'],
  [{ successExitCodes: [] }, 'Expected `successExitCodes` of runCommand to be a list of exit codes such as [0, 3], got an object'],
])('options that are %j are said, and the command runs', async (options, sentence) => {
  const used = createTestTelemetry();
  const { exitCode } = await used.telemetry.withBackup({ job: 'db' }, (run) =>
    runCommand(run, process.execPath, ECHO, options as CommandOptions),
  );
  expect(exitCode).toBe(0);
  expect(used.problems().map(({ message }) => message)).toEqual([expect.stringContaining(sentence)]);
});

it.each([['PGHOST=db'], [['PGHOST=db']], [new Map()], [Promise.resolve({})]])(
  'an environment that is none leaves that of the process, and the run in doubt: %o',
  async (env) => {
    const used = createTestTelemetry();
    await used.telemetry.withBackup({ job: 'db' }, (run) =>
      runCommand(run, process.execPath, ['-e', 'process.exit(process.env.PATH ? 0 : 1)'], { env } as unknown as CommandOptions),
    );
    expect(used.runs()).toMatchObject([{ outcome: 'partial', reason: 'environment_unreadable' }]);
    expect(used.problems()).toMatchObject([
      { message: expect.stringContaining('Expected `env` of runCommand to be an object such as') as string },
    ]);
  },
);

it('an exit code of 0 that is no success is none where nobody awaits the command either', async () => {
  const used = createTestTelemetry();
  await used.telemetry.withBackup({ job: 'db' }, async (run) => {
    void runCommand(run, process.execPath, ['-e', ''], { successExitCodes: [3], stdout: 'ignore' });
    await vi.waitFor(() => {
      expect(used.runs()[0]?.phases[0]?.outcome).toBe('failure');
    }, WAIT);
  });
  expect(used.runs()[0]?.outcome).not.toBe('success');
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
