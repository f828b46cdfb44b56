import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = resolve(import.meta.dirname, '../../../.github/workflows');
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly number[]>> };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(FOLDER);
const read = (file: string) => parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow;
const commandsOf = (job: Job | undefined) =>
  (job?.steps ?? [])
    .flatMap(({ run = '' }) => run.split('\n'))
    .map((line) => line.trim())
    .filter(Boolean);

function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.each(files)('%s', (file) => {
  const { jobs, permissions } = read(file);

  test('may only read, and where a job may more it says so itself', () => {
    expect(permissions).toEqual({ contents: 'read' });
  });

  test('pins every action to a commit, with the version it is', () => {
    const uses = readFileSync(join(FOLDER, file), 'utf8').match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/^uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('bounds the time of every job', () => {
    expect(Object.values(jobs).filter((job) => job['timeout-minutes'] === undefined)).toEqual([]);
  });

  test('puts no text of others into a command', () => {
    const commands = Object.values(jobs).flatMap((job) => commandsOf(job));
    expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
  });
});

describe('the workflow of every push', () => {
  const { on, jobs } = read('ci.yml');

  test('runs both parts of .ci/run on a clean checkout of main and of pull requests', () => {
    expect(on).toMatchObject({ push: { branches: ['main'] }, pull_request: null });
    expect(commandsOf(jobs['once'])).toEqual(['bash .ci/run once']);
    expect(commandsOf(jobs['each'])).toEqual(['bash .ci/run each']);
    expect(jobs['each']?.strategy?.matrix).toEqual({ node: [20, 22, 24] });
  });

  test('leaves no tests out between its parts', () => {
    const script = readFileSync(join(FOLDER, '../../.ci/run'), 'utf8');
    const started = [...script.matchAll(/--project (\w+)/g)].map(([, name]) => name).sort();
    const config = readFileSync(join(FOLDER, '../../vitest.config.ts'), 'utf8');
    const projects = [...config.matchAll(/name: '(\w+)'/g)].map(([, name]) => name).sort();
    expect(projects.length).toBeGreaterThan(3);
    expect(started).toEqual(projects);
  });

  test('builds the real programs anew when their manifests change, and only then', () => {
    const cache = jobs['once']?.steps.find(({ uses }) => uses?.startsWith('actions/cache@'));
    expect(cache?.with).toMatchObject({
      path: '.cache/tools',
      key: expect.stringContaining("hashFiles('scripts/tools/*/*', 'scripts/tools/programs.ts')") as string,
    });
    expect(readdirSync(join(FOLDER, '../../scripts/tools'))).toContain('programs.ts');
  });
});

describe('the workflow of every week', () => {
  const { on, jobs } = read('soak.yml');

  test('runs the long loops, behind the real programs as each push caches them', () => {
    expect(on).toEqual({ schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* \d$/) as string }], workflow_dispatch: null });
    expect(commandsOf(jobs['soak'])).toEqual(['bash .ci/run soak']);
    const cacheOf = (job: Job | undefined) => job?.steps.find(({ uses }) => uses?.startsWith('actions/cache@'))?.with;
    expect(cacheOf(jobs['soak'])).toEqual(cacheOf(read('ci.yml').jobs['once']));
  });
});

describe('a release', () => {
  const { on, jobs } = read('publish.yml');
  const pack = commandsOf(jobs['pack']);
  const at = (part: string) => pack.findIndex((command) => command.includes(part));

  test('begins with a tag that is a version, and with nothing else', () => {
    expect(on).toEqual({ push: { tags: ['v[0-9]+.[0-9]+.[0-9]+*'] } });
  });

  test('passes the changelog gate, then all tests, before anything is packed', () => {
    expect(at('scripts/check/changelog.ts "$GITHUB_REF_NAME"')).toBeGreaterThanOrEqual(0);
    expect(at('.ci/run')).toBeGreaterThan(at('changelog.ts'));
    expect(at('npm pack')).toBeGreaterThan(at('.ci/run'));
  });

  test('publishes the packed file with provenance, in a job that alone may ask for an identity', () => {
    expect(jobs['publish']?.needs).toBe('pack');
    expect(commandsOf(jobs['publish'])).toContainEqual(expect.stringMatching(/^npm publish \.\/package\.tgz --provenance --access public/));
    const allowed = Object.entries(jobs).filter(([, job]) => job.permissions?.['id-token'] === 'write');
    expect(allowed.map(([name]) => name)).toEqual(['publish']);
  });

  test('runs no code of this repository where a token is at hand', () => {
    const steps = ['publish', 'release'].flatMap((name) => jobs[name]?.steps ?? []);
    expect(steps.filter(({ uses }) => uses?.startsWith('actions/checkout'))).toEqual([]);
  });

  test('brings its bill of materials along', () => {
    expect(at('npm sbom --sbom-format cyclonedx')).toBeGreaterThan(at('npm pack'));
    expect(commandsOf(jobs['release'])).toContainEqual(expect.stringContaining('package.tgz sbom.cdx.json'));
  });
});

test('actionlint finds nothing in any workflow', { timeout: 180_000 }, (context) => {
  if (!hasGo()) {
    if (process.env['CI'] === 'true') throw new Error('This test needs Go: apt-get install golang-go.');
    context.skip('no Go on this machine: apt-get install golang-go');
  }
  const lint = () =>
    execFileSync('go', ['run', ACTIONLINT, ...files.map((file) => join(FOLDER, file))], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  expect(lint()).toBe('');
});
