import { readFileSync } from 'node:fs';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
/** @type {Readonly<Record<string, string>>} */
const ALPHABETS = {
  a: LOWER + UPPER + DIGITS,
  l: LOWER + DIGITS,
  u: UPPER + DIGITS,
  U: UPPER,
  L: LOWER + UPPER,
  h: `${DIGITS}abcdef`,
  d: DIGITS,
  w: `${LOWER}${UPPER}${DIGITS}_-`,
  b: `${LOWER}${UPPER}${DIGITS}+/`,
  s: `${UPPER}234567`,
  p: `${LOWER}${UPPER}${DIGITS}!#%^*+-_.?`,
};
/** Numbers from 0 to 1 that repeat for the same seed (mulberry32, Tommy Ettinger, public domain). @param {number} seed @returns {() => number} */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
/** @param {string} template @param {() => number} random */
const fill = (template, random) =>
  template.replace(/\{([a-zA-Z])(\d+)\}/g, (_, kind, length) => {
    const alphabet = ALPHABETS[kind] ?? '';
    let text = '';
    // Starts with a letter and ends with one, so that a mark of a sentence never ends a secret.
    while (text.length < Number(length)) {
      const edge = text.length === 0 || text.length === Number(length) - 1;
      const pool = edge && 'bpw'.includes(kind) ? LOWER + UPPER : alphabet;
      text += pool[Math.floor(random() * pool.length)];
    }
    return text;
  });
/**
 * One made-up secret: the line it stands in and the parts of it that must not come out.
 * @typedef {{ readonly family: string, readonly line: string, readonly parts: readonly string[] }} PlantedSecret
 */

/**
 * All families, `perFamily` secrets each, made from seeds: no line of the repository looks like a live credential.
 * @param {number} perFamily
 * @param {string} [file] the table of families
 * @returns {PlantedSecret[]}
 */
export function plantedSecrets(perFamily, file = 'secret-families.txt') {
  const table = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8');
  return table
    .split('\n')
    .filter((row) => row !== '' && !row.startsWith('#'))
    .flatMap((row, index) => {
      const bar = row.indexOf('|');
      const template = row.slice(bar + 1);
      return Array.from({ length: perFamily }, (_, i) => {
        const marked = fill(template, seededRandom(index * 1000 + i)).replace(
          /(?<!\\)\\([nrt])/g,
          (_, letter) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? '',
        );
        return {
          family: row.slice(0, bar),
          line: marked.replace(/[«»]/g, ''),
          parts: [...marked.matchAll(/«([^»]*)»/g)].map((match) => match[1] ?? ''),
        };
      });
    });
}
