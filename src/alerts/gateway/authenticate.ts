import { importHmacKey, isHmacOf, type HmacKey } from '../../http/hash.js';
import { createTokenCheck, type Caller, type TokenCheck } from '../../http/tokens.js';
import { invalid } from '../../untrusted/invalid.js';

const encoder = new TextEncoder();
const MIN_TOKEN_LENGTH = 16;
const ALERTMANAGER: Caller = { name: 'alertmanager', roles: new Set(['ingest']) };

/** Tokens of Alertmanager, which have no name of their own. @throws BackupTelemetryError `configuration_invalid` for no token or a short one */
export async function importBearerTokens(tokens: readonly string[]): Promise<TokenCheck> {
  requireSecrets(tokens, 'a bearer token for Alertmanager');
  return createTokenCheck(tokens.map((token) => ({ token, caller: ALERTMANAGER })));
}

/** Keys by which Grafana signs: the text of each secret. @throws BackupTelemetryError `configuration_invalid` for no secret or a short one */
export async function importGrafanaSecrets(secrets: readonly string[]): Promise<readonly HmacKey[]> {
  requireSecrets(secrets, 'a secret for Grafana');
  return Promise.all(secrets.map((secret) => importHmacKey(encoder.encode(secret))));
}

/**
 * Whether Grafana signed this: the hexadecimal HMAC-SHA256 of timestamp, colon and body.
 * https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/#hmac-signature
 */
export async function isSignedByGrafana(
  { signature, timestamp, body }: { readonly signature: string; readonly timestamp: string; readonly body: Uint8Array },
  keys: readonly HmacKey[],
): Promise<boolean> {
  const mac = fromHex(signature);
  if (!mac) return false;
  const head = encoder.encode(`${timestamp}:`);
  const content = new Uint8Array(head.length + body.length);
  content.set(head);
  content.set(body, head.length);
  const fits = await Promise.all(keys.map((key) => isHmacOf(key, mac, content)));
  return fits.includes(true);
}

function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[0-9a-f]{64}$/.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** The secrets themselves are never shown. */
function requireSecrets(secrets: readonly string[], what: string): void {
  const shortest = Math.min(...secrets.map((secret) => secret.length));
  if (secrets.some((secret) => !/^[\x21-\x7e]*$/.test(secret))) {
    // A header could not carry it, so nobody could ever send it.
    throw invalid(`${what} of visible ASCII characters`, 'one with others in it');
  }
  if (secrets.length > 0 && shortest >= MIN_TOKEN_LENGTH) return;
  const got = secrets.length === 0 ? 'none' : `${shortest} characters`;
  throw invalid(`${what} of at least ${MIN_TOKEN_LENGTH} characters`, got);
}
