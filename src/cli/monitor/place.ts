import { BackupTelemetryError } from '../../errors.js';
import { nameOf, type Environment } from '../../server/config/variables.js';
import { createSecretFile } from '../../server/secret-file.js';
import { DEFAULT_DATABASE } from './defaults.js';
import { MONITOR_VARIABLES, type MonitorValues } from './options.js';

/** Where the monitor keeps what it knows. */
export interface DatabasePlace {
  /** A path, or the address of a server. It may hold a password. */
  readonly at: string;
  readonly isServer: boolean;
  /** What said so, for errors. */
  readonly name: string;
}

/** Of the platform, which also sets it for other programs. */
const OF_PLATFORM = 'DATABASE_URL';

/**
 * The place that an option names, else `DATABASE_URL` where that is one of PostgreSQL, else a file beside the program.
 *
 * @throws BackupTelemetryError `configuration_invalid` when a file with an address cannot be read, or holds none
 */
export function findPlace({ database, 'database-file': file }: MonitorValues, env: Environment): DatabasePlace {
  const name = nameOf(MONITOR_VARIABLES, 'database');
  if (database !== undefined) return { at: database, isServer: isPostgres(database), name };
  if (file !== undefined) return { at: readAddress(file), isServer: true, name: nameOf(MONITOR_VARIABLES, 'database-file') };
  const given = env[OF_PLATFORM]?.trim() ?? '';
  return isPostgres(given) ? { at: given, isServer: true, name: OF_PLATFORM } : { at: DEFAULT_DATABASE, isServer: false, name };
}

function isPostgres(text: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(text);
}

/** The whole address, so that the password needs no place of its own. */
function readAddress(path: string): string {
  const name = nameOf(MONITOR_VARIABLES, 'database-file');
  try {
    const [address = '', ...more] = createSecretFile(path).check();
    if (more.length === 0 && isPostgres(address)) return address;
  } catch (error) {
    throw new BackupTelemetryError('configuration_invalid', `${name}: ${(error as Error).message}`);
  }
  throw new BackupTelemetryError('configuration_invalid', `${name}: Expected one line with an address postgres://…, got another text.`);
}
