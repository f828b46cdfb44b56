import { describe, expect, test } from 'vitest';
import { defineCommand } from '../../../src/cli/command.js';
import { run } from '../../kit/cli-harness.js';

const seen: unknown[] = [];
const copy = defineCommand({
  description: ['Copies things.'],
  operands: { usage: '-- <command> [args...]', min: 1 },
  options: {
    loud: { type: 'boolean', short: 'l', summary: 'Say more' },
    target: { type: 'string', short: 't', placeholder: '<path>', summary: 'Where to' },
  },
  examples: ['backup-telemetry copy -- cp a b'],
  run: async ({ values, operands }) => {
    seen.push({ values, operands });
    if (operands[0] === 'throw') throw new Error('disk full');
    return operands[0] === 'seven' ? 7 : 0;
  },
});
const commands = [{ name: 'copy', summary: 'Copy things', load: async () => copy }];

describe('help and version', () => {
  test.each([[['--help']], [['-h']], [['help']]])('%j lists the commands on stdout', async (args) => {
    const { code, stdout, stderr } = await run(args, { commands });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}copy {2}Copy things$/m);
    expect(stdout).toContain('Exit codes: 0 done, 1 failed, 2 wrong usage');
  });

  test.each([[['copy', '--help']], [['help', 'copy']], [['copy', '-h', '-l']]])('%j explains the command', async (args) => {
    const { code, stdout } = await run(args, { commands });
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'Usage: npx @wedsync/backup-telemetry copy [options] -- <command> [args...]',
        '',
        'Copies things.',
        '',
        'Options:',
        '  -l, --loud           Say more',
        '  -t, --target <path>  Where to',
        '  -h, --help           Show this help',
        '',
        'Examples:',
        '  backup-telemetry copy -- cp a b',
        '',
        'Exit codes: 0 done, 1 failed, 2 wrong usage (nothing was done)',
        '',
      ].join('\n'),
    );
  });

  test('without a command the help goes to stderr, as wrong usage', async () => {
    const { code, stdout, stderr } = await run([], { commands });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Commands:');
  });

  test.each(['--version', '-v'])('%s prints the version alone', async (flag) => {
    expect(await run([flag])).toMatchObject({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });

  test('a terminal gets bold headings, and none with NO_COLOR', async () => {
    expect((await run(['--help'], { isTTY: true })).stdout).toContain('\u001B[1mUsage:\u001B[22m');
    expect((await run(['--help'], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001B');
    expect((await run(['--help'])).stdout).not.toContain('\u001B');
  });
});

describe('wrong usage is one sentence, exit code 2, and runs nothing', () => {
  test.each([
    [['copi'], 'unknown command "copi". Did you mean "copy"?', '--help'],
    [['zzz'], 'unknown command "zzz"', '--help'],
    [['help', 'zzz'], 'unknown command "zzz"', '--help'],
    [['--loud', 'copy'], 'unknown option --loud', '--help'],
    [['copy', '--lodu', 'x'], 'copy: unknown option --lodu. Did you mean --loud?', 'copy --help'],
    [['copy', '--zzz', 'x'], 'copy: unknown option --zzz', 'copy --help'],
    [['copy', '-z', 'x'], 'copy: unknown option -z', 'copy --help'],
    [['copy', '--toString', 'x'], 'copy: unknown option --toString', 'copy --help'],
    [['copy', '--loud=yes', 'x'], 'copy: --loud takes no value, got "yes"', 'copy --help'],
    [['copy', 'x', '--target'], 'copy: --target needs a value: --target <path>', 'copy --help'],
    [['copy', '-t', '--loud', 'x'], 'copy: -t needs a value: -t <path>', 'copy --help'],
    [['copy', '--target=', 'x'], 'copy: --target needs a value: --target <path>', 'copy --help'],
    [['copy'], 'copy: missing -- <command> [args...]', 'copy --help'],
  ])('%j', async (args, mistake, helpOf) => {
    seen.length = 0;
    const { code, stdout, stderr } = await run(args, { commands });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `backup-telemetry: ${mistake}\nSee: npx @wedsync/backup-telemetry ${helpOf}\n`,
    });
    expect(seen).toEqual([]);
  });

  test('operands for a command that takes none', async () => {
    expect(await run(['init', 'here'])).toMatchObject({ code: 2, stderr: expect.stringContaining('unexpected "here"') as string });
  });
});

describe('a command', () => {
  test('gets its options, and all after -- untouched', async () => {
    seen.length = 0;
    await run(['copy', '-l', '--target=-', '--', 'cp', '--loud', '-t'], { commands });
    expect(seen).toEqual([{ values: { loud: true, target: '-', help: false }, operands: ['cp', '--loud', '-t'] }]);
  });

  test('sets the exit code', async () => {
    expect((await run(['copy', 'seven'], { commands })).code).toBe(7);
  });

  test('that throws ends with exit code 1 and its message', async () => {
    expect(await run(['copy', 'throw'], { commands })).toMatchObject({ code: 1, stderr: 'backup-telemetry: copy: disk full\n' });
  });
});
