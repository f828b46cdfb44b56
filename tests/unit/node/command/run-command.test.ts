import { createWriteStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { PassThrough, Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../../../src/node/index.js';
import { attributesOf, backup, ended, events, file, folder, node, WAIT } from './harness.js';

describe('a command that ends well', () => {
  it('gives its output to a pipeline whole, and its bytes to the run', async () => {
    const code = "for (let i = 0; i < 64; i += 1) process.stdout.write('x'.repeat(65_536));";
    const { value } = await backup(async (run) => {
      const dump = node(run, code, { phase: 'dump' });
      await pipeline(dump.stdout, run.byteCounter(), createWriteStream(file('dump')));
      return dump;
    });
    expect(value).toEqual({ exitCode: 0, bytes: 64 * 65_536 });
    expect(statSync(file('dump')).size).toBe(64 * 65_536);
    expect(ended()).toEqual({ outcome: 'success', errorType: undefined, exitCode: undefined });
    expect(attributesOf('backup.phase.finished')).toMatchObject({ 'backup.phase.name': 'dump', 'backup.outcome': 'success' });
    expect(attributesOf('backup.run.finished')).toMatchObject({ 'backup.processed.size': 64 * 65_536 });
    const progress = events.filter(({ name }) => name === 'backup.run.progress').map(({ attributes }) => ({ ...attributes }));
    expect(progress).toContainEqual(expect.objectContaining({ 'backup.phase.name': 'dump', 'backup.progress.done.size': 64 * 65_536 }));
  });

  it('needs nobody to read what it writes', async () => {
    const { value } = await backup((run) => node(run, "process.stdout.write('x'.repeat(1_000_000))"));
    expect(value).toEqual({ exitCode: 0, bytes: 1_000_000 });
  });

  it('says so of other exit codes that are no failure', async () => {
    const { value } = await backup((run) => node(run, 'process.exit(3)', { successExitCodes: [0, 3] }));
    expect(value).toEqual({ exitCode: 3, bytes: 0 });
    expect(ended()).toMatchObject({ outcome: 'success' });
  });

  it('reads a stream, bytes, or nothing, in the folder and the environment that are stated', async () => {
    const echo = 'process.stdin.pipe(process.stdout)';
    const { value } = await backup(async (run) => [
      await text(node(run, echo, { stdin: Readable.from(['stre', 'am']) }).stdout),
      await text(node(run, echo, { stdin: Buffer.from('bytes') }).stdout),
      await text(node(run, echo).stdout),
      await text(node(run, 'console.log(process.cwd(), process.env.NAME)', { cwd: folder, env: { NAME: 'guests' } }).stdout),
    ]);
    expect(value).toEqual(['stream', 'bytes', '', `${folder} guests\n`]);
  });

  it('need not read all that it is given', async () => {
    const source = Readable.from(
      (function* () {
        for (let i = 0; i < 1_000; i += 1) yield Buffer.alloc(65_536);
      })(),
    );
    const { value } = await backup((run) => node(run, 'process.exit(0)', { stdin: source }));
    expect(value).toMatchObject({ exitCode: 0 });
    expect(source.destroyed).toBe(true);
  });

  it('is not cut short by a reader that takes its time', async () => {
    const slow = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        void setTimeout(150).then(() => {
          done();
        });
      },
    });
    const { value } = await backup(async (run) => {
      const dump = node(run, "process.stdout.write('x'.repeat(600_000))");
      await pipeline(dump.stdout, slow);
      return dump;
    });
    expect(value).toEqual({ exitCode: 0, bytes: 600_000 });
    expect(ended()).toMatchObject({ outcome: 'success' });
  });
});

describe('a command that fails', () => {
  const half = "process.stdout.write('half a dump'); ";

  it.each([
    ['its exit code', `${half}process.exitCode = 3`, 'ExitCodeError', 3],
    ['a signal', `${half}setTimeout(() => process.kill(process.pid, 'SIGKILL'), 100)`, 'SIGKILL', 137],
  ])('by %s fails whoever reads it, so that half a dump is not taken for a whole one', async (_, code, name, exitCode) => {
    const { error } = await backup(async (run) => {
      const dump = node(run, code);
      await pipeline(dump.stdout, createWriteStream(file('half')));
    });
    expect(error).toMatchObject({ name, exitCode });
    expect(ended()).toEqual({ outcome: 'failure', errorType: name, exitCode });
  });

  it('rejects where it is awaited', async () => {
    const { error } = await backup((run) => node(run, 'process.exit(7)'));
    expect(error).toMatchObject({ name: 'ExitCodeError', message: 'The command ended with exit code 7.' });
    expect(ended()).toEqual({ outcome: 'failure', errorType: 'ExitCodeError', exitCode: 7 });
  });

  it('is no success where it is forgotten', async () => {
    await backup(async (run) => {
      void node(run, 'process.exit(7)');
      await vi.waitFor(() => {
        expect(attributesOf('backup.phase.finished')).toMatchObject({ 'backup.outcome': 'failure' });
      }, WAIT);
    });
    expect(ended()).toMatchObject({ exitCode: 7 });
    expect(ended().outcome).not.toBe('success');
  });

  it('is no success where the job has ended before it', async () => {
    await backup((run) => {
      void node(run, 'process.exit(7)');
      return Promise.resolve();
    });
    expect(ended().outcome).not.toBe('success');
  });

  it('ends no process and hides no other error when the other end fails first', async () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const { error } = await backup(async (run) => {
      const dump = node(run, "setInterval(() => process.stdout.write('x'.repeat(10_000)), 1)");
      const disk = new Writable({
        write(_chunk, _encoding, done) {
          done(full);
        },
      });
      await pipeline(dump.stdout, disk);
      await dump;
    });
    expect(error).toBe(full);
    expect(ended()).toMatchObject({ outcome: 'failure', errorType: 'ENOSPC' });
  });

  it.each([
    [
      'is not there',
      'no-such-command-hunter2',
      'ENOENT',
      127,
      ': its program or its folder is not there; arguments go into a list of their own',
    ],
    ['may not be run', () => file('plain.txt'), 'EACCES', 126, ''],
  ])('because it %s has the exit code of a shell, and its name stands nowhere', async (_, command, code, exitCode, hint) => {
    writeFileSync(file('plain.txt'), 'no program');
    const name = typeof command === 'string' ? command : command();
    const { error } = await backup(async (run) => {
      const dump = runCommand(run, name, ['--password=hunter2']);
      await pipeline(dump.stdout, createWriteStream(file('none')));
      await dump;
    });
    expect(error).toMatchObject({ code, exitCode, message: `The command could not be started (${code})${hint}.` });
    expect(ended()).toEqual({ outcome: 'failure', errorType: code, exitCode });
    expect(JSON.stringify([events, error, Object.entries(error as object)])).not.toMatch(/hunter2|plain/);
  });

  it('because it can not even be tried rejects as well', async () => {
    const { error } = await backup((run) => runCommand(run, 'echo', ['hunter2\0']));
    expect(error).toMatchObject({ code: 'ERR_INVALID_ARG_VALUE', exitCode: 126 });
    expect(String(error)).not.toContain('hunter2');
  });

  it('because what it reads broke off fails, however well it took that', async () => {
    const broken = new Error('the download broke');
    const source = new PassThrough();
    source.write('half');
    const { error } = await backup((run) => {
      const restore = node(run, 'process.stdin.resume().on("end", () => process.exit(0))', { stdin: source });
      source.destroy(broken);
      return restore;
    });
    expect(error).toBe(broken);
  });

  it('says when its output was discarded before somebody asked for it', async () => {
    const { error } = await backup(async (run) => {
      const dump = node(run, "process.stdout.write('dump')");
      await dump;
      return text(dump.stdout);
    });
    expect(error).toMatchObject({
      message: expect.stringContaining('nobody asked for `stdout` before the command was awaited') as unknown,
    });
  });
});

describe('a command that is stopped', () => {
  const endless = 'setInterval(() => {}, 1_000)';
  const stubborn = `process.on('SIGTERM', () => {}); console.log('up'); ${endless}`;

  it('by its timeout', async () => {
    const { error } = await backup((run) => node(run, endless, { timeout: '200ms' }));
    expect(error).toMatchObject({ name: 'TimeoutError', signal: 'SIGTERM', exitCode: 143 });
    expect(ended()).toEqual({ outcome: 'failure', errorType: 'TimeoutError', exitCode: 143 });
  });

  it('by the timeout of its run', async () => {
    const { error } = await backup((run) => node(run, endless), { timeout: 200 });
    expect(error).toMatchObject({ name: 'AbortError' });
    expect(ended()).toMatchObject({ outcome: 'timeout' });
  });

  it('by the signal of its run, and by force after the grace', async () => {
    const controller = new AbortController();
    const { error } = await backup(
      async (run) => {
        const dump = node(run, stubborn, { grace: '200ms' });
        dump.stdout.once('data', () => {
          controller.abort();
        });
        await dump;
      },
      { signal: controller.signal },
    );
    expect(error).toMatchObject({ name: 'AbortError', signal: 'SIGKILL', exitCode: 137 });
    expect(ended()).toMatchObject({ outcome: 'cancelled' });
  });

  it('and says that all is well has done a part of its work', async () => {
    const controller = new AbortController();
    const { error } = await backup(
      async (run) => {
        const dump = node(run, `process.on('SIGTERM', () => process.exit(0)); console.log('up'); ${endless}`);
        dump.stdout.once('data', () => {
          controller.abort();
        });
        await dump;
      },
      { signal: controller.signal },
    );
    expect(error).toMatchObject({ name: 'AbortError', exitCode: 143, message: expect.stringContaining('(exit code 0)') as unknown });
  });

  it('before it began is not begun', async () => {
    const { error } = await backup((run) => node(run, `require('fs').writeFileSync(${JSON.stringify(file('begun'))}, '')`), {
      signal: AbortSignal.abort(),
    });
    expect(error).toMatchObject({ name: 'AbortError', exitCode: 143, message: expect.stringContaining('was not started') as unknown });
    expect(existsSync(file('begun'))).toBe(false);
  });

  it('with all that it started', async () => {
    const beat = file('beat');
    const child = `setInterval(() => require('fs').writeFileSync(${JSON.stringify(beat)}, String(Date.now())), 20)`;
    const code = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'ignore' }); ${endless}`;
    const controller = new AbortController();
    const running = backup((run) => node(run, code), { signal: controller.signal });
    await vi.waitFor(() => {
      expect(existsSync(beat)).toBe(true);
    }, WAIT);
    controller.abort();
    await running;
    await setTimeout(100);
    const last = readFileSync(beat, 'utf8');
    await setTimeout(100);
    expect(readFileSync(beat, 'utf8')).toBe(last);
  });

  it('many at once by one signal, without a warning of Node.js', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => void warnings.push(warning);
    process.on('warning', listen);
    const controller = new AbortController();
    const running = backup((run) => Promise.allSettled(Array.from({ length: 12 }, () => runCommand(run, 'sleep', ['60']))), {
      signal: controller.signal,
    });
    await setTimeout(50);
    controller.abort();
    const { value = [] } = await running;
    await setTimeout(0);
    process.off('warning', listen);
    expect(value.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'rejected'));
    expect(warnings).toEqual([]);
  });
});

it('what a command started and left behind with its pipe holds nobody up, and the run is in doubt', async () => {
  const began = performance.now();
  const { value } = await backup(async (run) => {
    const dump = runCommand(run, 'sh', ['-c', 'sleep 8 & echo dump; exit 0'], { stderr: 'ignore' });
    const output = await text(dump.stdout);
    return { output, ...(await dump) };
  });
  expect(value).toEqual({ output: 'dump\n', exitCode: 0, bytes: 5 });
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(ended()).toMatchObject({ outcome: 'partial' });
});

it('a command whose messages would go where nobody reads them is not held up by that', async () => {
  const code = "process.stdout.write('dump', () => require('fs').writeSync(2, ' '.repeat(200_000)))";
  const { value } = await backup((run) => node(run, code, { stderr: 'pipe' as never }));
  expect(value).toEqual({ exitCode: 0, bytes: 4 });
});
