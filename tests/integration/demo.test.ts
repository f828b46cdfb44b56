import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countIn, searchWorks } from '../../examples/demo/leaks.mjs';
import { holdSecret } from '../kit/leak-search.js';
import { startOtlpSink } from '../kit/otlp-sink.js';
import { findPostgres, startPostgres, type PostgresServer } from '../kit/postgres-server.js';

const ROOT = resolve(import.meta.dirname, '../..');
const DIST = ['index.js', 'node.js', 'semconv.js'].map((file) => join(ROOT, 'dist', file));

/** Everything the demo makes on disk is made in here. */
let folder: string;

beforeAll(() => {
  if (!DIST.every((file) => existsSync(file))) execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit' });
}, 120_000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface DemoRun {
  readonly output: string;
  readonly code: number | null;
  readonly seconds: number;
}

interface DemoOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The first output that holds this gets the signal. */
  readonly stopAt?: { readonly text: string; readonly signal: NodeJS.Signals };
}

function runDemo({ args = ['--once'], env = {}, stopAt }: DemoOptions = {}): Promise<DemoRun> {
  const began = performance.now();
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OTEL_|DATABASE_URL$|NODE_OPTIONS$)/.test(name));
  const child = spawn(process.execPath, ['examples/demo/main.mjs', ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let stopped = false;
  const read = (text: string) => {
    output += text;
    if (!stopAt || stopped || !output.includes(stopAt.text)) return;
    stopped = true;
    child.kill(stopAt.signal);
  };
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', read);
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) => done({ output, code, seconds: (performance.now() - began) / 1_000 }));
  });
}

describe('the demo on the embedded PostgreSQL', () => {
  test('shows a backup from dump to restore drill and ends by itself', { timeout: 120_000 }, async () => {
    const { output, code, seconds } = await runDemo();
    expect(output).toContain('PostgreSQL 18.3, embedded');
    expect(output).toMatch(/✓ backup +[\d.]+ MB dumped, [\d.]+ kB stored in eu-central-1/);
    expect(output).toMatch(/✓ copy +[\d.]+ kB from eu-central-1 to us-east-1/);
    expect(output).toMatch(/✓ verify +us-east-1 read back, sha256 [0-9a-f]{12}… is the same/);
    expect(output).toMatch(/✓ restore +64,360 rows in 4 tables of a fresh database, all equal/);
    expect(output).toMatch(/✗ backup +the next night, on purpose/);
    expect(output).toMatch(/├ backup wedding-db-nightly +━+ .* success/);
    expect(output).toMatch(/└ restore wedding-db-nightly/);
    expect(output).toContain('backup.restore.tested');
    expect(output).toContain('failure · ECONNREFUSED');
    expect(output.match(/in the error sent 0 times/g)).toHaveLength(6);
    expect(output).toContain('9 of 9 checks passed');
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(60);
    // Not on a terminal: no colour, and the 80 columns that everything has.
    expect(output).not.toContain('\u001b');
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('cleans up when it is stopped while the database still starts', { timeout: 120_000 }, async () => {
    const { output, code } = await runDemo({ stopAt: { text: 'PostgreSQL is starting', signal: 'SIGTERM' } });
    expect(output).toContain('✗ database   stopped');
    expect(code).toBe(143);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('cleans up when it is interrupted in the middle of a backup', { timeout: 120_000 }, async () => {
    const { output, code } = await runDemo({ stopAt: { text: '. backup     dump', signal: 'SIGINT' } });
    expect(output).toContain('✗ backup     stopped');
    expect(output).not.toContain('checks passed');
    expect(code).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the demo with DATABASE_URL', () => {
  const bin = findPostgres();
  let server: PostgresServer;
  const databases = () => server.query("select datname from pg_database where datname like 'wedsync%'");
  const onServer = (env: Readonly<Record<string, string>> = {}) => ({
    DATABASE_URL: server.url,
    PATH: `${server.bin}:${process.env['PATH'] ?? ''}`,
    ...env,
  });

  beforeAll(async () => {
    if (bin) server = await startPostgres(bin);
    else if (process.env['CI'] === 'true') throw new Error('These tests need the PostgreSQL server programs: apt-get install postgresql.');
  });
  afterAll(async () => {
    await server?.stop();
  });
  beforeEach((context) => {
    if (!bin) context.skip('no PostgreSQL server programs on this machine');
  });

  test('uses the real pg_dump, sends everything on as well, and leaves no database behind', { timeout: 60_000 }, async () => {
    const sink = await startOtlpSink();
    const { output, code } = await runDemo({
      env: onServer({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url, OTEL_EXPORTER_OTLP_HEADERS: 'x-team=a', OTEL_TRACES_SAMPLER: 'always_off' }),
    });
    await sink.close();
    expect(output).toMatch(/PostgreSQL \d+\.\d+, server of DATABASE_URL/);
    expect(output).toContain('64,360 rows in 4 tables of a fresh database, all equal');
    expect(output).toMatch(new RegExp(`${sink.url} accepted all \\d+ requests`));
    expect(output).toContain('10 of 10 checks passed');
    expect(code).toBe(0);
    expect(sink.requests.every(({ headers }) => headers['x-team'] === 'a')).toBe(true);
    expect(sink.tree().map(({ name }) => name)).toEqual(['one night', 'backup wedding-db-nightly']);
    expect(sink.events().filter(({ eventName }) => eventName === 'backup.run.finished')).toHaveLength(5);
    const sent = sink.requests.map(({ content }) => content);
    expect(holdSecret(sent, 'wedding-db-nightly')).toBe(true);
    expect(holdSecret(sent, server.url)).toBe(false);
    expect(holdSecret(sent, decodeURIComponent(new URL(server.url).password))).toBe(false);
    expect(holdSecret(sent, '@example.com')).toBe(false);
    expect(output).not.toContain(new URL(server.url).password);
    expect(databases()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('says when the endpoint can not be reached, after everything else was shown', { timeout: 60_000 }, async () => {
    const sink = await startOtlpSink();
    await sink.close();
    const { output, code } = await runDemo({ env: onServer({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url }) });
    expect(output).toMatch(/✗ endpoint reached: .* accepted 0 of \d+ requests: ECONNREFUSED/);
    expect(output).toContain('9 of 10 checks passed');
    expect(code).toBe(1);
  });

  test('fails with a line for each thing that did not happen when a copy is damaged', { timeout: 60_000 }, async () => {
    const { output, code } = await runDemo({ args: ['--once', '--damage-copy'], env: onServer() });
    expect(output).toContain("✗ copy verified: no copy is known to be good. The copy's checksum differs from the backup's.");
    expect(output).toContain('✗ rows equal: not restored as they were: couples, vendors, timelines, payments');
    expect(output).toMatch(/verify wedding-db-nightly .* ChecksumMismatch/);
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test(
    'drops its databases when it is interrupted while restoring, and says that the restore was cancelled',
    { timeout: 60_000 },
    async () => {
      const sink = await startOtlpSink();
      const stopAt = { text: '. restore    load', signal: 'SIGINT' } as const;
      const { code } = await runDemo({ env: onServer({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url }), stopAt });
      await sink.close();
      expect(code).toBe(130);
      const finished = sink.events().filter(({ eventName }) => eventName === 'backup.run.finished');
      expect(finished.at(-1)?.attributes).toMatchObject({ 'backup.operation': 'restore', 'backup.outcome': 'cancelled' });
      expect(databases()).toEqual([]);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('says what is wrong with the server and makes nothing', { timeout: 60_000 }, async () => {
    const url = new URL(server.url);
    url.password = 'wrong';
    const { output, code } = await runDemo({ env: onServer({ DATABASE_URL: url.href }) });
    expect(output).toContain('The demo could not go on: psql failed');
    expect(output).toContain('password authentication failed');
    expect(code).toBe(1);
    expect(databases()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the command line of the demo', () => {
  test('helps', async () => {
    const { output, code } = await runDemo({ args: ['--help'] });
    expect(output).toContain('Usage: npm run demo');
    expect(code).toBe(0);
  });

  test('refuses an option that it does not know', async () => {
    const { output, code } = await runDemo({ args: ['--twice'] });
    expect(output).toContain("Unknown option '--twice'");
    expect(code).toBe(2);
  });
});

describe('the search in what was sent', () => {
  const secret = 'Peony&Lilac/77+veil';
  const error = `could not connect to postgres://admin:${secret}@db:5432 as "ü"`;

  test.each([
    ['plain', error],
    ['as JSON', JSON.stringify({ error })],
    ['URL-encoded', encodeURIComponent(error)],
    ['in base64', Buffer.from(error).toString('base64')],
    ['in base64, one byte later', Buffer.from(`x${error}`).toString('base64')],
    ['in base64, two bytes later', Buffer.from(`xy${error}`).toString('base64url')],
    ['in hexadecimal', Buffer.from(error).toString('hex').toUpperCase()],
  ])('finds a secret %s', (_, sent) => {
    expect(countIn([Buffer.from(sent)], secret)).toBeGreaterThan(0);
  });

  test('finds nothing where nothing is', () => {
    expect(countIn([Buffer.from('{"error.type":"ECONNREFUSED"}')], secret)).toBe(0);
  });

  test('proves itself on the error', () => {
    expect(searchWorks(error, [{ label: 'password', text: secret }])).toBe(true);
    expect(searchWorks(error, [{ label: 'password', text: 'another' }])).toBe(false);
  });
});
