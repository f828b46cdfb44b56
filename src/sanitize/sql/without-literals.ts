import { createPlaces } from './places.js';

/** What stands where a literal stood, as OpenTelemetry advises for texts of queries. */
const PLACEHOLDER = '?';

/** What stands between two places of a query: `kept` is what is left of it. */
interface Piece {
  readonly end: number;
  readonly kept: string | undefined;
  /** Up to here it is a comment to somebody: it is read from `end` on, but does not leave. */
  readonly hidden?: number;
}

const LOSES_TAIL = -1;

/**
 * A query without its literals: `VALUES ('a@b.c', 'x')` becomes `VALUES (?, ?)`. No rule can know which of them is a
 * password. Keywords, numbers and names stay; of what is a comment to any database, the mark. Nobody says which database it
 * was for: where two of them would read on from different places, everything from there on goes.
 */
export function withoutLiterals(sql: string): string {
  const places = createPlaces(sql);
  const find = createFind(sql);
  let copy: number | undefined;
  const isCopied = (at: number): boolean => {
    if (!BEHIND_FROM.test(sql.slice(Math.max(0, at - MAX_BEHIND_FROM), at))) return false;
    copy ??= sql.search(/(?<![\w$.])copy(?![\w$.])/i);
    return copy >= 0 && copy < at;
  };
  let clean = '';
  let kept = 0;
  let hidden = 0;
  const upTo = (at: number): string => clean + sql.slice(kept, Math.max(kept, at));
  /** Where another database's comment, name or text ends. What reaches over one has two readings. */
  let barriers: number[] = [];
  for (let at = 0; at < sql.length;) {
    const piece = pieceAt(sql, at, { isName: (from, end) => places.isName(from, end), find, isCopied, barriers });
    if (piece === undefined) {
      at = places.pass(at);
      continue;
    }
    if (piece.end === LOSES_TAIL || barriers.some((barrier) => at < barrier && piece.end > barrier))
      return at < hidden ? clean : upTo(at) + PLACEHOLDER;
    if (piece.kept !== undefined) {
      if (at >= hidden) clean = upTo(at) + piece.kept;
      hidden = Math.max(hidden, piece.hidden ?? 0);
      kept = Math.max(hidden, piece.end);
      places.passQuoted();
    }
    at = piece.end;
    if (barriers.length > 0) barriers = barriers.filter((barrier) => barrier > at);
    if (barriers.length > 16) return at < hidden ? clean : upTo(at) + PLACEHOLDER;
  }
  return kept === 0 ? sql : upTo(sql.length);
}

interface Reading {
  readonly isName: (from: number, end: number) => boolean;
  readonly find: (mark: string, from: number) => number;
  /** Whether what stands at this place is what a `COPY` reads from. */
  readonly isCopied: (at: number) => boolean;
  readonly barriers: number[];
}

function pieceAt(sql: string, at: number, { isName, find, isCopied, barriers }: Reading): Piece | undefined {
  switch (sql[at]) {
    case "'":
      return { end: endOfQuoted(sql, at), kept: PLACEHOLDER };
    case '"': {
      // A name to the standard, a literal to MySQL and in JSON.
      const end = endOfQuoted(sql, at);
      return { end, kept: isName(at, end) ? sql.slice(at, end) : PLACEHOLDER };
    }
    case '`': {
      const end = endOfQuoted(sql, at);
      return { end, kept: PLAIN.test(sql.slice(at + 1, end - 1)) ? sql.slice(at, end) : PLACEHOLDER };
    }
    case '[':
      // A name in SQL Server, an array elsewhere.
      return readOn(at + 1, find(']', at), barriers);
    case '$':
      return dollarQuoted(sql, at);
    case '-':
      // Without a blank behind it, no comment to MySQL.
      return sql[at + 1] === '-' ? lineComment(sql, at, find('\n', at), !/\s/.test(sql.charAt(at + 2)), barriers) : undefined;
    case '#':
      // A comment in MySQL, an operator or the name of a table elsewhere.
      return lineComment(sql, at, find('\n', at), true, barriers);
    case '/':
      // `//` is a comment in Cassandra and Snowflake, and divides elsewhere.
      if (sql[at + 1] === '/') return lineComment(sql, at, find('\n', at), true, barriers);
      return sql[at + 1] === '*' ? blockComment(sql, at, barriers) : undefined;
    case 'p':
    case 'P':
    case 's':
    case 'S':
      return isCopied(at) ? copiedRows(sql, at) : undefined;
    case '0':
      return hexadecimal(sql, at);
    case 'q':
    case 'Q':
      return oracleQuoted(sql, at);
    default:
      return undefined;
  }
}

const PLAIN = /^[\w$ .\u0080-\uffff-]{1,128}$/;
const isWord = (sql: string, at: number): boolean => at >= 0 && /[\w$\u0080-\uffff]/.test(sql.charAt(at));

/** Goes on behind a mark as if it meant nothing; what it means elsewhere ends at `barrier`. */
function readOn(end: number, barrier: number, barriers: number[]): Piece {
  if (barrier > end && !barriers.includes(barrier)) barriers.push(barrier);
  return { end, kept: undefined };
}

/** Where a mark stands next, or the end: searched for once for all places before it. */
function createFind(sql: string): (mark: string, from: number) => number {
  const known = new Map<string, number>();
  return (mark, from) => {
    const before = known.get(mark);
    if (before !== undefined && before >= from) return before;
    const next = sql.indexOf(mark, from);
    known.set(mark, next < 0 ? sql.length : next);
    return next < 0 ? sql.length : next;
  };
}

/**
 * Behind the closing quote. A doubled quote is part of the text everywhere. A backslash is a sign like others to the
 * standard and takes the meaning from the next one in MySQL: before a quote it leaves two ends.
 */
function endOfQuoted(sql: string, from: number): number {
  const quote = sql[from]!;
  const escapes = /^[eE]$/.test(sql.charAt(from - 1)) && !isWord(sql, from - 2);
  for (let at = from + 1; at < sql.length; at++) {
    if (sql[at] === '\\') {
      let end = at;
      while (sql[end] === '\\') end++;
      const isEscaped = sql[end] === quote && (end - at) % 2 === 1;
      if (isEscaped && !escapes) return LOSES_TAIL;
      at = isEscaped ? end : end - 1;
    } else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return sql.length;
}

/** `$tag$ ... $tag$` of PostgreSQL; a `$1` is none. What is between `$$` must read to the same end as a part of the query. */
function dollarQuoted(sql: string, from: number): Piece | undefined {
  const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]{0,62})?\$/.exec(sql.slice(from, from + 66))?.[0];
  if (tag === undefined) return undefined;
  const close = isWord(sql, from - 1) ? -1 : sql.indexOf(tag, from + tag.length);
  if (close < 0) return { end: LOSES_TAIL, kept: undefined };
  for (let at = from + tag.length; tag === '$$' && at < close; at++) {
    if (!/['"`]/.test(sql[at]!)) continue;
    const end = endOfQuoted(sql, at);
    if (end === LOSES_TAIL || end > close) return { end: LOSES_TAIL, kept: undefined };
    at = end - 1;
  }
  return { end: close + tag.length, kept: PLACEHOLDER };
}

/**
 * A comment up to the end of the line, which is also a lone carriage return to some. What else it may be is read from the
 * place where it would end, or from behind its mark where it is no comment to all.
 */
function lineComment(sql: string, from: number, line: number, doubtful: boolean, barriers: number[]): Piece {
  const mark = sql[from] === '#' ? '#' : sql.slice(from, from + 2);
  const hidden = sql[line - 1] === '\r' ? line - 1 : line;
  const open = from + mark.length;
  const carriage = sql.slice(open, hidden).indexOf('\r');
  const end = doubtful ? Math.min(open, hidden) : carriage < 0 ? hidden : open + carriage;
  if (end < hidden && !barriers.includes(line)) barriers.push(line);
  return { end, kept: hidden > open ? `${mark} ${PLACEHOLDER}` : mark, hidden };
}

/** Comments are nested in PostgreSQL and SQL Server, and end at the first mark elsewhere. MySQL runs what is in `/*! x *\/`. */
function blockComment(sql: string, from: number, barriers: number[]): Piece {
  const close = sql.indexOf('*/', from + 2);
  if (close < 0 || sql.slice(from + 2, close).includes('/*')) return { end: LOSES_TAIL, kept: undefined };
  const runs = /^M?!/.test(sql.slice(from + 2, from + 4));
  if (runs && !barriers.includes(close)) barriers.push(close);
  return { end: runs ? from + 3 : close + 2, kept: `/* ${PLACEHOLDER} */`, hidden: close + 2 };
}

// Comments may stand between.
const BEHIND_FROM = /\bfrom(?:\s|\/\*[^*]{0,120}\*\/|--[^\r\n]{0,120}[\r\n]){1,40}$/i;
const MAX_BEHIND_FROM = 256;
const STDIN = /p?stdin(?![\w$])/iy;

/** `COPY t FROM stdin;`: what follows are the rows. */
function copiedRows(sql: string, at: number): Piece | undefined {
  STDIN.lastIndex = at;
  if (!STDIN.test(sql) || STDIN.lastIndex === sql.length) return undefined;
  return { end: sql.length, kept: `${sql.slice(at, STDIN.lastIndex)} ${PLACEHOLDER}` };
}

function hexadecimal(sql: string, from: number): Piece | undefined {
  if (!/[xX]/.test(sql.charAt(from + 1)) || isWord(sql, from - 1)) return undefined;
  let end = from + 2;
  while (end < sql.length && /[0-9a-fA-F]/.test(sql[end]!)) end++;
  return end > from + 2 ? { end, kept: PLACEHOLDER } : undefined;
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}', '<': '>' };

/** `q'[it's]'` of Oracle. Elsewhere it is a name and a text: they part at a quote inside. */
function oracleQuoted(sql: string, from: number): Piece | undefined {
  if (sql[from + 1] !== "'") return undefined;
  if (isWord(sql, from - 1) && !(/[nN]/.test(sql[from - 1]!) && !isWord(sql, from - 2))) return undefined;
  const open = sql.charAt(from + 2);
  const close = open === '' ? -1 : sql.indexOf(`${CLOSING[open] ?? open}'`, from + 3);
  const end = endOfQuoted(sql, from + 1);
  return { end: close >= 0 && close + 2 === end ? end : LOSES_TAIL, kept: `${sql[from]!}${PLACEHOLDER}` };
}
