import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFolder, run } from '../../kit/cli-harness.js';

const EXAMPLE = readFileSync(resolve(import.meta.dirname, '../../../examples/wedsync.yaml'), 'utf8');

/** Asks about a file of this content. */
function ask(content: string, question: string, ...options: readonly string[]) {
  return run(['policy', question, 'policy.yaml', ...options], { cwd: createFolder({ 'policy.yaml': content }) });
}

const NIGHTLY = `version: 1
jobs:
  - job: nightly
    destination: s3-eu
    rpo: 25h
    schedule: { cron: '30 2 * * *', timezone: Europe/Berlin, scheduler: cron }
`;

describe('policy check', () => {
  test('says that a file is valid, and how much it states', async () => {
    expect(await ask(EXAMPLE, 'check')).toMatchObject({ code: 0, stdout: 'policy.yaml: valid. 2 jobs in 4 tiers.\n', stderr: '' });
    expect(JSON.parse((await ask(EXAMPLE, 'check', '--json')).stdout)).toEqual({ valid: true, jobs: 2, tiers: 4 });
  });

  test('takes JSON as well', async () => {
    const { code } = await ask(JSON.stringify({ version: 1, jobs: [{ job: 'nightly' }] }), 'check');
    expect(code).toBe(0);
  });

  test('names the line of each thing that is wrong, what was expected and what came, from top to bottom', async () => {
    const wrong = NIGHTLY.replace('25h', 'soon').replace('destination: s3-eu', 'destination: 7');
    expect(await ask(wrong, 'check')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: [
        'policy.yaml:4: Expected `jobs[0].destination` to be the name of a place such as s3-eu, got 7.',
        'policy.yaml:5: Expected `jobs[0].rpo` to be a duration such as "15m" or "24h", or a number of milliseconds, got "soon".',
        '',
      ].join('\n'),
    });
  });

  test('names the line of a schedule that never runs', async () => {
    const { code, stderr } = await ask(NIGHTLY.replace('30 2 * * *', '0 0 31 2 *'), 'check');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^policy\.yaml:6: In `jobs\[0\]\.schedule`: .*never/);
  });

  test.each([
    ['that is no YAML', 'jobs: [', /^policy\.yaml:1: Expected YAML or JSON: /],
    ['with a key twice', 'version: 1\nversion: 1\n', /^policy\.yaml:2: Expected YAML or JSON: Map keys must be unique/],
    ['with a key as a number and as a text', 'version: 1\njobs:\n  - { 1: a, "1": b }\n', /^policy\.yaml:3: .*Map keys must be unique/],
    [
      'with very many keys',
      `version: 1\n${Array.from({ length: 100_000 }, (_, index) => `k${index}: 1\n`).join('')}k7: 1\n`,
      /^policy\.yaml:100002: .*Map keys must be unique\.\n$/,
    ],
    ['with very many mistakes', 'a: 1\n'.repeat(1_000), /\npolicy\.yaml: And 899 more of this kind\.\n$/],
    ['that is empty', '', /^policy\.yaml: Expected a policy to be an object with version, defaults, jobs, got null/],
    [
      'whose aliases multiply',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replace(/./g, (key, at: number) => `${key}: &${key} [${Array(9).fill(`*${'abcdefg'[at]}`).join()}]\n`)}`,
      /^policy\.yaml: Expected YAML or JSON: Excessive alias count/,
    ],
  ])('refuses a file %s', async (_, content, sentence) => {
    const { code, stderr } = await ask(content, 'check');
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
  });

  test('refuses a file of another encoding', async () => {
    const cwd = createFolder({});
    for (const encoding of ['utf16le', 'latin1'] as const) {
      writeFileSync(join(cwd, 'policy.yaml'), NIGHTLY.replace('version', '# für\nversion'), encoding);
      const { code, stderr } = await run(['policy', 'check', 'policy.yaml'], { cwd });
      expect([code, stderr]).toEqual([1, 'policy.yaml: Expected a policy file in UTF-8, got another encoding.\n']);
    }
  });

  test('says that there is no file', async () => {
    const cwd = createFolder({});
    expect(await run(['policy', 'check', 'none.yaml'], { cwd })).toMatchObject({
      code: 1,
      stderr: 'none.yaml: Expected a readable policy file, got none at this path.\n',
    });
  });
});

describe('policy explain', () => {
  test('says in words what the file promises', async () => {
    const { code, stdout } = await ask(EXAMPLE, 'explain');
    expect(code).toBe(0);
    for (const promise of [
      'wedding-db to s3-eu of wedsync/backup-service in production',
      'pitr     log: At 5 minutes past the hour (UTC, by kubernetes)',
      'the newest 30 are kept',
      'restore  at most 1h of data may be lost',
      'at s3-us (us-east-1) within 2h of the end of a run, compared with the source',
      'every moment of the last 30d can be restored',
      'SLA      inside its RPO for 99.9 % of each month (Europe/London)',
      'alerts   at once on-call, after 30m team-lead, after 2h head-of-platform',
      'season   from 1 May to 30 September: starts at most 5m late, restored within 1h,',
    ])
      expect(stdout).toContain(promise);
  });

  test('says that nobody can miss a run of a job without a schedule', async () => {
    const { stdout } = await ask('version: 1\njobs: [{ job: nightly }]\n', 'explain');
    expect(stdout).toBe('nightly\n  runs  no schedule stated: nobody can say that a run is missing\n');
  });

  test('shows control characters of what people wrote, and sends none of them to the terminal', async () => {
    const text = JSON.stringify('a\u001B]0;x\u0007\u009B2J b\u202Ec');
    const content = `version: 1\njobs: [{ job: nightly, owner: ${text}, maintenance: [{ from: '2026-06-01T00:00:00Z', until: '2026-06-02T00:00:00Z', reason: ${text} }] }]\n`;
    const { code, stdout } = await ask(content, 'explain');
    expect(code).toBe(0);
    expect(stdout).toContain('owner    a\\u001b]0;x\\u0007\\u009b2J b\\u202ec\n');
    expect(stdout).toMatch(/no runs {2}.*: a\\u001b/);
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u);
  });
});

describe('policy next', () => {
  test('lists the coming starts by their time, over a change of clocks', async () => {
    const { stdout } = await ask(NIGHTLY, 'next', '--count', '3', '--from', '2026-03-27T12:00:00Z');
    expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'Sat 28 Mar 2026, 02:30 CET (Europe/Berlin)   nightly  to s3-eu',
      'Sun 29 Mar 2026, 03:00 CEST (Europe/Berlin)  nightly  to s3-eu',
      'Mon 30 Mar 2026, 02:30 CEST (Europe/Berlin)  nightly  to s3-eu',
      '',
    ]);
  });

  test('says of which jobs nobody can know the next start', async () => {
    const { stdout } = await ask('version: 1\njobs:\n  - { job: a, schedule: { every: 24h } }\n  - { job: b }\n', 'next');
    expect(stdout).toBe(
      'a: starts an interval after the run before, so its next start is known from its runs alone\nb: no schedule is stated\n',
    );
  });

  test('says of which jobs no start is coming', async () => {
    const from = ['--from', '9999-12-31T23:00:00Z'];
    const sentence = 'nightly: no start comes after 9999-12-31T23:00:00.000Z';
    expect(await ask(NIGHTLY, 'next', ...from)).toMatchObject({ code: 0, stdout: `${sentence}\n` });
    expect(JSON.parse((await ask(NIGHTLY, 'next', ...from, '--json')).stdout)).toEqual({ starts: [], silent: [sentence] });
  });

  test('sends no control characters to the terminal', async () => {
    const tier = JSON.stringify('a\u001B[2J\u009Bb');
    for (const schedule of ['', 'schedule: { cron: "0 2 * * *", timezone: UTC, scheduler: cron }']) {
      const content = `version: 1\njobs: [{ job: nightly, tiers: { ${tier}: { ${schedule} } } }]\n`;
      const { stdout } = await ask(content, 'next', '--count', '1');
      expect(stdout).toContain('a\\u001b[2J\\u009bb');
      expect(stdout.trimEnd()).not.toMatch(/\p{Cc}/u);
    }
  });
});

describe('wrong usage', () => {
  test.each([
    [['policy', 'chek', 'x.yaml'], 'expected check, explain, next, simulate or rules, got "chek". Did you mean "check"?'],
    [['policy', 'check', 'a.yaml', 'b.yaml'], 'expected one file, got 2'],
    [['policy', 'next', 'a.yaml', '--from', '2026-06-01'], 'expected --from to be a moment with its offset such as'],
    [['policy', 'next', 'a.yaml', '--count', '0'], 'expected --count to be a whole number from 1 to 1000, got "0"'],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});
