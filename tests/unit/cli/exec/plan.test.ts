import { describe, expect, test } from 'vitest';
import { planExec } from '../../../../src/cli/exec/plan.js';

/** What would run, or why nothing does; and what is wrong. */
function plan(...args: readonly string[]) {
  const planned = planExec(args, { PATH: process.env['PATH'] });
  if ('mistake' in planned) return planned.mistake;
  // The line stands in a frame that says how its stages ended.
  const line = planned.saysStages ? (planned.args[3] ?? '').split('\n')[1] : [planned.command, ...planned.args].join(' ');
  return { line, problems: planned.problems };
}

describe('a misspelt option keeps from running', () => {
  test('nothing that follows --', () => {
    expect(plan('--job', 'n', '--tiemout', '5s', '--', 'pg_dump', '--shell', 'x')).toEqual({
      line: 'pg_dump --shell x',
      problems: ['unknown option --tiemout. Did you mean --timeout?', 'expected only options before --, got 1 other words'],
    });
  });

  test('no line of --shell', () => {
    expect(plan('--job', 'n', '--tiemout', '5s', '--shell', 'pg_dump | gzip')).toEqual({
      line: 'pg_dump | gzip',
      problems: ['unknown option --tiemout. Did you mean --timeout?', 'expected only options beside --shell, got 1 other words'],
    });
  });

  test('a --shell beside a command after --: the command runs', () => {
    expect(plan('--job', 'n', '--shell', 'echo line', '--', 'echo', 'command')).toEqual({
      line: 'echo command',
      problems: ['expected either --shell or a command after --, got both; the command is taken'],
    });
  });
});

describe('what may be the argument of another command is run by no shell', () => {
  test.each([
    [['--job', 'n', 'docker', 'run', '--shell', 'sh'], { line: 'docker run --shell sh', problems: [] }],
    [['--jbo', 'n', 'docker', 'run', '--shell', 'sh'], expect.stringContaining('expected a command after --')],
    [['--job', 'n', '--shell', 'echo line', 'echo'], 'expected either --shell or a command after --, got both'],
  ])('%j', (args, expected) => {
    expect(plan(...args)).toEqual(expected);
  });
});
