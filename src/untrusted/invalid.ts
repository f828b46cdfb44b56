import { BackupTelemetryError } from '../errors.js';

/** The error of an option or a setting that is wrong: what was expected, and what came, which is named and not shown where it may be a secret. */
export function invalid(wanted: string, came: string, options?: ErrorOptions): BackupTelemetryError {
  return new BackupTelemetryError('configuration_invalid', `Expected ${wanted}, got ${came}.`, options);
}
