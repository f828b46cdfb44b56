import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectArtifact } from '../../../src/cli/telemetry/artifact.js';
import { endOf, needsCli, runExec, sendTo } from '../../kit/exec.js';
import { startOtlpSink } from '../../kit/otlp-sink.js';
import { findPostgres, startPostgres, type PostgresServer } from '../../kit/postgres-server.js';

const folder = mkdtempSync(join(tmpdir(), 'artifact-'));
const file = (name: string) => join(folder, name);
const shell = (line: string) =>
  execFileSync('bash', ['-o', 'pipefail', '-c', line], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...password },
  });
let server: PostgresServer;
let password: NodeJS.ProcessEnv = {};

/** Names of whole artifacts, of the tools themselves. */
const WHOLE = [
  'plain.sql',
  'plain.sql.gz',
  'plain.sql.zst',
  'cluster.sql',
  'custom.dump',
  'tar.dump',
  'files.tar',
  'files.tar.gz',
  'lite.db',
  'mysql.sql',
  'mariadb.sql.gz',
];

beforeAll(async () => {
  needsCli();
  const bin = findPostgres();
  if (bin === undefined) throw new Error('This test needs a PostgreSQL server: apt-get install postgresql.');
  server = await startPostgres(bin);
  server.query('create table rows as select n, repeat(md5(n::text), 4) as text from generate_series(1, 5000) as n');
  const url = server.url;
  // pg_dumpall connects to each database by itself.
  password = { PGPASSWORD: decodeURIComponent(new URL(url).password) };
  shell(
    `'${bin}/pg_dump' -d '${url}' -f plain.sql; '${bin}/pg_dump' -d '${url}' | gzip > plain.sql.gz; '${bin}/pg_dump' -d '${url}' | zstd -q > plain.sql.zst`,
  );
  shell(
    `'${bin}/pg_dumpall' -d '${url}' -f cluster.sql; '${bin}/pg_dump' -Fc -d '${url}' -f custom.dump; '${bin}/pg_dump' -Ft -d '${url}' -f tar.dump`,
  );
  shell(
    `tar cf files.tar plain.sql custom.dump; tar czf files.tar.gz plain.sql; sqlite3 lite.db 'create table rows as with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) select i, hex(randomblob(50)) from n'`,
  );
  // Neither program installs beside the other here: heads and tails as they write them, with made values.
  // https://github.com/MariaDB/server/blob/11.4/client/mysqldump.cc (write_header, write_footer), https://dev.mysql.com/doc/refman/8.4/en/mysqldump.html
  const rows = Array.from({ length: 5_000 }, (_, n) => `INSERT INTO \`rows\` VALUES (${String(n)},'made');`).join('\n');
  writeFileSync(
    file('mysql.sql'),
    `-- MySQL dump 10.13  Distrib 8.4.0, for Linux (x86_64)\n--\n-- Host: db    Database: made\n${rows}\n-- Dump completed on 2026-06-01  2:30:00\n`,
  );
  writeFileSync(
    file('mariadb.sql'),
    `/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19  Distrib 11.4.2-MariaDB, for Linux (x86_64)\n${rows}\n-- Dump completed on 2026-06-01  2:30:00\n`,
  );
  shell('gzip mariadb.sql');
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const inspect = (name: string, startedAt = Date.now() - 60_000) => inspectArtifact(file(name), startedAt);

test.each(WHOLE)('%s is whole, and known by size and checksum', async (name) => {
  const content = readFileSync(file(name));
  const checksum = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  expect(await inspect(name)).toEqual({ bytes: content.length, checksum });
});

// The custom form has no mark at its end, and before 22.15 Node.js can not read zstd.
const CUT = WHOLE.filter((name) => name !== 'custom.dump' && name !== 'plain.sql.zst');
test.each(CUT)('%s is none when its end is missing, wherever it is cut', async (name) => {
  const content = readFileSync(file(name));
  for (const part of [0.1, 0.5, 0.9, 0.999]) {
    writeFileSync(file('cut'), content.subarray(0, Math.floor(content.length * part)));
    const verdict = await inspect('cut');
    expect({ part, name: verdict.error?.name, reason: verdict.reason }).toEqual({
      part,
      name: 'TruncatedArtifactError',
      reason: 'artifact_truncated',
    });
  }
});

describe('nothing is no artifact', () => {
  test.each([
    ['a file that is not there', 'rm -f it', 'MissingArtifactError'],
    ['a file of no bytes', ': > it', 'EmptyArtifactError'],
    ['gzip of nothing, 20 bytes', ': | gzip > it', 'EmptyArtifactError'],
    ['gzip -n of nothing', 'gzip -n < /dev/null > it', 'EmptyArtifactError'],
    ['zstd of nothing', ': | zstd -q > it', 'EmptyArtifactError'],
    ['zstd of nothing, without checksum', ': | zstd -q --no-check > it', 'EmptyArtifactError'],
    ['tar of nothing', 'tar cf it -T /dev/null', 'EmptyArtifactError'],
    ['tar of nothing, compressed', 'tar czf it -T /dev/null', 'EmptyArtifactError'],
  ])('%s', async (_, line, name) => {
    shell(`rm -f it; ${line}`);
    expect((await inspect('it')).error?.name).toBe(name);
  });

  test('and one of yesterday is partial, whatever time its content has', async () => {
    writeFileSync(file('old'), 'content of a form that nobody knows');
    utimesSync(file('old'), new Date(), new Date(Date.now() + 60_000));
    expect(await inspect('old', Date.now() + 60_000)).toMatchObject({ bytes: 35, reason: 'artifact_unchanged' });
  });

  test('a file that is too large to be read in time is taken as it is', async () => {
    shell('head -c 300000000 /dev/zero > large');
    const { bytes, checksum, error } = await inspectArtifact(file('large'), 0, 1);
    expect({ bytes, checksum, error }).toEqual({ bytes: 300_000_000, checksum: undefined, error: undefined });
  });
});

test('exec with a dump of nothing ends with 0, and is a failure', async () => {
  const sink = await startOtlpSink();
  const { code, stderr } = await runExec(['-o', file('it.gz'), '--shell', `: | gzip > ${file('it.gz')}`], [], { env: sendTo(sink) });
  expect(code).toBe(0);
  expect(stderr).toBe(`backup-telemetry: exec: ${file('it.gz')} holds nothing: recorded as a failure\n`);
  expect(endOf(sink)).toMatchObject({
    'backup.outcome': 'failure',
    'error.type': 'EmptyArtifactError',
    'backup.reason': 'artifact_empty',
    'process.exit.code': 0,
    'backup.artifact.size': 20,
  });
  await sink.close();
});

test('exec with a real dump ends with its size and checksum', async () => {
  const sink = await startOtlpSink();
  const line = `'${server.bin}/pg_dump' -d '${server.url}' | gzip > ${file('real.gz')}`;
  expect((await runExec(['-o', file('real.gz'), '--shell', line], [], { env: sendTo(sink) })).code).toBe(0);
  const content = readFileSync(file('real.gz'));
  expect(endOf(sink)).toMatchObject({
    'backup.outcome': 'success',
    'backup.artifact.size': content.length,
    'backup.artifact.checksum.value': createHash('sha256').update(content).digest('hex'),
  });
  expect(sink.requests.map((request) => request.content.toString()).join('')).not.toMatch(/real\.gz|Pa:ss|pg_dump/);
  await sink.close();
});
