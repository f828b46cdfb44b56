import { buildAutomaton, LAST_BASE64_SYMBOL } from './automaton.js';
import { decodeRun, mayDecode } from '../text/base64.js';
import { skip, TOKEN } from '../text/chars.js';
import { decodeEscapes, ESCAPE_MARKS } from '../text/escapes.js';
import { isDisguise } from '../text/invisible.js';
import { REDACTED, type Findings, type Rule } from './rule.js';
import type { Finding } from './findings.js';

/** Finds what the rules want removed; `undefined` means nothing, and costs one look-up per character. */
export type Scan = (text: string, depth?: number) => Finding[] | undefined;

const MIN_RUN = 16;
const MAX_DEPTH = 3;
const WRAPPED_LINE = 60;

/** Compiles the rules into one scan: a single pass looks for the triggers of all rules, finders run where one stands. */
export function createScan(rules: readonly Rule[]): Scan {
  const escapeMark = rules.length;
  const { symbols, width, next, firstHit, hits } = buildAutomaton([...rules.map((rule) => rule.triggers), ESCAPE_MARKS], isDisguise);

  // One per depth, used again and again: an ordinary text with a stray trigger should not pay for memory.
  const searches: Search[] = [];
  const begin = (text: string, depth: number): Search => (searches[depth] ??= new Search(rules)).begin(text);

  return function scan(text, depth = 0) {
    const { length } = text;
    let state = 0;
    let run = 0;
    let search: Search | undefined;
    let escaped = false;
    for (let at = 0; at < length; at++) {
      const symbol = symbols[text.charCodeAt(at)]!;
      state = next[state * width + symbol]!;
      if ((symbol - 1) >>> 0 < LAST_BASE64_SYMBOL) run++;
      else if (run > 0) {
        if (run >= WRAPPED_LINE && isWrap(text, at)) {
          run++;
        } else {
          if (run >= MIN_RUN && mayDecode(text, at - run, at)) (search ??= begin(text, depth)).tryRun(scan, at - run, at, depth);
          run = 0;
        }
      }
      if (state < firstHit) continue;
      const found = hits[state - firstHit]!;
      for (let i = 0; i < found.length; i += 2) {
        if (found[i] === escapeMark) escaped ||= isEscape(text, at);
        else (search ??= begin(text, depth)).ask(found[i]!, at + 1 - found[i + 1]!, at + 1);
      }
    }
    if (run >= MIN_RUN && mayDecode(text, length - run, length)) (search ??= begin(text, depth)).tryRun(scan, length - run, length, depth);
    if (escaped && depth < MAX_DEPTH) {
      const decoded = decodeEscapes(text);
      const inner = decoded && scan(decoded.text, depth + 1);
      if (inner) {
        search ??= begin(text, depth);
        for (const { start, end, rule } of inner) {
          search.add({ start: decoded.origin[start]!, end: decoded.origin[end]!, rule });
        }
      }
    }
    return search?.finish();
  };
}

/** The scan takes every digit for the one before an `x`. */
const isEscape = (text: string, at: number): boolean => (text.charCodeAt(at) | 32) !== 120 || text.charCodeAt(at - 1) === 48;

const isWrap = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === 10 || (code === 13 && text.charCodeAt(at + 1) === 10);
};

class Search implements Findings {
  #findings: Finding[] | undefined;
  #text = '';
  #rule = 0;
  #runStart = 0;
  #runEnd = 0;
  readonly #rules: readonly Rule[];
  readonly #resume: Int32Array;
  readonly #asks: Int32Array;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.#resume = new Int32Array(rules.length);
    this.#asks = new Int32Array(rules.length);
  }

  begin(text: string): this {
    this.#text = text;
    this.#findings = undefined;
    this.#runStart = this.#runEnd = 0;
    this.#resume.fill(0);
    // By the next power of two: what is left of a text that held too many is asked as often, or is much shorter.
    this.#asks.fill(64 + ((1 << (32 - Math.clz32(text.length - 1))) >> 6));
    return this;
  }

  /** Hands the findings out and keeps nothing of the text. */
  finish(): Finding[] | undefined {
    const findings = this.#findings;
    this.#findings = undefined;
    this.#text = '';
    return findings;
  }

  add(finding: Finding): void {
    (this.#findings ??= []).push(finding);
  }

  ask(rule: number, from: number, to: number): void {
    if (from < this.#resume[rule]!) return;
    this.#rule = rule;
    const { dense, find } = this.#rules[rule]!;
    // Nobody writes a text made of names of secrets. It is not worth the time, and what it hides must not leave.
    if (dense !== true && --this.#asks[rule]! < 0) this.redact(from, this.#text.length);
    else find(this.#text, from, to, this);
  }

  redact(start: number, end: number, resume = end): void {
    // A marker stays what it is, or cleaning twice would differ from cleaning once.
    if (end <= start + REDACTED.length && this.#text.startsWith(REDACTED, start)) {
      // It is not one name more: a text that was cleaned holds as many as before.
      this.#asks[this.#rule]!++;
      this.skipTo(resume);
      return;
    }
    this.add({ start, end, rule: this.#rule });
    this.skipTo(resume);
  }

  skipTo(index: number): void {
    if (index > this.#resume[this.#rule]!) this.#resume[this.#rule] = index;
  }

  tokenEnd(index: number): number {
    if (index < this.#runStart || index >= this.#runEnd) {
      this.#runStart = index;
      this.#runEnd = skip(this.#text, index, TOKEN);
    }
    return this.#runEnd;
  }

  /** A run that decodes to a text with a secret in it goes as a whole. */
  tryRun(scan: Scan, start: number, end: number, depth: number): void {
    if (depth >= MAX_DEPTH) return;
    const decodings = decodeRun(this.#text, start, end);
    if (decodings === undefined) return;
    for (const decoded of decodings) {
      const inner = scan(decoded, depth + 1);
      if (inner === undefined) continue;
      let close = end;
      while (this.#text.charCodeAt(close) === 61 /* = */) close++;
      this.add({ start, end: close, rule: inner[0]!.rule });
      return;
    }
  }
}
