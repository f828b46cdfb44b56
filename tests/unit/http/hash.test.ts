import { afterEach, expect, test, vi } from 'vitest';
import { hmacSha256, importHmacKey, isHmacOf, sha256 } from '../../../src/http/hash.js';

const texts = ['', 'Backup nightly failed', 'Sauvegarde échouée 💍\n', 'x'.repeat(5_000)];
const secret = new TextEncoder().encode('a secret of some length');

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

test('a runtime without the cryptography of Node.js computes the same hashes', async () => {
  vi.resetModules();
  const find = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  const web = await import('../../../src/http/hash.js');
  expect(find).toHaveBeenCalledWith('node:crypto');
  for (const text of texts) {
    const content = new TextEncoder().encode(text);
    expect(await web.sha256(text)).toBe(await sha256(text));
    const [one, other] = [
      await hmacSha256(await importHmacKey(secret), content),
      await web.hmacSha256(await web.importHmacKey(secret), content),
    ];
    expect(Buffer.from(other).toString('hex')).toBe(Buffer.from(one).toString('hex'));
    for (const runtime of [{ importHmacKey, isHmacOf }, web]) {
      const key = await runtime.importHmacKey(secret);
      const mac = Uint8Array.from(one);
      const wrong = Uint8Array.from(one, (byte, index) => (index === 31 ? byte ^ 1 : byte));
      expect(await runtime.isHmacOf(key, mac, content)).toBe(true);
      for (const given of [wrong, mac.slice(0, 31), new Uint8Array(33), new Uint8Array()]) {
        expect(await runtime.isHmacOf(key, given, content)).toBe(false);
      }
    }
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
