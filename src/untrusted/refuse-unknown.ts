import { BackupTelemetryError, expected, type BackupTelemetryErrorCode } from '../errors.js';
import { describeUnknownKeys } from './unknown-keys.js';

/** Throws for what is no options object, and for the first key that nobody reads, where what stands under it must not vanish. @param what - Such as `the options of the sanitizer` */
export function refuseUnknown(
  what: string,
  options: unknown,
  known: readonly string[],
  code: BackupTelemetryErrorCode = 'configuration_invalid',
): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const came = Array.isArray(options) ? 'a list' : options === null ? 'null' : typeof options;
    throw new BackupTelemetryError(code, `${expected(what, 'an object', came)}.`);
  }
  const [sentence] = describeUnknownKeys(`a field of ${what}`, options, known);
  if (sentence !== undefined) throw new BackupTelemetryError(code, sentence);
}
