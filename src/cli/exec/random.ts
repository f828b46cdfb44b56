import { closeSync, openSync, readSync } from 'node:fs';
import { orUndefined } from '../../untrusted/calls.js';

/** Random bytes in hexadecimal, from the kernel itself: `node:crypto` takes longer to load than a command should wait. */
export function randomHex(bytes: number): string {
  return (orUndefined(() => readRandom(bytes)) ?? globalThis.crypto.getRandomValues(Buffer.alloc(bytes))).toString('hex');
}

/** UUID version 4 (RFC 9562, section 5.4). */
export function randomUuid(): string {
  const hex = randomHex(16);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

// As many as the names of a run need.
const POOL_BYTES = 64;
let pool: Buffer = Buffer.alloc(0);

function readRandom(bytes: number): Buffer {
  if (pool.length < bytes) pool = readKernel(Math.max(bytes, POOL_BYTES));
  const taken = pool.subarray(0, bytes);
  pool = pool.subarray(bytes);
  return taken;
}

function readKernel(bytes: number): Buffer {
  const fd = openSync('/dev/urandom', 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    if (readSync(fd, buffer) !== bytes) throw new Error('Expected more bytes.');
    return buffer;
  } finally {
    closeSync(fd);
  }
}
