import { BackupTelemetryError, isBackupTelemetryError } from '../errors.js';
import { createSecretFile } from './secret-file.js';

/** All files of secrets of a server. */
export interface SecretFiles {
  /**
   * Adds one. From now on it has to be well for the server to be ready.
   *
   * @param label - What it is called in errors, such as the name of an option
   * @param use - Rejects when something is wrong with the secrets
   * @returns what reads it, at most once a second
   */
  readonly add: (label: string, path: string, use: (secrets: readonly string[]) => unknown) => () => readonly string[];
  /** @throws BackupTelemetryError `configuration_invalid` that begins with the label, when one cannot be read or used now */
  readonly check: () => Promise<void>;
  /** Whether {@link SecretFiles.check} would pass. */
  readonly areWell: () => Promise<boolean>;
}

export function createSecretFiles(): SecretFiles {
  const checks: (() => Promise<void>)[] = [];
  const check = async () => {
    await Promise.all(checks.map((one) => one()));
  };
  return {
    add(label, path, use) {
      const file = createSecretFile(path);
      let usable: readonly string[] | undefined;
      checks.push(async () => {
        try {
          const secrets = file.check();
          if (secrets === usable) return;
          await use(secrets);
          usable = secrets;
        } catch (error) {
          throw isBackupTelemetryError(error) ? new BackupTelemetryError(error.code, `${label}: ${error.message}`) : error;
        }
      });
      return file.read;
    },
    check,
    areWell: () =>
      check().then(
        () => true,
        () => false,
      ),
  };
}
