import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface DumpServer {
  bin: string;
  environment: Record<string, string | undefined>;
  stop: () => Promise<void>;
}

const ROW_BYTES = 1_000;

/** A PostgreSQL server with data of which a plain dump has at least so many bytes, the same at every start. It is gone after `stop`. */
export async function startDumpServer(bytes: number): Promise<DumpServer> {
  const bin = findServerPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'bench-dump-'));
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  const options = { cwd: folder, ...user };
  const data = join(folder, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '--no-sync'], { ...options, stdio: 'pipe' });
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'autovacuum=off',
    'wal_level=minimal',
    'max_wal_senders=0',
  ];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit');
  const environment = { ...process.env, PGHOST: folder, PGUSER: 'bench', PGDATABASE: 'postgres' };
  async function stop() {
    server.kill('SIGINT'); // PostgreSQL's fast shutdown.
    await exited;
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    await started(server);
    const rows = Math.ceil(bytes / ROW_BYTES);
    // Hexadecimal digits without repetition: a compressor halves them, as it does with most tables.
    const text = `(SELECT string_agg(md5(i || ':' || k), '') FROM generate_series(1, ${Math.ceil(ROW_BYTES / 32)}) AS k)`;
    const sql = `CREATE UNLOGGED TABLE guests AS SELECT i, ${text} AS letter FROM generate_series(1, ${rows}) AS i; VACUUM FREEZE guests`;
    for (const statement of sql.split('; '))
      execFileSync(join(bin, 'psql'), ['-XqAt', '-c', statement], { env: environment, stdio: 'pipe' });
  } catch (error) {
    await stop();
    throw error;
  }
  return { bin, environment, stop };
}

function findServerPrograms() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const bin = versions.map((version) => join(root, version, 'bin')).find((path) => existsSync(join(path, 'initdb')));
  if (bin === undefined)
    throw new Error(`Expected the PostgreSQL server programs below ${root}, found none. Get them by: apt-get install postgresql`);
  return bin;
}

function idOf(flag: string) {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

function started(server: ChildProcessByStdio<null, null, Readable>): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });
}
