import { lineEnd } from '../text/chars.js';

// What follows the flag in help: a place for its value, blanks, and a sentence; or nothing.
const HELP: readonly RegExp[] = [
  /^(?:\[?=?\S{0,40}|[ =]<?\S{1,30}>?)(?:[ \t]{2,}|\t)[A-Za-z(`"'*[]\S*[ \t]+\S/,
  /^(?:\[?[=#]?\S{0,30}|[ =]<?[a-zA-Z]{2,12}>?)[ \t]*$/,
  /^[ =](?:<[^<>\n]{1,40}>|[a-z]{2,8})[ \t]+[A-Z][A-Za-z]*[ \t]+\S/,
];

/** A line of a program's help: `  -W, --password  force password prompt`, `      --token string   the token`. */
export function isHelp(text: string, start: number, end: number): boolean {
  const opening = /(?:^|[\n\r])([ \t]*)(-\w[\w ]{0,20}[,|/]? ?)?\[?$/.exec(text.slice(Math.max(0, start - 80), start));
  if (opening === null) return false;
  const rest = text.slice(end, lineEnd(text, end, end + 160));
  if (/^=[A-Z_]{2,20}[ \t]{2,}\S+[ \t]+\S/.test(rest)) return true;
  if (opening[1] === '' && opening[2] === undefined) return false;
  return HELP.some((form) => form.test(rest)) || (opening[2] !== undefined && /^[ \t][A-Z][a-z]+[ \t]+[a-z]+[ \t]+\S/.test(rest));
}
