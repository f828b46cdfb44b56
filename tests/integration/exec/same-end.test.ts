import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsCli, NOWHERE, runExec, runProgram } from '../../kit/exec.js';

const folder = mkdtempSync(join(tmpdir(), 'exec-'));
const notExecutable = join(folder, 'not-executable');

beforeAll(() => {
  needsCli();
  writeFileSync(notExecutable, '#!/bin/sh\nexit 0\n', { mode: 0o644 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sh = (line: string) => ['sh', '-c', line];

describe('a command ends as it does on its own', () => {
  test.each([
    ['exit code 0', sh('exit 0')],
    ['exit code 1', sh('exit 1')],
    ['exit code 3', sh('exit 3')],
    ['exit code 75', sh('exit 75')],
    ['exit code 124', sh('exit 124')],
    ['exit code 130', sh('exit 130')],
    ['exit code 255', sh('exit 255')],
    ['SIGTERM', sh('kill -TERM $$')],
    ['SIGINT', sh('kill -INT $$')],
    ['SIGHUP', sh('kill -HUP $$')],
    ['SIGKILL', sh('kill -KILL $$')],
    ['SIGPIPE', sh('kill -PIPE $$')],
    ['SIGUSR1', sh('kill -USR1 $$')],
    ['SIGUSR2', sh('kill -USR2 $$')],
    ['SIGALRM', sh('kill -ALRM $$')],
    ['output on both', sh('echo out; echo err >&2; exit 4')],
  ])('%s', async (_, command) => {
    const [program = '', ...args] = command;
    const [bare, wrapped] = await Promise.all([runProgram(program, args), runExec([], command, { env: NOWHERE })]);
    expect(wrapped).toEqual(bare);
  });

  test('bytes of any kind go through it both ways', async () => {
    const input = Buffer.alloc(
      3_000_000,
      Uint8Array.from({ length: 256 }, (_, byte) => byte),
    );
    const { stdout, stderr, code } = await runExec([], ['cat'], { input, env: NOWHERE });
    expect({ code, stderr, isSame: stdout.equals(input) }).toEqual({ code: 0, stderr: '', isSame: true });
  });

  test('output that is read slowly is not lost, whatever is said on stderr meanwhile', async () => {
    const { stdout, stderr, code } = await runExec(['--tiemout', '5s'], sh('head -c 20000000 /dev/zero; head -c 2000000 /dev/zero >&2'), {
      env: { ...NOWHERE, OTEL_SDK_DISABLED: 'false', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
      onStart: (child) => {
        child.stdout?.pause();
        child.stderr?.pause();
        setTimeout(() => {
          child.stdout?.resume();
          child.stderr?.resume();
        }, 2_500);
      },
    });
    expect({ code, bytes: stdout.length, zeros: stderr.split('\0').length - 1 }).toEqual({ code: 0, bytes: 20_000_000, zeros: 2_000_000 });
  });

  test('a reader that goes away ends it as it ends the bare command', async () => {
    const bare = await runProgram('bash', ['-c', 'yes | head -c 10 >/dev/null; echo "${PIPESTATUS[0]}"']);
    const exec = `"${process.execPath}" "${join(process.cwd(), 'dist/cli.cjs')}" exec --job nightly -- yes`;
    const wrapped = await runProgram('bash', ['-c', `${exec} | head -c 10 >/dev/null; echo "\${PIPESTATUS[0]}"`], { env: NOWHERE });
    expect(wrapped.stdout.toString()).toBe(bare.stdout.toString());
    expect(wrapped.stdout.toString()).toBe('141\n');
  });

  test('a terminal stays one, and may be opened by its name', async () => {
    const ask = 'test -t 0 && test -t 1 && test -t 2 && : </dev/tty && echo all of it; exit 5';
    const exec = `'${process.execPath}' '${join(process.cwd(), 'dist/cli.cjs')}' exec --job nightly -- sh -c '${ask}'`;
    const { stdout, code } = await runProgram('script', ['-qec', exec, '/dev/null'], { env: NOWHERE });
    expect({ code, said: stdout.toString().trim() }).toEqual({ code: 5, said: 'all of it' });
  });
});

describe('a command that can not be run', () => {
  test('and is not there: 127, as in a shell', async () => {
    const { code, stderr } = await runExec([], ['no-such-command-here'], { env: NOWHERE });
    expect({ code, stderr }).toEqual({
      code: 127,
      stderr: 'backup-telemetry: exec: there is no such command: no-such-command-here (exit code 127)\n',
    });
  });

  test('and is no program: 126, as in a shell', async () => {
    const { code, stderr } = await runExec([], [notExecutable], { env: NOWHERE });
    expect({ code, stderr }).toEqual({
      code: 126,
      stderr: `backup-telemetry: exec: the command could not be started (EACCES, exit code 126): ${notExecutable}\n`,
    });
  });
});

describe('what follows -- runs', () => {
  test.each([
    [['--jbo', 'x'], 'unknown option --jbo. Did you mean --job?'],
    [['--timeout', 'soon'], 'expected --timeout to be a duration from 10ms to 24d such as "2h", got "soon"'],
    [['--grace'], '--grace needs a value: --grace <duration>'],
    [['--lock=yes'], '--lock takes no value, got "yes"'],
    [['--every', '24h', '--schedule', '30 2 * * *'], 'expected --every or --schedule, got both; --schedule is taken'],
  ])('in spite of %j', async (options, problem) => {
    const { code, stdout, stderr } = await runExec(options, ['sh', '-c', 'echo ran; exit 6'], { env: NOWHERE });
    expect({ code, said: stdout.toString() }).toEqual({ code: 6, said: 'ran\n' });
    expect(stderr).toContain(`backup-telemetry: exec: ${problem}\n`);
  });

  test('but not with --strict', async () => {
    const { code, stdout } = await runExec(['--strict', '--jbo', 'x'], ['echo', 'ran'], { env: NOWHERE });
    expect({ code, said: stdout.toString() }).toEqual({ code: 2, said: '' });
  });

  test.each([
    [[], 'expected a command after --'],
    [['--nmae', 'x', 'echo', 'ran'], 'unknown option --nmae; expected a command after --'],
    [['--shell', 'echo ran', 'echo', 'ran'], 'expected either --shell or a command after --, got both'],
  ])('%j is no command, and wrong usage', async (options, sentence) => {
    const { code, stdout, stderr } = await runExec(options, [], { env: NOWHERE });
    expect({ code, said: stdout.toString() }).toEqual({ code: 2, said: '' });
    expect(stderr).toContain(sentence);
  });

  test('-- may be left out where nothing is doubtful', async () => {
    const { code, stdout } = await runExec(['--quiet', 'echo', '--quiet'], [], { env: NOWHERE });
    expect({ code, said: stdout.toString() }).toEqual({ code: 0, said: '--quiet\n' });
  });

  test('--dry-run says what would run', async () => {
    const { code, stdout } = await runExec(['--dry-run'], ['echo', 'a b'], { env: NOWHERE });
    expect({ code, said: stdout.toString() }).toEqual({ code: 0, said: "echo 'a b'\n" });
  });

  test('and gets two variables more, or none', async () => {
    const names = ['sh', '-c', 'env | cut -d= -f1 | sort'];
    const env = { ...NOWHERE, TRACEPARENT: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` };
    const bare = await runProgram('sh', names.slice(1), { env });
    const wrapped = await runExec([], names, { env });
    const without = await runExec(['--no-env'], names, { env });
    const lines = (ended: typeof bare) => ended.stdout.toString().trim().split('\n');
    expect(lines(wrapped).filter((name) => !lines(bare).includes(name))).toEqual(['BACKUP_TELEMETRY_RUN_ID']);
    expect(lines(without)).toEqual(lines(bare));
    const parent = await runExec([], ['printenv', 'TRACEPARENT'], { env });
    expect(parent.stdout.toString()).toMatch(new RegExp(`^00-${'a'.repeat(32)}-(?!b{16})[0-9a-f]{16}-01\n$`));
  });
});
