import { ABOUT, COMPOUNDS, NAME_ENDINGS, PLAIN_KEYS, WEAK, WORDS } from '../data/secret-words.js';

export const NOT_SECRET = 0;
/** A key of some kind: only what looks drawn at random is a secret. */
export const PERHAPS_SECRET = 1;
/** A word that names a secret and other things: what it names is no secret if it is a count or a word of prose. */
export const MAYBE_SECRET = 2;
export const SECRET = 3;

export type Certainty = typeof NOT_SECRET | typeof PERHAPS_SECRET | typeof MAYBE_SECRET | typeof SECRET;

const SPLIT = /[\s_.\-/[\]:]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** The words of a name: `resticPassword2`, `RESTIC_PASSWORD` and `restic.password` give the same. */
function wordsOf(name: string): string[] {
  return name
    .split(SPLIT)
    .filter((word) => word !== '')
    .map((word) => word.normalize('NFC').toLowerCase());
}

/** Without accents: `matkhau`, `losenord`, as names of variables write them. */
const plain = (word: string): string => word.normalize('NFD').replace(/\p{Mn}/gu, '');
const ENDINGS = [...new Set(NAME_ENDINGS.flatMap((word) => [word, plain(word)]))];
// `requirepass`, `bindpw`, `spwd`, but neither a bypass nor a compass.
const SHORT_ENDING = /(?<!^|by|com|sur|tres|over|under|multi|im|tes)pass$|(?<!^)(?:pwd|pw)$/;

const COMPOUND_ENDINGS: ReadonlySet<string> = new Set(ENDINGS);

const hasEnding = (word: string): boolean => {
  const singular = word.replace(/(?:\d+|s)$/, '');
  for (const ending of ENDINGS) if (singular.endsWith(ending) || word.endsWith(ending)) return true;
  return SHORT_ENDING.test(word);
};

/** How surely `name` (a variable, field, flag, header or attribute key) names a secret. */
export function secretName(name: string): Certainty {
  const words = wordsOf(name);
  let verdict: Certainty = NOT_SECRET;
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i]!;
    if (ABOUT.has(word) && !COMPOUNDS.has(joined(words, i, 2)) && !COMPOUNDS.has(joined(words, i, 3))) return NOT_SECRET;
    if (words.length === 1 && WEAK.has(word)) return MAYBE_SECRET;
    // Language models count tokens; a list of tokens is not a number.
    if (word === 'tokens') {
      verdict = MAYBE_SECRET;
      continue;
    }
    if (hasEnding(word) || WORDS.has(word) || COMPOUNDS.has(word)) return SECRET;
    for (const size of [2, 3]) {
      const compound = joined(words, i, size);
      if (COMPOUNDS.has(compound) || (compound !== '' && COMPOUND_ENDINGS.has(compound))) return SECRET;
    }
    if (word === 'pass' || word === 'pw') return SECRET;
    if (WEAK.has(word)) verdict = MAYBE_SECRET;
    if (word === 'key' && i === words.length - 1 && words.length > 1 && !PLAIN_KEYS.has(words[i - 1]!)) verdict = PERHAPS_SECRET;
  }
  if (hasEnding(words.join('')) && /[^ -~]/.test(name)) return SECRET;
  return verdict;
}

const joined = (words: readonly string[], last: number, size: number): string =>
  last + 1 < size
    ? ''
    : words
        .slice(last + 1 - size, last + 1)
        .join('')
        .replace(/s$/, '');
