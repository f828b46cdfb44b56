import { ALNUM, DIGIT, HEX, isAt, LETTER, skip, skipBack, TOKEN, WORD_DASH } from '../text/chars.js';
import { VENDOR_FAMILIES_A_TO_G } from '../data/vendor-families-a-g.js';
import { VENDOR_FAMILIES_H_TO_Z } from '../data/vendor-families-h-z.js';
import { VENDOR_MARKS } from '../data/vendor-marks.js';
import { looksRandom } from '../values/randomness.js';
import type { Findings, Rule } from '../scan/rule.js';

interface Family {
  readonly least: number;
  readonly mask: number;
  readonly mustBeRandom: boolean;
  /** So many characters are proof, drawn or not; 0 where the length says nothing. */
  readonly exact: number;
}

const MASKS: Readonly<Record<string, number>> = { h: HEX, a: ALNUM, w: WORD_DASH, t: TOKEN };

const rows = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' '));

const familyRows = [...rows(VENDOR_FAMILIES_A_TO_G), ...rows(VENDOR_FAMILIES_H_TO_Z)];
const families = new Map<string, Family[]>();
for (const [, prefix, least, characters, random] of familyRows) {
  const family = {
    least: Number(least),
    mask: MASKS[characters!]!,
    mustBeRandom: random!.startsWith('?'),
    exact: Number(random!.slice(1)),
  };
  families.set(prefix!, [...(families.get(prefix!) ?? []), family]);
}

/** Prefixes that begin like a shorter one: `sk-ant-` and `sk-`. */
const longer = new Map(
  [...families.keys()].map((prefix) => [prefix, [...families.keys()].filter((other) => other !== prefix && other.startsWith(prefix))]),
);

function folded(prefix: string): string {
  return prefix.toLowerCase().replace(/\d/g, '0');
}

/** Tokens of clouds and vendors that start with a prefix of their own. */
export const vendorTokenRule: Rule = {
  name: 'vendor-token',
  triggers: [...new Set([...families.keys()].map(folded))],
  dense: true,
  find(text, from, to, findings) {
    if (isAt(text, from - 1, ALNUM) && !(text[from - 2] === '\\' || /[=%]/.test(text[from - 3] ?? ''))) return;
    const candidates = families.get(text.slice(from, to));
    if (candidates === undefined) return;
    // `pat` inside `github_pat_`: the prefix that began before it is asked when it ends.
    if (candidates.every(({ mustBeRandom }) => mustBeRandom) && to - from < 5 && /[_-]/.test(text.charAt(from - 1))) return;
    for (const family of candidates) if (take(text, from, to, family, findings)) return;
  },
};

function take(text: string, from: number, to: number, { least, mask, mustBeRandom, exact }: Family, findings: Findings): boolean {
  if (skip(text, to, mask, to + least) < to + least) return false;
  const end = findings.tokenEnd(to);
  // A checksum that begins like a token, by chance.
  if (skip(text, from, HEX, to + 1) > to && skip(text, to, HEX, end) === end) return false;
  if (mustBeRandom && !(exact > 0 && skip(text, to, mask, to + exact + 1) === to + exact)) {
    const body = skip(text, to, mask);
    if (!isDrawn(text.slice(to, Math.min(body, to + 512)))) {
      // What a longer prefix marks, here or inside, is its own to judge.
      if (!longer.get(text.slice(from, to))!.some((prefix) => text.startsWith(prefix, from))) findings.skipTo(body);
      return false;
    }
  }
  findings.redact(from, end);
  return true;
}

// Hex counts here: the prefix has said that this is a token.
const isDrawn = (body: string): boolean =>
  looksRandom(body) || body.split(/[-_.]/).some(isDrawnPiece) || /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.test(body);
const isDrawnPiece = (piece: string): boolean =>
  piece.length >= 18 && ((/\d/.test(piece) && /[A-Za-z]/.test(piece)) || /[a-z][A-Z]+[a-z]/.test(piece));

const marks = new Map(rows(VENDOR_MARKS).map(([, mark, before, behind]) => [mark!, { before: Number(before), behind: Number(behind) }]));

/** Tokens of clouds and vendors whose mark stands in the middle or at the end. */
export const vendorMarkRule: Rule = {
  name: 'vendor-mark',
  triggers: [...marks.keys()].filter((mark) => mark.length > 1).map(folded),
  find(text, from, to, findings) {
    const mark = text.slice(from, to);
    const limits = marks.get(mark);
    if (limits === undefined) return;
    const start = skipBack(text, from, mark === ':AA' ? DIGIT : TOKEN, from - 256);
    const end = findings.tokenEnd(to);
    if (from - start < limits.before || end - to < limits.behind) return;
    const token = text.slice(start, Math.min(end, start + 512));
    findings.skipTo(end);
    if (mark === '-us') {
      // The key is hex, and what precedes it may hang on by `=`.
      const key = /[0-9a-f]{32}-us\d{1,2}$/.exec(token);
      if (key !== null) findings.redact(start + key.index, end);
      return;
    }
    if (mark === ':AA' && from - start > 12) return;
    if (looksRandom(token.replace(mark, '')) || (isAt(text, from - 1, DIGIT | LETTER) && /\d/.test(token) && /[A-Z]/.test(token)))
      findings.redact(start, end);
  },
};
