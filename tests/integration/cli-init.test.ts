import { execFile, type ExecFileException } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putBuilt } from '../kit/built.js';
import { startOtlpSink } from '../kit/otlp-sink.js';

const ROOT = resolve(import.meta.dirname, '../..');
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
// What npm says when there is no network.
const NO_NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backup-telemetry-cli-')));
const stage = join(folder, 'stage');
const cli = join(stage, 'dist/cli.js');

beforeAll(async () => {
  await putBuilt(join(stage, 'dist'));
  for (const file of ['package.json', 'LICENSE']) cpSync(join(ROOT, file), join(stage, file));
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program to its end, as from a shell that npm has not started. */
function execute(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(package|lifecycle)_|npm_config_(user_agent|local_prefix)$|OTEL_|NODE_ENV$)/.test(name),
    ),
  );
  return new Promise((done) => {
    const child = execFile(
      command,
      args,
      { cwd, env: { ...inherited, NO_COLOR: '1', ...env } },
      (error: ExecFileException | null, stdout, stderr) => {
        done({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
      },
    );
    child.stdin?.end();
  });
}

function createProject(name: string, files: Readonly<Record<string, unknown>> = {}): string {
  const project = join(folder, name);
  mkdirSync(project);
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(project, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return project;
}

describe('the built command line', () => {
  test('reads a project and leaves it as it is with --dry-run', async () => {
    const project = createProject('dry', { 'package.json': { type: 'commonjs' }, 'pnpm-lock.yaml': '' });
    const { code, stdout, stderr } = await execute(process.execPath, [cli, 'init', '--dry-run'], project);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Package manager {2}pnpm \(pnpm-lock\.yaml\)\nNode {13}\d+\.\d+\.\d+\nOpenTelemetry {4}none yet/);
    expect(stdout).toContain('\n  pnpm add --save-exact @wedsync/backup-telemetry@');
    expect(stdout).toContain('Would write backup.cjs');
    expect(readdirSync(project).sort()).toEqual(['package.json', 'pnpm-lock.yaml']);
  });

  test('knows its version, which is the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await execute(process.execPath, [cli, '--version'], folder)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('hands its exit code on, after all output has left', async () => {
    const { code, stdout, stderr } = await execute(process.execPath, [cli, 'inti'], folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('backup-telemetry: unknown command "inti". Did you mean "init"?\nSee: npx @wedsync/backup-telemetry --help\n');
  });

  test('says in one line that Node is too old', async () => {
    const pretend = "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.8'}})";
    expect(await execute(process.execPath, ['--import', pretend, cli, 'init'], folder)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'backup-telemetry needs Node 20 or newer; this is Node 18.20.8.\n',
    });
  });
});

test('from an empty folder to a backup that is seen: npm installs the line, the starter runs', { timeout: 240_000 }, async ({ skip }) => {
  // Asked first: without a network `npm install` reports anything but that.
  const seen = await execute(NPM, ['view', '@opentelemetry/api', 'version', '--prefer-online', '--fetch-retries=0'], folder);
  if (seen.code !== 0 && !process.env['CI'] && NO_NETWORK.test(seen.stderr)) skip('npm can not reach its registry');
  expect(seen, seen.stderr).toMatchObject({ code: 0 });

  const packed = await execute(NPM, ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], stage);
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  const project = createProject('empty');

  const init = await execute(process.execPath, [cli, 'init', '--run', '--package', join(folder, filename)], project);
  expect(init, init.stderr).toMatchObject({ code: 0 });
  expect(init.stdout).toContain('Wrote backup.mjs');

  const sink = await startOtlpSink();
  try {
    const backup = await execute(process.execPath, ['backup.mjs'], project, { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url });
    expect(backup, backup.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Backed up \d+ bytes to backup\.gz\n$/) as string,
      stderr: '',
    });
    expect(existsSync(join(project, 'backup.gz'))).toBe(true);
    expect(
      sink
        .spans()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['backup nightly', 'backup.phase dump', 'backup.phase store']);
    expect(sink.points().length).toBeGreaterThan(0);
    expect(sink.events().length).toBeGreaterThan(0);
  } finally {
    await sink.close();
  }

  const again = await execute(
    process.execPath,
    [join(project, 'node_modules/@wedsync/backup-telemetry/dist/cli.js'), 'init', '--run'],
    project,
  );
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toContain('Nothing to install: all packages are in place.\n\nbackup.mjs is there already and stays as it is.\n');
});
