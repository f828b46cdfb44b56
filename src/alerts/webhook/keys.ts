import { BackupTelemetryError } from '../../errors.js';
import { fromBase64 } from './base64.js';

/** A key of Web Crypto for HMAC-SHA256. */
export type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const PREFIX = 'whsec_';
// What Standard Webhooks asks of a secret.
const MIN_BYTES = 24;
const MAX_BYTES = 64;
const EXPECTED = `"${PREFIX}" and the base64 of ${MIN_BYTES} to ${MAX_BYTES} random bytes`;

/**
 * Keys of one or several secrets. Several stand for a rotation: all of them sign, each of them verifies.
 *
 * @throws BackupTelemetryError `configuration_invalid` for a secret of another form, or for none
 */
export async function importSecrets(secrets: string | readonly string[]): Promise<readonly HmacKey[]> {
  const all = typeof secrets === 'string' ? [secrets] : secrets;
  if (!Array.isArray(all) || all.length === 0) throw invalid('at least one webhook secret', 'none');
  return Promise.all(all.map((secret: unknown) => importHmacKey(readSecret(secret))));
}

export function importHmacKey(bytes: Uint8Array<ArrayBuffer>): Promise<HmacKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

/** A wrong secret is never shown: it may be right but for one letter. */
function readSecret(secret: unknown): Uint8Array<ArrayBuffer> {
  if (typeof secret !== 'string') throw invalid(`a webhook secret: ${EXPECTED}`, `a value of type ${typeof secret}`);
  if (!secret.startsWith(PREFIX)) throw invalid(`a webhook secret: ${EXPECTED}`, `${secret.length} characters without that prefix`);
  const bytes = fromBase64(secret.slice(PREFIX.length));
  if (!bytes) throw invalid(`a webhook secret: ${EXPECTED}`, 'a text that is not base64 after the prefix');
  if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) throw invalid(`a webhook secret: ${EXPECTED}`, `${bytes.length} bytes`);
  return bytes;
}

function invalid(expected: string, got: string): BackupTelemetryError {
  return new BackupTelemetryError('configuration_invalid', `Expected ${expected}, got ${got}.`);
}
