import { BackupTelemetryError } from '../errors.js';

/** Checks an address to post to. @throws BackupTelemetryError `configuration_invalid`; the address itself is not shown, it may hold a token */
export function checkUrl(url: unknown, what: string): string {
  const expected = `Expected ${what} to be an http or https URL without user and password`;
  let parsed: URL;
  try {
    parsed = new URL(String(url));
  } catch {
    throw new BackupTelemetryError('configuration_invalid', `${expected}, got a value that is no URL.`);
  }
  if (!/^https?:$/.test(parsed.protocol)) throw new BackupTelemetryError('configuration_invalid', `${expected}, got ${parsed.protocol}`);
  if (parsed.username !== '' || parsed.password !== '') {
    throw new BackupTelemetryError('configuration_invalid', `${expected}, got one with credentials.`);
  }
  return parsed.href;
}
