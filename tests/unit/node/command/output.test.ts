import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBackupTelemetry, type BackupRun } from '../../../../src/index.js';
import { runCommand, type RunningCommand } from '../../../../src/node/index.js';
import { captureDiag } from '../process/capture-diag.js';

vi.setConfig({ testTimeout: 20_000 });

const MINUTE = 60_000;

afterEach(() => {
  vi.useRealTimers();
});

/** What a backup that does this returned or threw, and how it ended. */
async function backup<T>(work: (run: BackupRun) => Promise<T>) {
  const telemetry = createBackupTelemetry();
  let outcome: unknown;
  telemetry.onBackupEvent((event) => {
    if (event.name === 'backup.run.finished') outcome = event.attributes['backup.outcome'];
  });
  const ended = await telemetry.withBackup({ job: 'db' }, work).then(
    (value) => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
  return { ...ended, outcome };
}

/** A program that writes pieces of these sizes, each a moment after the one before. */
function write(run: Pick<BackupRun, 'phase'>, ...sizes: readonly number[]): RunningCommand {
  const code = `(async () => { for (const size of ${JSON.stringify(sizes)}) {
    await new Promise((done) => process.stdout.write('x'.repeat(size), done));
    await new Promise((done) => setTimeout(done, 50));
  } })()`;
  return runCommand(run, process.execPath, ['-e', code], { phase: 'dump' });
}

/** The timers that were set from now on and have not fired. */
function watchTimers(): ReadonlySet<NodeJS.Timeout> {
  const waiting = new Set<NodeJS.Timeout>();
  const set = globalThis.setTimeout;
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation((fn: () => void, ms?: number) => {
    const timer = set(() => {
      waiting.delete(timer);
      fn();
    }, ms);
    waiting.add(timer);
    return timer;
  });
  onTestFinished(() => {
    spy.mockRestore();
  });
  return waiting;
}

/** The run of a command whose telemetry is nothing to a test. */
const NO_RUN = { report: () => undefined, progress: () => undefined, partial: () => undefined } as unknown as BackupRun;

const PIECES = [9_000, 9_000, 5_000];

describe('the bytes of an output', () => {
  it.each([[[3]], [PIECES], [[40_000]]])('that fits into its pipe are all counted before anybody reads: %j', async (sizes) => {
    const { value, outcome } = await backup(async (run) => {
      const dump = write(run, ...sizes);
      const { stdout } = dump;
      const { bytes } = await dump;
      return { bytes, read: (await text(stdout)).length };
    });
    const bytes = sizes.reduce((sum, size) => sum + size);
    expect(value).toEqual({ bytes, read: bytes });
    expect(outcome).toBe('success');
  });

  it.each([[[3]], [PIECES], [[5_000_000]]])('that is read late are all counted: %j', async (sizes) => {
    const { value } = await backup(async (run) => {
      const dump = write(run, ...sizes);
      const { stdout } = dump;
      const late = setTimeout(500).then(() => text(stdout));
      const [{ bytes }, read] = await Promise.all([dump, late]);
      return { bytes, read: read.length };
    });
    const bytes = sizes.reduce((sum, size) => sum + size);
    expect(value).toEqual({ bytes, read: bytes });
  });
});

it('all of an output comes to a reader that is busy for longer than the pipe may be silent', async () => {
  const size = 294_912;
  let got = 0;
  const { value, outcome } = await backup(async (run) => {
    const dump = runCommand(run, 'head', ['-c', String(size), '/dev/zero']);
    for await (const chunk of dump.stdout as AsyncIterable<Buffer>) {
      got += chunk.length;
      const until = performance.now() + 550;
      while (performance.now() < until);
      await setTimeout(0);
    }
    return dump;
  });
  expect([got, value, outcome]).toEqual([size, { exitCode: 0, bytes: size }, 'success']);
});

describe('an output that is not read to its end', () => {
  it.each([[[5_000_000]], [[3, 3, 3, 3, 3, 3]]])('stops the command, which fails: %j', async (sizes) => {
    const { error, outcome } = await backup(async (run) => {
      const dump = write(run, ...sizes);
      await once(dump.stdout, 'data');
      dump.stdout.destroy();
      return dump;
    });
    expect(error).toMatchObject({ name: 'UnreadOutputError' });
    expect(outcome).toBe('failure');
  });

  it('is no success where the command had ended before', async () => {
    const { error, outcome } = await backup(async (run) => {
      const dump = runCommand(run, 'sh', ['-c', '(sleep 0.2; head -c 5000000 /dev/zero) & exit 0'], { stderr: 'ignore' });
      await once(dump.stdout, 'data');
      dump.stdout.destroy();
      return dump;
    });
    expect(error).toMatchObject({ name: 'UnreadOutputError', exitCode: 143 });
    expect(outcome).toBe('failure');
  });

  it('because nobody asks for it or awaits the command holds nobody up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let command: RunningCommand | undefined;
    await backup((run) => {
      command = write(run, 5_000_000);
      return Promise.resolve();
    });
    const isRunning = () => {
      try {
        return process.kill(command?.pid ?? 0, 0);
      } catch {
        return false;
      }
    };
    await setTimeout(500);
    expect(isRunning()).toBe(true);
    vi.advanceTimersByTime(10_000);
    for (let looks = 0; looks < 100 && isRunning(); looks += 1) await setTimeout(50);
    expect(isRunning()).toBe(false);
    await expect(text(command?.stdout ?? Readable.from(['none']))).rejects.toThrow('The output was discarded');
  });

  it('because nobody ever begins holds nobody up for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const said = captureDiag();
    let unread: RunningCommand['stdout'] | undefined;
    const running = backup(async (run) => {
      const dump = write(run, 5_000_000);
      unread = dump.stdout;
      return dump;
    });
    await setTimeout(1_000);
    vi.advanceTimersByTime(MINUTE);
    expect(said()).toEqual([expect.stringContaining('nobody reads its `stdout`')]);
    vi.advanceTimersByTime(8 * MINUTE);
    expect(unread?.destroyed).toBe(false);
    vi.advanceTimersByTime(2 * MINUTE);
    const { error, outcome } = await running;
    expect(error).toMatchObject({ name: 'UnreadOutputError' });
    expect(outcome).toBe('failure');
    expect(said()).toHaveLength(1);
    await expect(text(unread as RunningCommand['stdout'])).rejects.toThrow();
  });

  it('because its reader pauses is waited for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const said = captureDiag();
    const { value } = await backup(async (run) => {
      const dump = write(run, 5_000_000);
      const { stdout } = dump;
      const ended = dump.then(({ bytes }) => bytes);
      await once(stdout, 'readable');
      stdout.read(3);
      await setTimeout(500);
      vi.advanceTimersByTime(60 * MINUTE);
      return [await text(stdout).then(({ length }) => length), await ended];
    });
    expect(value).toEqual([5_000_000 - 3, 5_000_000]);
    expect(said()).toEqual([]);
  });

  /** Takes one piece and fails; whoever opened it hears of that. */
  function failing(): Writable {
    const full = new Writable({
      write(_piece, _encoding, done) {
        done(new Error('No space left'));
      },
    });
    return full.on('error', () => undefined);
  }

  it.each([
    ['and the command is awaited', true],
    ['and the command is not awaited', false],
  ])('because its pipe lost its reader holds nobody up for ever: %s', async (_, isAwaited) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const said = captureDiag();
    let dump: RunningCommand | undefined;
    const running = backup(async (run) => {
      dump = write(run, 5_000_000);
      const full = failing();
      const { stdout } = dump;
      stdout.pipe(full);
      if (isAwaited) return dump;
      await once(full, 'close');
      return once(stdout, 'close');
    });
    await setTimeout(1_000);
    vi.advanceTimersByTime(MINUTE);
    expect(said()).toEqual([expect.stringContaining('nobody reads its `stdout` any more')]);
    vi.advanceTimersByTime(8 * MINUTE);
    expect(dump?.stdout.destroyed).toBe(false);
    vi.advanceTimersByTime(2 * MINUTE);
    const { error, outcome } = await running;
    if (isAwaited) {
      expect(error).toMatchObject({ name: 'UnreadOutputError' });
      expect(outcome).toBe('failure');
    }
    await expect(dump).rejects.toMatchObject({ name: 'UnreadOutputError' });
    expect(said().filter((line) => line.includes('nobody reads'))).toHaveLength(1);
  });

  it('because its pipe lost its reader is waited for where another comes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { value, outcome } = await backup(async (run) => {
      const dump = write(run, 5_000_000);
      const { stdout } = dump;
      stdout.pipe(failing());
      const ended = dump.then(({ bytes }) => bytes);
      await setTimeout(500);
      vi.advanceTimersByTime(9 * MINUTE);
      const rest = text(stdout);
      stdout.resume();
      await setTimeout(100);
      vi.advanceTimersByTime(9 * MINUTE);
      return [(await rest).length > 4_000_000, await ended];
    });
    expect(value).toEqual([true, 5_000_000]);
    expect(outcome).toBe('success');
  });

  it('because its reader falls behind is waited for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const said = captureDiag();
    const { value } = await backup(async (run) => {
      const dump = write(run, 5_000_000);
      const held: (() => void)[] = [];
      let isHeld = true;
      const slow = new Writable({ write: (_piece, _encoding, done) => (isHeld ? void held.push(done) : done()) });
      dump.stdout.pipe(slow);
      const ended = dump.then(({ bytes }) => bytes);
      await setTimeout(500);
      vi.advanceTimersByTime(60 * MINUTE);
      isHeld = false;
      for (const done of held) done();
      return ended;
    });
    expect(value).toBe(5_000_000);
    expect(said()).toEqual([]);
  });

  it.each([
    ['keeps no process once the command has ended', false],
    ['keeps the process for the one who awaits it', true],
  ])('because its pipe lost its reader %s', async (_, isAwaited) => {
    const timers = watchTimers();
    const dump = runCommand({ phase: (_name, work) => Promise.resolve(work(NO_RUN)) }, 'head', ['-c', '230000', '/dev/zero']);
    const { stdout } = dump;
    stdout.pipe(failing());
    // The pipe is full when it is first read: the first piece is a large one, and what is left fits into the pipe, so that the command ends.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    if (isAwaited) void dump.catch(() => undefined);
    const keeping = () => [...timers].filter((timer) => timer.hasRef()).length;
    const expected = isAwaited ? 1 : 0;
    await setTimeout(1_500);
    // On a busy machine the command ends later. `vi.waitFor` sets a timer of its own that would be counted here.
    for (let tries = 0; tries < 100 && keeping() !== expected; tries += 1) await setTimeout(100);
    expect(keeping()).toBe(expected);
    stdout.destroy();
  });
});
