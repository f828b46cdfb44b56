import { BackupTelemetryError, type BackupTelemetryErrorCode } from '../errors.js';
import { describeUnknownKeys } from './unknown-keys.js';

/** Throws for the first key that nobody reads, where what stands under it must not vanish. @param what - Such as `the options of the sanitizer` */
export function refuseUnknown(
  what: string,
  options: object,
  known: readonly string[],
  code: BackupTelemetryErrorCode = 'configuration_invalid',
): void {
  const [sentence] = describeUnknownKeys(`a field of ${what}`, options, known);
  if (sentence !== undefined) throw new BackupTelemetryError(code, sentence);
}
