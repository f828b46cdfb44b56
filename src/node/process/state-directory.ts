import { lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { orUndefined } from '../../untrusted/calls.js';
import type { Environment } from '../settings/environment.js';

/** The state directory, or why there is none. */
export type StateDirectory = { readonly path: string } | { readonly problem: string };

const NAME = 'backup-telemetry';

/**
 * The folder for what has to outlive a process: 0700, of this user, and no symbolic link. `BACKUP_TELEMETRY_STATE_DIR`, else what systemd
 * gives a unit in `STATE_DIRECTORY`, else `/var/lib/backup-telemetry` for root and the folder for state of the XDG specification for others.
 *
 * @param below - Folder inside it, made with the same rights
 */
export function openStateDirectory(env: Environment, below?: string): StateDirectory {
  const base = stateDirectoryOf(env);
  if (base === undefined) return { problem: 'this user has no home directory, and no variable names a state directory; state is not kept' };
  if (!isAbsolute(base)) return { problem: `expected the state directory to be an absolute path, got ${JSON.stringify(base)}` };
  for (const path of below === undefined ? [base] : [base, join(base, below)]) {
    const problem = makePrivate(path);
    if (problem !== undefined) return { problem };
  }
  return { path: below === undefined ? base : join(base, below) };
}

function stateDirectoryOf(env: Environment): string | undefined {
  const stated = env['BACKUP_TELEMETRY_STATE_DIR']?.trim();
  if (stated) return stated;
  // Several are parted by colons.
  const ofUnit = env['STATE_DIRECTORY']?.split(':')[0];
  if (ofUnit) return ofUnit;
  if (process.getuid?.() === 0) return join('/var/lib', NAME);
  const xdg = env['XDG_STATE_HOME'];
  if (xdg && isAbsolute(xdg)) return join(xdg, NAME);
  // A user that the machine has no entry of, as many a container has it, has none; asking throws.
  const home = env['HOME'] || orUndefined(homedir);
  return home ? join(home, '.local/state', NAME) : undefined;
}

function makePrivate(path: string): string | undefined {
  try {
    makeFolder(path);
    // Not of what a link points at.
    const found = lstatSync(path);
    if (!found.isDirectory()) return `expected ${path} to be a folder and no link; state is not kept`;
    const user = process.getuid?.();
    if (user !== undefined && found.uid !== user)
      return `expected ${path} to be of user ${String(user)}, it is of ${String(found.uid)}; state is not kept`;
    // Who may write there could have this process write elsewhere.
    if (process.platform !== 'win32' && (found.mode & 0o022) !== 0)
      return `expected ${path} to be writable for its owner only (chmod 700); state is not kept`;
    return undefined;
  } catch (error) {
    return `the state directory ${path} can not be used (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}); state is not kept`;
  }
}

/** With those above it. That of Node.js itself never returns where a folder is there in which none can be made, as in `/proc`. */
function makeFolder(path: string, isRepeated = false): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && !lstatSync(path).isFile()) return;
    if (code !== 'ENOENT' || isRepeated || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    makeFolder(path, true);
  }
}
