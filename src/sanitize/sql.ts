/** What stands where a literal stood, as OpenTelemetry advises for texts of queries. */
const PLACEHOLDER = '?';
const QUOTE = 39;
const DOLLAR = 36;

/**
 * A query without its string literals: `VALUES ('a@b.c', 'x')` becomes `VALUES (?, ?)`. No rule can know which of them is
 * a password. Names in double quotes and numbers stay; a literal that was cut goes up to the end.
 */
export function withoutLiterals(sql: string): string {
  let clean = '';
  let kept = 0;
  for (let at = 0; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    if (code !== QUOTE && code !== DOLLAR) continue;
    const end = code === QUOTE ? endOfQuoted(sql, at) : endOfDollarQuoted(sql, at);
    if (end < 0) continue;
    clean += sql.slice(kept, at) + PLACEHOLDER;
    kept = end;
    at = end - 1;
  }
  return kept === 0 ? sql : clean + sql.slice(kept);
}

/** Behind the closing quote; a doubled quote and one behind a backslash are part of the text. */
function endOfQuoted(sql: string, from: number): number {
  for (let at = from + 1; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    if (code === 92) at++;
    else if (code === QUOTE && sql.charCodeAt(at + 1) === QUOTE) at++;
    else if (code === QUOTE) return at + 1;
  }
  return sql.length;
}

/** Behind `$tag$ ... $tag$` of PostgreSQL, or -1 where a `$1` stands. */
function endOfDollarQuoted(sql: string, from: number): number {
  const tag = /^\$(?:[A-Za-z_]\w{0,30})?\$/.exec(sql.slice(from, from + 33))?.[0];
  if (tag === undefined) return -1;
  const close = sql.indexOf(tag, from + tag.length);
  return close < 0 ? sql.length : close + tag.length;
}
