import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFolder, run } from '../../kit/cli-harness.js';

describe('what lies in the project', () => {
  test.each<[string, (cwd: string) => void, RegExp]>([
    ['a folder', (cwd) => mkdirSync(join(cwd, 'package.json')), /package\.json is a folder\n$/],
    ['a pipe, which nobody writes to', (cwd) => execFileSync('mkfifo', [join(cwd, 'package.json')]), /package\.json is no plain file\n$/],
    ['a device', (cwd) => symlinkSync('/dev/zero', join(cwd, 'package.json')), /package\.json is no plain file\n$/],
    ['a link to itself', (cwd) => symlinkSync('package.json', join(cwd, 'package.json')), /package\.json can not be read: ELOOP\n$/],
    [
      'endless',
      (cwd) => {
        writeFileSync(join(cwd, 'package.json'), '');
        truncateSync(join(cwd, 'package.json'), 2 ** 30);
      },
      /package\.json is larger than \d+ bytes\n$/,
    ],
  ])('a package.json that is %s stops it, at once', async (_, put, sentence) => {
    const cwd = createFolder();
    put(cwd);
    const { code, stderr, spawned } = await run(['init', '--run'], { cwd });
    expect({ code, spawned, left: readdirSync(cwd) }).toEqual({ code: 1, spawned: [], left: ['package.json'] });
    expect(stderr).toMatch(sentence);
  });

  test.each([
    ['{\n  "name": "shop",\n  "type" "module"\n}\n', '3:10 is not valid JSON (ColonExpected)'],
    ['{', '1:2 is not valid JSON (CloseBraceExpected)'],
    ['', '1:1 is not valid JSON (ValueExpected)'],
    ['{ "name": "shop", }', '1:19 is not valid JSON (PropertyNameExpected)'],
    ['{\n  // a comment\n}', '2:3 is not valid JSON (InvalidCommentToken)'],
    ['\uFEFF{\n"a": 01}', '2:7 is not valid JSON'],
  ])('broken JSON is found where it is broken: %j', async (text, sentence) => {
    const cwd = createFolder({ 'package.json': text });
    const { code, stderr } = await run(['init'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`package.json:${sentence}`) as string });
  });

  test('a byte order mark is no mistake', async () => {
    const cwd = createFolder({ 'package.json': '\uFEFF{ "name": "shop" }' });
    expect(await run(['init'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  });

  test.each(['yarn.lock', 'tsconfig.json', 'instrumentation.ts'])('%s may be a pipe: nobody waits for it', async (name) => {
    const cwd = createFolder({ 'package.json': { dependencies: { '@opentelemetry/sdk-node': '0.223.0' } } });
    execFileSync('mkfifo', [join(cwd, name)]);
    expect((await run(['init', '--dry-run'], { cwd })).code).toBe(0);
  });
});

describe('where the backup goes', () => {
  const refused = async (cwd: string, file: string) => {
    const { code, stderr, spawned } = await run(['init', '--run', '--file', file], { cwd });
    expect({ code, spawned }).toEqual({ code: 2, spawned: [] });
    return stderr;
  };

  test.each(['../outside/backup.mjs', '/var/empty/backup.mjs', 'src/../../outside/backup.mjs'])(
    '%s lies outside of the project: nothing is made there',
    async (file) => {
      const cwd = join(createFolder(), 'project');
      mkdirSync(cwd);
      expect(await refused(cwd, file)).toContain('expected --file to lie in this folder or below it');
      expect(readdirSync(join(cwd, '..'))).toEqual(['project']);
    },
  );

  test('a folder that is a link out of the project is outside too', async () => {
    const [cwd, outside] = [createFolder(), createFolder()];
    symlinkSync(outside, join(cwd, 'src'));
    expect(await refused(cwd, 'src/deep/backup.mjs')).toContain('expected --file to lie in this folder or below it');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('a link that leads nowhere is a file that is there', async () => {
    const [cwd, outside] = [createFolder(), createFolder()];
    symlinkSync(join(outside, 'backup.mjs'), join(cwd, 'backup.mjs'));
    const { code, stdout } = await run(['init'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('backup.mjs is there already and stays as it is.');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('a project that is reached by a link is inside of itself', async () => {
    const [cwd, elsewhere] = [createFolder(), createFolder()];
    symlinkSync(cwd, join(elsewhere, 'project'));
    expect((await run(['init', '--file', 'src/backup.mjs'], { cwd: join(elsewhere, 'project') })).code).toBe(0);
    expect(readdirSync(join(realpathSync(cwd), 'src'))).toEqual(['backup.mjs']);
  });

  test('a file is no folder, and a name has no line breaks', async () => {
    const cwd = createFolder({ 'package.json': {} });
    expect(await refused(cwd, 'package.json/backup.mjs')).toContain('package.json is not');
    expect(await refused(cwd, 'a\nrm -rf.mjs')).toContain('without control characters, got "a\\nrm -rf.mjs"');
  });

  test('what is printed can be pasted: names with spaces and quotes, versions, and a name that starts like an option', async () => {
    const cwd = createFolder();
    const { stdout } = await run(['init', '--file', "my backups/it's.mjs", '--package', '/tmp/a b.tgz'], { cwd });
    expect(stdout).toContain(`\n  node 'my backups/it'\\''s.mjs'\n`);
    expect(stdout).toContain(`npm install --save-exact '/tmp/a b.tgz' @opentelemetry/api@`);
    const printed =
      stdout
        .split('\n')
        .filter((line) => line.startsWith('  '))
        .at(-1)
        ?.replace('node', 'ls') ?? '';
    expect(execFileSync('sh', ['-c', printed], { cwd, encoding: 'utf8' })).toBe("my backups/it's.mjs\n");
    rmSync(join(cwd, 'my backups'), { recursive: true });
    expect((await run(['init', '--file=-x.mjs'], { cwd })).stdout).toContain('\n  node ./-x.mjs\n');
    expect(readFileSync(join(cwd, '-x.mjs'), 'utf8')).toContain('// A first backup with telemetry. Run it: node ./-x.mjs\n');
  });
});

test.each([
  ['20.20.0', {}, 'npx tsx'],
  ['22.17.0', { type: 'module' }, 'npx tsx'],
  ['22.18.0', { type: 'module' }, 'node'],
  ['23.5.0', {}, 'npx tsx'],
  ['23.6.0', {}, 'node'],
  // There it is CommonJS, in which Node knows no `import`.
  ['24.1.0', { type: 'commonjs' }, 'npx tsx'],
])('on Node %s in a project that says %j a TypeScript file is run by %s', async (nodeVersion, manifest, program) => {
  const cwd = createFolder({ 'package.json': manifest });
  const { stdout } = await run(['init', '--file', 'src/backup.ts'], { cwd, nodeVersion });
  expect(stdout).toContain(`\n  ${program} src/backup.ts\n`);
});
