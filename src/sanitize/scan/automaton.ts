/** An Aho-Corasick automaton over a folded alphabet: one table look-up per character, whatever the number of triggers. */
export interface Automaton {
  /** Symbol of each UTF-16 code unit; 1 to `lastBase64` are the base64 characters, 0 is every character in no trigger. */
  readonly symbols: Uint8Array;
  readonly width: number;
  /** `next[state * width + symbol]`. States from `firstHit` up end a trigger. */
  readonly next: Uint16Array;
  readonly firstHit: number;
  /** For each state from `firstHit`: pairs of rule index and trigger length. */
  readonly hits: readonly (readonly number[])[];
}

export const LAST_BASE64_SYMBOL = 31;
const DIGIT_SYMBOL = 27;
const WIDE_SYMBOL = 100;
const WIDE_SYMBOLS = 12;
const DISGUISE_SYMBOL = WIDE_SYMBOL + WIDE_SYMBOLS;

/**
 * Builds the automaton of `triggers[rule]`. Letter case is folded, digits are one symbol, white space is one symbol. Each
 * unit that `isDisguise` names is a trigger of the last rule.
 */
export function buildAutomaton(triggers: readonly (readonly string[])[], isDisguise: (unit: number) => boolean): Automaton {
  const { symbols, count } = foldAlphabet(triggers, isDisguise);
  const children = [new Map<number, number>()];
  const ends: number[][] = [[]];
  triggers.forEach((list, rule) => {
    for (const trigger of list) {
      let node = 0;
      for (let i = 0; i < trigger.length; i++) {
        const symbol = symbols[trigger.charCodeAt(i)]!;
        let child = children[node]!.get(symbol);
        if (child === undefined) {
          child = children.push(new Map()) - 1;
          ends.push([]);
          children[node]!.set(symbol, child);
        }
        node = child;
      }
      ends[node]!.push(rule, trigger.length);
    }
  });
  children[0]!.set(DISGUISE_SYMBOL, children.push(new Map()) - 1);
  ends.push([triggers.length - 1, 1]);
  return compile(children, ends, symbols, count);
}

function foldAlphabet(
  triggers: readonly (readonly string[])[],
  isDisguise: (unit: number) => boolean,
): { symbols: Uint8Array; count: number } {
  const symbols = new Uint8Array(65_536);
  for (let i = 0; i < 26; i++) symbols[97 + i] = symbols[65 + i] = i + 1;
  for (let i = 48; i < 58; i++) symbols[i] = DIGIT_SYMBOL;
  '+/-_'.split('').forEach((character, i) => (symbols[character.charCodeAt(0)] = 28 + i));
  for (let unit = 0; unit < symbols.length; unit++) if (symbols[unit] === 0 && isDisguise(unit)) symbols[unit] = DISGUISE_SYMBOL;
  let count = LAST_BASE64_SYMBOL + 1;
  for (const character of new Set(triggers.flat().join(''))) {
    const code = character.charCodeAt(0);
    // Letters beyond ASCII share a few symbols, or the table would be mostly empty: finders compare the text anyway.
    if (symbols[code] === 0) symbols[code] = code < 128 ? count++ : WIDE_SYMBOL + (code % WIDE_SYMBOLS);
    for (const other of [character.toLowerCase(), character.toUpperCase()]) {
      if (other.length === 1 && symbols[other.charCodeAt(0)] === 0) symbols[other.charCodeAt(0)] = symbols[code]!;
    }
  }
  const space = symbols[32]!;
  for (const code of [9, 10, 11, 12, 13, 0xa0]) symbols[code] = space;
  return { symbols, count: DISGUISE_SYMBOL + 1 };
}

function compile(children: Map<number, number>[], ends: number[][], symbols: Uint8Array, width: number): Automaton {
  const size = children.length;
  const fail = new Uint16Array(size);
  const order: number[] = [0];
  for (let head = 0; head < order.length; head++) {
    const node = order[head]!;
    for (const [symbol, child] of children[node]!) {
      let back = fail[node]!;
      while (back !== 0 && !children[back]!.has(symbol)) back = fail[back]!;
      fail[child] = node === 0 ? 0 : (children[back]!.get(symbol) ?? 0);
      ends[child]!.push(...ends[fail[child]]!);
      order.push(child);
    }
  }
  // Renumbered so that "does this state end a trigger?" is one comparison.
  const quiet = order.filter((node) => ends[node]!.length === 0);
  const loud = order.filter((node) => ends[node]!.length > 0);
  const place = new Uint16Array(size);
  [...quiet, ...loud].forEach((node, index) => (place[node] = index));
  const next = new Uint16Array(size * width);
  for (const node of order) {
    const row = place[node]! * width;
    if (node !== 0) next.copyWithin(row, place[fail[node]!]! * width, place[fail[node]!]! * width + width);
    for (const [symbol, child] of children[node]!) next[row + symbol] = place[child]!;
  }
  return { symbols, width, next, firstHit: quiet.length, hits: loud.map((node) => ends[node]!) };
}
