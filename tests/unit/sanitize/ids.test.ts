import { expect, test } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/index.js';
import { seededRandom } from '../../corpus/secrets.mjs';
import { loops, LOOP_LIMIT_MS } from '../../kit/loops.js';

const { text } = createSanitizer();

const COUNT = loops({ ci: 20_000, soak: 1_000_000 });

// Ids are drawn: one in ten thousand that looks like something else would be removed on every busy day.
test(
  `ids and checksums stay what they are, ${String(COUNT)} of each`,
  () => {
    const random = seededRandom(20);
    const hex = (length: number) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
    const changed: string[] = [];
    for (let count = 0; count < COUNT; count += 1) {
      for (const id of [[8, 4, 4, 4, 12].map(hex).join('-'), hex(16), hex(32), hex(64)]) {
        // Sixteen digits may be the number of a payment card, and nobody can tell.
        if (/[a-f]/.test(id) && text(id) !== id) changed.push(id);
      }
    }
    expect(changed).toEqual([]);
  },
  LOOP_LIMIT_MS,
);

test.each([
  ['a span id', Buffer.from('/etc/ssh')],
  ['a trace id', Buffer.from('/var/lib/db/a.b\u0001')],
])('%s that happens to spell a path stays', (_, bytes) => {
  expect(text(bytes.toString('hex'))).toBe(bytes.toString('hex'));
});

test.each([Buffer.from('/var/lib/db/a.db'), Buffer.from('/srv/dumps')])('a path in hexadecimal goes', (bytes) => {
  expect(text(bytes.toString('hex'))).toBe('[REDACTED]');
});

test('a checksum that begins like a token of a vendor stays', () => {
  const checksum = `4b1d${'7ae46fde2fa67f96e22a500dde8b2185e649884e93fe7a2748415a72249'.padEnd(60, '0')}`;
  expect(text(checksum)).toBe(checksum);
});

test('account numbers go, in one piece and in groups', () => {
  for (const iban of ['DE89370400440532013000', 'DE89 3704 0044 0532 0130 00', 'GB29-NWBK-6016-1331-9268-19'])
    expect(text(`to ${iban} today`)).toBe('to [REDACTED] today');
});
