import { BackupTelemetryError } from '../../errors.js';

// Calendars and zones of other times are guesses, and a date further away than 275 760 is none.
const EARLIEST_MS = Date.UTC(1000, 0);
const LATEST_MS = Date.UTC(10_000, 0) - 1;

/** Whether a time is of the years 1000 to 9999. */
export function isMoment(ms: number): boolean {
  return ms >= EARLIEST_MS && ms <= LATEST_MS;
}

/** Milliseconds of a date. @throws BackupTelemetryError `configuration_invalid` where it is none, or not of the years 1000 to 9999 */
export function readMoment(name: string, date: Date): number {
  const ms = date instanceof Date ? date.getTime() : NaN;
  if (isMoment(ms)) return ms;
  const expected = Number.isNaN(ms) ? 'a valid Date' : 'a Date of the years 1000 to 9999';
  const came = Number.isNaN(ms) ? String(date) : date.toISOString();
  throw new BackupTelemetryError('configuration_invalid', `Expected \`${name}\` to be ${expected}, got ${came}.`);
}
