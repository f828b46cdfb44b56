import { ABOUT, COMPOUNDS, NAME_ENDINGS, PLAIN_KEYS, WEAK, WORDS } from './secret-words.js';

export const NOT_SECRET = 0;
export const MAYBE_SECRET = 1;
export const SECRET = 2;

const SPLIT = /[\s_.\-/[\]:]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** The words of a name: `resticPassword2`, `RESTIC_PASSWORD` and `restic.password` give the same. */
function wordsOf(name: string): string[] {
  return name
    .split(SPLIT)
    .filter((word) => word !== '')
    .map((word) => word.normalize('NFC').toLowerCase());
}

const hasEnding = (word: string): boolean => {
  const singular = word.replace(/(?:\d+|s)$/, '');
  for (const ending of NAME_ENDINGS) if (singular.endsWith(ending) || word.endsWith(ending)) return true;
  return false;
};

/** How surely `name` (a variable, field, flag, header or attribute key) names a secret. */
export function secretName(name: string): typeof NOT_SECRET | typeof MAYBE_SECRET | typeof SECRET {
  const words = wordsOf(name);
  let verdict: 0 | 1 | 2 = NOT_SECRET;
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
    if (COMPOUNDS.has(joined(words, i, 2)) || COMPOUNDS.has(joined(words, i, 3))) return SECRET;
    if (word === 'pass' || word === 'pw') return SECRET;
    if (WEAK.has(word)) verdict = MAYBE_SECRET;
    if (word === 'key' && i === words.length - 1 && words.length > 1 && !PLAIN_KEYS.has(words[i - 1]!)) verdict = MAYBE_SECRET;
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
