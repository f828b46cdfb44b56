/** A key of Web Crypto for HMAC-SHA256. */
export type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** What is used of Node.js's own cryptography, where there is one. */
interface NativeCrypto {
  readonly createHash: (algorithm: 'sha256') => Digest;
  readonly createHmac: (algorithm: 'sha256', key: object) => Digest;
  readonly createSecretKey: (bytes: Uint8Array) => object;
  readonly timingSafeEqual: (one: Uint8Array, other: Uint8Array) => boolean;
}
interface Digest {
  readonly update: (content: string | Uint8Array) => { digest(): Uint8Array; digest(encoding: 'hex'): string };
}

// Web Crypto hands each hash to another thread: for texts as short as these that was half of the gateway's time.
const native = findNativeCrypto();
const nativeKeys = new WeakMap<HmacKey, object>();

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export async function sha256(text: string): Promise<string> {
  if (native) return native.createHash('sha256').update(text).digest('hex');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function importHmacKey(bytes: Uint8Array<ArrayBuffer>): Promise<HmacKey> {
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  if (native) nativeKeys.set(key, native.createSecretKey(bytes));
  return key;
}

/** HMAC-SHA256, to sign with. To compare one there is {@link isHmacOf}. */
export async function hmacSha256(key: HmacKey, content: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const nativeKey = nativeKeys.get(key);
  if (native && nativeKey) return native.createHmac('sha256', nativeKey).update(content).digest();
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, content));
}

/** Whether this is the HMAC-SHA256 of the content. It takes the same time whatever is given. */
export async function isHmacOf(key: HmacKey, mac: Uint8Array<ArrayBuffer>, content: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const nativeKey = nativeKeys.get(key);
  if (!native || !nativeKey) return crypto.subtle.verify('HMAC', key, mac, content);
  const expected = native.createHmac('sha256', nativeKey).update(content).digest();
  return mac.length === expected.length && native.timingSafeEqual(mac, expected);
}

/** Without an import: bundlers for browsers and edges would look for it. */
function findNativeCrypto(): NativeCrypto | undefined {
  try {
    const found = (globalThis as { process?: { getBuiltinModule?: (id: string) => unknown } }).process?.getBuiltinModule?.('node:crypto');
    const { createHash, createHmac, createSecretKey, timingSafeEqual } = (found ?? {}) as Partial<NativeCrypto>;
    return createHash && createHmac && createSecretKey && timingSafeEqual && { createHash, createHmac, createSecretKey, timingSafeEqual };
  } catch {
    return undefined;
  }
}
