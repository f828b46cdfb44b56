import { afterEach, expect, test, vi } from 'vitest';
import { hmacSha256, importHmacKey, sha256 } from '../../../src/alerts/crypto/hash.js';

const texts = ['', 'Backup nightly failed', 'Sauvegarde échouée 💍\n', 'x'.repeat(5_000)];
const secret = new TextEncoder().encode('a secret of some length');

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

test('a runtime without the cryptography of Node.js computes the same hashes', async () => {
  vi.resetModules();
  const find = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  const web = await import('../../../src/alerts/crypto/hash.js');
  expect(find).toHaveBeenCalledWith('node:crypto');
  for (const text of texts) {
    const content = new TextEncoder().encode(text);
    expect(await web.sha256(text)).toBe(await sha256(text));
    const [one, other] = [
      await hmacSha256(await importHmacKey(secret), content),
      await web.hmacSha256(await web.importHmacKey(secret), content),
    ];
    expect(Buffer.from(other).toString('hex')).toBe(Buffer.from(one).toString('hex'));
  }
});

test('what is signed with one is verified by Web Crypto', async () => {
  const key = await importHmacKey(secret);
  for (const text of texts) {
    const content = new TextEncoder().encode(text);
    const mac = await hmacSha256(key, content);
    expect(await crypto.subtle.verify('HMAC', key, Uint8Array.from(mac), content)).toBe(true);
  }
});
