import { ALNUM, isAt, LETTER, SPACE, trimEnd, UNDERSCORE } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

const STOP = /["'`<>|*?;,\n\r\t]/;

/** `C:\x`, `C:/x`, `\\server\share`, `\\?\C:\x`, `%APPDATA%\x`, and their JSON-escaped spellings. */
export const windowsPathRule: Rule = {
  name: 'windows-path',
  triggers: [':\\', ':/', '\\\\', '%\\'],
  find(text, from, to, findings) {
    let start = from;
    if (text[from] === ':') {
      if (!isAt(text, from - 1, LETTER) || isAt(text, from - 2, ALNUM | UNDERSCORE) || text.startsWith('://', from)) return;
      start = from - 1;
      while (text[start - 1] === '\\' || text[start - 1] === '?') start--;
    } else if (text[from] === '%') {
      if (!isAt(text, from - 1, ALNUM | UNDERSCORE)) return;
      const open = text.lastIndexOf('%', from - 1);
      if (open < 0 || from - open > 32) return;
      start = open;
    } else {
      let name = to;
      while (text[name] === '\\') name++;
      findings.skipTo(name);
      if (isAt(text, from - 1, ALNUM) || !(isAt(text, name, ALNUM) || /[?._]/.test(text.charAt(name)))) return;
      if (!/[\\]/.test(text.slice(name, name + 64)) || /[^\S ]|["'`=]/.test(text.slice(name, name + 64).split('\\', 1)[0]!)) return;
    }
    findings.redact(start, pathEnd(text, to, text.charAt(start - 1)));
  },
};

/** `file:` in any spelling. */
export const fileUrlRule: Rule = {
  name: 'file-url',
  triggers: ['file:'],
  find(text, from, to, findings) {
    if (isAt(text, from - 1, ALNUM) || !/[/\\.~A-Za-z%]/.test(text.charAt(to))) return;
    findings.redact(from, pathEnd(text, to, text.charAt(from - 1)));
  },
};

function pathEnd(text: string, from: number, quote: string): number {
  const quoted = quote !== '' && '"\'`'.includes(quote);
  let end = from;
  for (; end < text.length; end++) {
    const character = text[end]!;
    if (STOP.test(character)) break;
    if (isAt(text, end, SPACE) && !(quoted && text.slice(end, end + 200).includes(quote)) && !goesOn(text, end)) break;
  }
  end = trimEnd(text, from, end, '.:!?)]}\\');
  const place = /(?::\d+){1,2}$/.exec(text.slice(Math.max(from, end - 16), end));
  return place === null ? end : end - place[0].length;
}

/** `C:\Program Files\x`: a backslash within the next words means that the blank was part of a name. */
function goesOn(text: string, space: number): boolean {
  let words = 0;
  for (let at = space + 1; at < text.length && at < space + 60; at++) {
    if (STOP.test(text[at]!) || text[at] === ':') return false;
    if (text[at] === '\\') return text[at + 1] !== '\\' || isAt(text, at - 1, ALNUM);
    if (text[at] === ' ' && ++words > 3) return false;
  }
  return false;
}
