// FIPS 180-4. Runtimes have SHA-256 in `node:crypto`, or asynchronously: neither serves a core without dependencies that answers at once.

/** The first 32 bits of the fractional part of a root of each of the first primes (sections 4.2.2 and 5.3.3). */
function fractions(count: number, root: (prime: number) => number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor += 1;
    if (divisor * divisor > candidate) found.push(((root(candidate) % 1) * 0x1_0000_0000) | 0);
  }
  return found;
}

let constants: number[] | undefined;

/** The digest of a text in UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  const roots = (constants ??= fractions(64, Math.cbrt));
  const state = fractions(8, Math.sqrt);
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x2000_0000));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const words = new Int32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let index = 0; index < 64; index += 1) words[index] = index < 16 ? view.getInt32(block + index * 4) : nextWord(words, index);
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let index = 0; index < 64; index += 1) {
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(roots, index) + at(words, index);
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, index) => (state[index] = (at(state, index) + value) | 0));
  }
  return state.map((value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
}

function nextWord(words: Int32Array, index: number): number {
  const near = at(words, index - 2);
  const far = at(words, index - 15);
  return (
    (turn(near, 17) ^ turn(near, 19) ^ (near >>> 10)) +
    at(words, index - 7) +
    (turn(far, 7) ^ turn(far, 18) ^ (far >>> 3)) +
    at(words, index - 16)
  );
}

/** The word at a place that is there. */
function at(words: ArrayLike<number>, index: number): number {
  return words[index] ?? 0;
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
