import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type BackupRun } from '../../../../src/index.js';
import { runCommand, type CommandOptions } from '../../../../src/node/index.js';
import { createTestTelemetry } from '../../../../src/testing/index.js';
import { backup, ended, events, node, telemetry, WAIT } from './harness.js';

it('options that are wrong are left out, and the command runs', async () => {
  const options = { timeout: 'soon', grace: Number.NaN, colour: 'red', successExitCodes: 0 } as unknown as CommandOptions;
  const { value } = await backup((run) => node(run, '', options));
  expect(value).toEqual({ exitCode: 0, bytes: 0 });
});

it.each<readonly [string, unknown]>([
  ['a controller in the place of its signal', { signal: new AbortController(), stdout: 'ignore' }],
  ['no options at all', null],
  ['a timeout of nothing', { timeout: 0, stdout: 'ignore' }],
])('runs a command to its end with %s', async (_, options) => {
  const { exitCode } = await telemetry.withBackup({ job: 'db' }, (run) =>
    runCommand(run, process.execPath, ['-e', 'process.exitCode = 0'], options as CommandOptions),
  );
  expect(exitCode).toBe(0);
});

describe('options that are wrong are a problem of the run', () => {
  const misspelt = { timout: '1h' } as CommandOptions;

  it('which is counted, collected with its place, and not clean', async () => {
    const used = createTestTelemetry();
    await used.telemetry.withBackup({ job: 'db' }, (run) => node(run, '', misspelt));
    expect(used.problems()).toEqual([
      {
        kind: 'options_invalid',
        job: 'db',
        message: expect.stringMatching(/`timout` .*\(did you mean `timeout`\?\)\. \(at harness\.ts:\d+:\d+\)$/) as string,
      },
    ]);
    expect(used.metric('backup.telemetry.problems')).toBe(1);
    expect(used.metric('backup.telemetry.last_problem.timestamp')).toBeDefined();
    expect(used.metric('backup.telemetry.last_clean.timestamp')).toBeUndefined();
    expect(used.runs()).toMatchObject([{ outcome: 'success' }]);
  });

  it('so they are of a phase within a phase, and of a run that another copy of the package began', async () => {
    vi.resetModules();
    const copy = await import('../../../../src/testing/index.js');
    const used = copy.createTestTelemetry();
    await used.telemetry.withBackup({ job: 'db' }, (run) => run.phase('all', (phase) => node(phase, '', misspelt)));
    expect(used.problems()).toMatchObject([{ kind: 'options_invalid', job: 'db' }]);
  });

  it('or of the process, where the handle is one that somebody made', async () => {
    const used = createTestTelemetry();
    onTestFinished(used.register());
    const handle = { report: () => undefined, progress: () => undefined } as unknown as BackupRun;
    await node({ phase: async (_, work) => work(handle) }, '', misspelt);
    expect(used.problems()).toMatchObject([{ kind: 'options_invalid' }]);
  });

  it('which strict testing helpers throw, to whoever awaits the command', async () => {
    const { telemetry: strict } = createTestTelemetry({ strict: true });
    const run = strict.withBackup({ job: 'db' }, async (handle) => {
      const command = node(handle, '', misspelt);
      await expect(text(command.stdout)).rejects.toMatchObject({ code: 'problem_found' });
      return command;
    });
    await expect(run).rejects.toMatchObject({ code: 'problem_found' });
  });
});

describe('what a command reads', () => {
  const COPY = 'process.stdin.pipe(process.stdout)';

  it('may be a stream of the web', async () => {
    const stdin = new Blob(['hello']).stream() as CommandOptions['stdin'];
    const { value } = await backup(async (run) => {
      const command = node(run, COPY, { stdin });
      return [await text(command.stdout), await command];
    });
    expect(value).toEqual(['hello', { exitCode: 0, bytes: 5 }]);
  });

  it('is nothing where it is null', async () => {
    const { value } = await backup((run) => node(run, COPY, { stdin: null as never }));
    expect(value).toEqual({ exitCode: 0, bytes: 0 });
  });

  it('takes a stream of texts as one of bytes', async () => {
    const { value } = await backup((run) => text(node(run, COPY, { stdin: Readable.from(['he', Buffer.from('llo')]) }).stdout));
    expect(value).toBe('hello');
  });

  it.each<readonly [string, object]>([
    ['that says so', {}],
    ['of an older library, which says nothing', { readableObjectMode: { value: undefined } }],
  ])('stops it where a stream is one of objects %s, and ends no process', async (_, says) => {
    const stdin = Object.defineProperties(Readable.from([{ id: 1 }]), says as PropertyDescriptorMap);
    const { error } = await backup((run) => node(run, COPY, { stdin }));
    expect(error).toMatchObject({ message: 'Expected `stdin` of runCommand to be a stream of bytes or texts, got one of objects.' });
    expect(ended()).toMatchObject({ outcome: 'failure' });
  });

  it.each<readonly [string, () => Promise<CommandOptions['stdin']>]>([
    [
      'was read to its end',
      async () => {
        const stream = Readable.from(['dump']);
        await stream.toArray();
        return stream;
      },
    ],
    [
      'of the web was read to its end',
      async () => {
        const stream = new Blob(['dump']).stream() as unknown as ReadableStream;
        await text(stream);
        return stream;
      },
    ],
    ['was destroyed', () => Promise.resolve(Readable.from(['dump']).destroy())],
  ])('stops it where a stream %s: nothing would be all there is', async (_, made) => {
    const stdin = await made();
    const { error } = await backup((run) => node(run, COPY, { stdin }));
    expect(error).toMatchObject({ message: expect.stringContaining('that was neither read to its end nor destroyed') as unknown });
  });

  it.each([Promise.resolve('hello'), 7, ['hello'], { pipe: 'no' }, { pipe: () => undefined }])(
    'stops it where it can not be read: %o',
    async (stdin) => {
      const { error } = await backup((run) => node(run, 'setInterval(() => {}, 1_000)', { stdin: stdin as never }));
      expect(error).toBeInstanceOf(TypeError);
      expect(ended()).toMatchObject({ outcome: 'failure' });
    },
  );
});

describe('an option that throws when it is read', () => {
  const fails = (): never => {
    throw new Error('not now');
  };

  it.each(['phase', 'timeout', 'grace', 'stdin', 'signal', 'successExitCodes', 'env'])('stops no command: %s', async (name) => {
    const options = Object.defineProperty({}, name, { get: fails, enumerable: true });
    const { value } = await backup((run) => node(run, '', options));
    expect(value).toEqual({ exitCode: 0, bytes: 0 });
  });

  it('stops none where the options are a proxy that throws', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect((await backup((run) => node(run, '', proxy))).value).toEqual({ exitCode: 0, bytes: 0 });
  });
});

it('refuses arguments that are no list, before anything is started', WAIT, async () => {
  await expect(telemetry.withBackup({ job: 'nightly' }, (run) => runCommand(run, 'sleep', { phase: 'dump' } as never))).rejects.toThrow(
    'Expected the arguments of runCommand to be a list',
  );
  expect(events.at(-1)?.attributes).toMatchObject({ 'backup.outcome': 'failure' });
});

it('takes no word for what a command is given to read', WAIT, async () => {
  await expect(
    telemetry.withBackup({ job: 'nightly' }, (run) => runCommand(run, 'cat', [], { stdin: 'pipe' as never, stdout: 'ignore' })),
  ).rejects.toThrow('Expected `stdin` of runCommand to be a stream or bytes, got a string of 4 characters.');
});
