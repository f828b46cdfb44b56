import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import type { CommandEntry } from '../../src/cli/command.js';
import type { CliIo, SpawnRequest } from '../../src/cli/io.js';
import type { PackageFacts } from '../../src/cli/package-facts.js';
import { runCli } from '../../src/cli/run-cli.js';

/** As in this package's own package.json, fixed here so that a release changes no test. */
export const FACTS: PackageFacts = {
  name: '@wedsync/backup-telemetry',
  version: '0.1.0',
  peerDependencies: {
    '@opentelemetry/api': '>=1.9.0 <2',
    '@opentelemetry/exporter-logs-otlp-http': '>=0.223.0 <0.224.0 || >=0.301.0 <0.400.0',
    '@opentelemetry/sdk-logs': '>=0.223.0 <0.224.0 || ^3.1.0',
    '@opentelemetry/sdk-metrics': '^2.12.0 || ^3.1.0',
    '@opentelemetry/sdk-node': '>=0.223.0 <0.224.0 || >=0.301.0 <0.400.0',
    '@opentelemetry/sdk-trace': '^2.12.0 || ^3.1.0',
  },
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Files by path; what is no text is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** A folder with these files, gone after the test. */
export function createFolder(files: Files = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** Files of installed packages: `installed({ '@opentelemetry/api': '1.9.1' })`. */
export function installed(versions: Readonly<Record<string, string>>): Files {
  return Object.fromEntries(Object.entries(versions).map(([name, version]) => [`node_modules/${name}/package.json`, { name, version }]));
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly spawned: readonly SpawnRequest[];
  readonly asked: readonly string[];
}

export interface RunOptions extends Partial<Omit<CliIo, 'ask' | 'stdout' | 'stderr'>> {
  readonly answer?: string | undefined;
  readonly commands?: readonly CommandEntry[];
}

/** Runs the command line in this process; nothing is installed, `spawn` only notes what would be. */
export async function run(args: readonly string[], { commands = COMMANDS, ...given }: RunOptions = {}): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const spawned: SpawnRequest[] = [];
  const asked: string[] = [];
  const io: CliIo = {
    cwd: given.cwd ?? createFolder(),
    env: {},
    nodeVersion: '24.1.0',
    isTTY: false,
    loadTelemetry: () => import('../../src/cli/cli-telemetry.js'),
    stdin: () => Readable.from([]),
    ...given,
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    ask: async (question) => {
      asked.push(question);
      return given.answer;
    },
    spawn: async (request) => {
      spawned.push(request);
      return given.spawn ? given.spawn(request) : 0;
    },
  };
  const code = await runCli({ args, commands, facts: FACTS, io });
  return { code, stdout: out.join(''), stderr: err.join(''), spawned, asked };
}

/** What `init --json` prints. */
export interface InitResult {
  readonly packageManager: { readonly name: string; readonly from: string };
  readonly openTelemetry: {
    readonly setup: string;
    readonly host: { readonly package: string } | null;
    readonly sdk: string;
    readonly meaning: string;
  };
  readonly install: { readonly packages: readonly string[]; readonly command: readonly string[] | null; readonly exitCode: number | null };
  readonly starter: { readonly path: string; readonly state: string; readonly run: string };
  readonly notes: readonly string[];
}

/** What `init` makes of a project, without changing it. */
export async function inspect(files: Files, options: RunOptions = {}, args: readonly string[] = []): Promise<InitResult> {
  const { stdout } = await run(['init', '--dry-run', '--json', ...args], { cwd: createFolder(files), ...options });
  return JSON.parse(stdout) as InitResult;
}
