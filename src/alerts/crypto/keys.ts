import { fromBase64 } from './base64.js';
import { importHmacKey, type HmacKey } from '../../http/hash.js';
import { invalid } from '../../untrusted/invalid.js';

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
export async function importSecrets(secrets: readonly string[]): Promise<readonly HmacKey[]> {
  if (secrets.length === 0) throw invalid('at least one webhook secret', 'none');
  return Promise.all(secrets.map((secret) => importHmacKey(readSecret(secret))));
}

/** A wrong secret is never shown: it may be right but for one letter. */
function readSecret(given: string): Uint8Array<ArrayBuffer> {
  // A file that was read ends with a line.
  const secret = given.trim();
  if (!secret.startsWith(PREFIX)) throw invalid(`a webhook secret: ${EXPECTED}`, whatIsInFront(secret));
  const bytes = fromBase64(secret.slice(PREFIX.length));
  if (!bytes) throw invalid(`a webhook secret: ${EXPECTED}`, 'a text that is not base64 after the prefix');
  if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) throw invalid(`a webhook secret: ${EXPECTED}`, `${bytes.length} bytes`);
  return bytes;
}

function whatIsInFront(secret: string): string {
  const at = secret.indexOf(PREFIX);
  if (secret.startsWith('v1,')) return 'one with `v1,` in front: leave that out, it belongs to signatures';
  return at === -1
    ? `${secret.length} characters without that prefix`
    : `one with ${at} ${at === 1 ? 'character' : 'characters'} in front of that prefix`;
}
