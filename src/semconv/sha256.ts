// FIPS 180-4. Runtimes have SHA-256 in `node:crypto`, or asynchronously: neither serves a core without dependencies that answers at once.

type Eight = readonly [number, number, number, number, number, number, number, number];

/** The first 32 bits of the fractional part of a root of each of the first primes (sections 4.2.2 and 5.3.3). */
function fractions(count: number, root: (prime: number) => number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) if (primes.every((prime) => candidate % prime)) primes.push(candidate);
  return primes.map((prime) => ((root(prime) % 1) * 0x1_0000_0000) | 0);
}

let constants: number[] | undefined;

/** The digest of a text in UTF-8, in hexadecimal. Of one below 512 MB: its length is written in 32 bits. */
export function sha256(text: string): string {
  const roots = (constants ??= fractions(64, Math.cbrt));
  const state = fractions(8, Math.sqrt);
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length << 3);
  const words = new Int32Array(64);
  const word = (index: number) => words[index] as number;
  for (let block = 0; block < padded.length; block += 64) {
    let [a, b, c, d, e, f, g, h] = state as unknown as Eight;
    roots.forEach((root, index) => {
      const far = word(index - 15);
      const near = word(index - 2);
      words[index] =
        index < 16
          ? view.getInt32(block + index * 4)
          : (turn(near, 17) ^ turn(near, 19) ^ (near >>> 10)) +
            word(index - 7) +
            (turn(far, 7) ^ turn(far, 18) ^ (far >>> 3)) +
            word(index - 16);
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + root + word(index);
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    });
    [a, b, c, d, e, f, g, h].forEach((value, index) => (state[index] = ((state[index] as number) + value) | 0));
  }
  return state.map((value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
