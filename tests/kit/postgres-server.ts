import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../scripts/stack/ports.js';

/** A PostgreSQL server of its own, gone with its data after `stop`. */
export interface PostgresServer {
  readonly url: string;
  /** Folder of `psql`, `pg_dump` and the like, of the server's version. */
  readonly bin: string;
  /** Rows of the answer to a query, columns separated by `|`. */
  query(sql: string): readonly string[];
  stop(): Promise<void>;
}

// Needs escaping in a URL, so that whoever takes a URL apart is tested as well.
const PASSWORD = 'Pa:ss/w0rd+x';

/** Folder of the newest server programs on this machine. */
export function findPostgres(): string | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((one, other) => Number(other) - Number(one)) : [];
  return [...versions.map((version) => join(root, version, 'bin')), ...pathFolders()].find((bin) => existsSync(join(bin, 'initdb')));
}

function pathFolders(): readonly string[] {
  return (process.env['PATH'] ?? '').split(':').filter(Boolean);
}

/** Starts a server on a free port of 127.0.0.1. @param bin - As `findPostgres` answers. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-server-'));
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  const user = unprivilegedUser();
  if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  const options = { cwd: folder, ...user };

  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'admin', '-A', 'scram-sha-256', '--pwfile', passwordFile, '--no-sync'], {
    ...options,
    stdio: 'pipe',
  });
  const port = String((await freePorts(1))[0]);
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'fsync=off', 'logging_collector=off'];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit');
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${log}`)));
  });

  const url = `postgres://admin:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`;
  return {
    url,
    bin,
    query: (sql) => execFileSync(join(bin, 'psql'), ['-XAt', '-d', url, '-c', sql], { encoding: 'utf8' }).split('\n').filter(Boolean),
    async stop() {
      server.kill('SIGINT'); // PostgreSQL's fast shutdown.
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
