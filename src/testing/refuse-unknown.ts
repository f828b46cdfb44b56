import { BackupTelemetryError, type BackupTelemetryErrorCode } from '../errors.js';
import { describeUnknownKeys } from '../untrusted/unknown-keys.js';

/** A test that misspells what it asks for would pass for the wrong reason. */
export function refuseUnknown(options: object, known: readonly string[], code: BackupTelemetryErrorCode = 'configuration_invalid'): void {
  const [sentence] = describeUnknownKeys('a field of the options', options, known);
  if (sentence !== undefined) throw new BackupTelemetryError(code, sentence);
}
