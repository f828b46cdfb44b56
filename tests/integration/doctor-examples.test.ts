import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findPostgres, startPostgres, type PostgresServer } from '../kit/postgres-server.js';
import { runDoctor, type Diagnosis } from '../kit/run-doctor.js';
import { buildIfMissing } from '../kit/run-example.js';
import { withoutSanitizing } from '../kit/without-sanitizing.js';

const ROOT = resolve(import.meta.dirname, '../..');
const SIGNALS = ['traces', 'metrics', 'logs'];

const bin = findPostgres();
let server: PostgresServer | undefined;
let folder: string;

beforeAll(async () => {
  buildIfMissing();
  folder = mkdtempSync(join(tmpdir(), 'doctor-examples-'));
  if (bin) server = await startPostgres(bin);
  else if (process.env['CI'] === 'true') throw new Error('These tests need the PostgreSQL server programs: apt-get install postgresql.');
}, 120_000);
beforeEach(({ task, skip }) => {
  if (task.name.includes('fastify-service')) skip(!bin, 'no PostgreSQL server programs on this machine: apt-get install postgresql');
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The line of an example's page that starts it: its variables, and its command. */
function startOf(example: string): { readonly env: Readonly<Record<string, string>>; readonly command: readonly string[] } {
  const page = readFileSync(join(ROOT, 'examples', example, 'README.md'), 'utf8');
  const line = page.split('\n').find((candidate) => /^(?:\w+=\S+ )*node /.test(candidate));
  if (line === undefined) throw new Error(`Expected examples/${example}/README.md to say how it is started.`);
  const words = line.split(' ');
  const at = words.indexOf('node');
  return { env: Object.fromEntries(words.slice(0, at).map((word) => word.split('=') as [string, string])), command: words.slice(at) };
}

function diagnose(command: readonly string[], env: Readonly<Record<string, string>>): Promise<Diagnosis> {
  const { PATH = '' } = process.env;
  const path = server ? `${server.bin}:${PATH}` : PATH;
  return runDoctor(['--', ...command], {
    command: [process.execPath, 'dist/cli.js'],
    cwd: ROOT,
    env: { PATH: path, TMPDIR: folder, DATABASE_URL: server?.url ?? '', PORT: '0', ...env },
  });
}

describe('the doctor', () => {
  test.each(['smallest-wrap', 'orchestrator', 'host-with-opentelemetry', 'fastify-service'])(
    'finds the example %s clean when it is started as its page says',
    async (example) => {
      const { env, command } = startOf(example);
      const { code, findings, slots } = await diagnose(command, env);
      expect(findings).toEqual([]);
      expect(code).toBe(0);
      expect(slots.filter(({ state }) => state !== 'clean').map(({ slot, state }) => [slot, state])).toEqual([
        // Rather none than half a state, and of an error its class alone.
        ['trace state', 'removed'],
        ['error of a backup', 'removed'],
      ]);
      expect([...new Set(slots.map(({ signal }) => signal))]).toEqual(SIGNALS);
    },
  );

  test.each(['host-with-opentelemetry', 'fastify-service'])(
    'finds a leak in every signal of %s without its sanitizing exporters',
    async (example) => {
      const { env, command } = startOf(example);
      const control = withoutSanitizing(`${example}/telemetry.mjs`);
      const bare = command.map((word) => (word.endsWith('/telemetry.mjs') ? control.path : word));
      const { code, findings } = await diagnose(bare, env).finally(control.remove);
      expect(findings.map(({ code: finding, level, args }) => [finding, level, args['signal']])).toEqual(
        SIGNALS.map((signal) => ['leaked', 'error', signal]),
      );
      expect(code).toBe(1);
    },
  );
});
