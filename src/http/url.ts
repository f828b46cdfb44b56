import { invalid } from '../untrusted/invalid.js';

/** Checks an address to post to. @throws BackupTelemetryError `configuration_invalid`; the address itself is not shown, it may hold a token */
export function checkUrl(url: unknown, what: string): string {
  const wanted = `${what} to be an http or https URL without user and password`;
  let parsed: URL;
  try {
    parsed = new URL(String(url));
  } catch {
    throw invalid(wanted, 'a value that is no URL');
  }
  if (!/^https?:$/.test(parsed.protocol)) throw invalid(wanted, parsed.protocol);
  if (parsed.username !== '' || parsed.password !== '') throw invalid(wanted, 'one with credentials');
  return parsed.href;
}
