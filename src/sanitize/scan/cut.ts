import { isAt, SPACE } from '../text/chars.js';
import { TRUNCATED } from './rule.js';

const MAX_WORD = 2048;
const MAX_GROUPS = 10;
/** A part of an account number, a card or a phone number that is written in groups. */
const GROUP = /^(?:[A-Za-z]{2}\d{2}|[A-Z\d]{4}|[+(]{0,2}\d[\d()./-]{0,7})$/;
const BASE64 = /^[\w+/=-]+$/;
const WRAPPED_LINE = 60;
const QUOTED_REACH = 256;

/** A text that somebody cut, without the piece at its end that may be the start of a secret. */
export function withoutUnfinished(text: string): string {
  return text.endsWith(TRUNCATED) ? text : text.slice(0, startOfUnfinished(text)) + TRUNCATED;
}

/** Where the word begins that a cut went through, with the groups and wrapped lines it goes on from. */
export function startOfUnfinished(text: string): number {
  let start = wordStart(text, text.length);
  const last = text.slice(start);
  if (BASE64.test(last)) start = startOfWrapped(text, start);
  if (/^[A-Z\d+()./-]*$/i.test(last) && last.length <= 8) start = startOfGroups(text, start);
  return Math.min(start, openQuote(text, start));
}

function wordStart(text: string, from: number): number {
  let start = from;
  while (start > 0 && start > from - MAX_WORD && !isAt(text, start - 1, SPACE)) start--;
  return start;
}

/** `DE89 3704 0044 05`: the groups before belong to the one that was cut. */
function startOfGroups(text: string, from: number): number {
  let start = from;
  for (let groups = 0; groups < MAX_GROUPS; groups++) {
    let end = start;
    while (end > 0 && end > start - 2 && isAt(text, end - 1, SPACE)) end--;
    const before = wordStart(text, end);
    if (end === start || !GROUP.test(text.slice(before, end))) return start;
    start = before;
  }
  return start;
}

/** Lines of base64 are one run: the line before goes on in the one that was cut. */
function startOfWrapped(text: string, from: number): number {
  let start = from;
  while (start > 0) {
    const end = text[start - 1] === '\n' ? start - (text[start - 2] === '\r' ? 2 : 1) : start;
    const before = wordStart(text, end);
    if (end === start || end - before < WRAPPED_LINE || !BASE64.test(text.slice(before, end))) return start;
    start = before;
  }
  return start;
}

/** `"C:\Documents\Anna Sm`: a path or an address between quotes has blanks, and its closing quote was cut off. */
function openQuote(text: string, end: number): number {
  const from = Math.max(0, text.length - QUOTED_REACH);
  const quotes = text.slice(from).split('"').length - 1;
  const open = text.lastIndexOf('"');
  if (quotes % 2 === 0 || open >= end) return end;
  return /[/\\@]/.test(text.slice(open)) ? open : end;
}
