import { ALNUM, classAt, DOT, HYPHEN, isAt, LETTER, QUOTE, SPACE, trimEnd, WORD } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

const ROOTS =
  /^(?:home|Users|var|etc|usr|mnt|root|opt|srv|tmp|data|media|Volumes|private|proc|dev|run|backups?|export|nas|boot|lib|s?bin|snap|sys|apps?|workspace|code|builds|github|volume\d|storage|dumps?|restic|borg|secrets?|library|applications|pgdata|mysql|www|restore|archives?)(?=$|[/\\\s"':,;)\]}])/;
const METHOD = /(?:^|[\s"'`(])(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT|TRACE|HTTP|ANY|ALL) $/;
const STOP = '"\'`<>|;*?,()[]{}';

/** `/home/x`, `~/x`, `./x`, `../x`, `$HOME/x`, `//server/share`. An HTTP route behind its method stays. */
export const posixPathRule: Rule = {
  name: 'path',
  triggers: ['/'],
  dense: true,
  find(text, from, to, findings) {
    if (isAt(text, from + 1, SPACE | QUOTE) || text[from + 1] === '\\') return;
    const start = pathStart(text, from);
    if (start < 0) {
      relativeFile(text, from, findings);
      return;
    }
    let first = from;
    while (text[first] === '/') first++;
    findings.skipTo(first);
    const next = classAt(text, first);
    if ((next & (WORD | DOT | HYPHEN)) === 0 && !'@$%#~+!&^{[('.includes(text.charAt(first) || ' ')) return;
    if (text[first] === '{' && text[first - 1] !== '/') return;
    const end = pathEnd(text, first, text.charAt(start - 1));
    const length = end - first;
    // `77% /186.43 GB`: a number after a slash is a quantity.
    if (start === from && /^[\d.,]+%?$/.test(text.slice(first, Math.min(end, first + 24)))) return;
    const single = text.indexOf('/', first);
    if (start === from && length < 2 && (single < 0 || single >= end)) return;
    if (start === from && METHOD.test(text.slice(Math.max(0, from - 12), from)) && !ROOTS.test(text.slice(first, first + 16))) {
      findings.skipTo(end);
      return;
    }
    if (to <= end) findings.redact(start, end);
  },
};

/** Where a path begins whose slash is at `slash`, or -1 when the slash stands inside a word. */
function pathStart(text: string, slash: number): number {
  const before = text.charAt(slash - 1);
  if (before === '') return slash;
  if (before === '~') return isAt(text, slash - 2, WORD) ? -1 : slash - 1;
  if (before === '.') {
    let dots = slash - 1;
    while (dots > slash - 3 && text[dots - 1] === '.') dots--;
    return isAt(text, dots - 1, WORD) || text[dots - 1] === '/' ? -1 : dots;
  }
  if (before === ':' && text[slash + 1] === '/') return -1;
  if (before === '<' || before === '/' || before === '\\') return -1;
  if (isAt(text, slash - 1, SPACE) || '"\'`=:,;([{|>&!@}+^'.includes(before)) {
    if (before !== '}') return slash;
    return variableStart(text, slash);
  }
  // A parameter of a route: `home/[user]/page`. Where it stands in a path, the path began before it.
  if (before === ']' && /\/\[[\w.]{1,40}\]$/.test(text.slice(Math.max(0, slash - 48), slash))) return -1;
  if (!isAt(text, slash - 1, WORD)) return slash;
  let name = slash;
  while (name > slash - 40 && isAt(text, name - 1, WORD)) name--;
  if (text[name - 1] === '$') return name - 1;
  if (text[name - 1] === '~') return name - 1;
  // -f/var/x, C/home/x: glued to something, but a root of a file system.
  return slash - name <= 2 && ROOTS.test(text.slice(slash + 1, slash + 17)) && text[name - 1] === '-' ? slash : -1;
}

/** `${HOME}/x`: where the variable begins that ends before the slash. */
function variableStart(text: string, slash: number): number {
  for (let i = slash - 2; i > slash - 40 && (isAt(text, i, WORD) || '{:-'.includes(text.charAt(i))); i--) {
    if (text[i] === '{') return text[i - 1] === '$' ? i - 1 : slash;
  }
  return slash;
}

function pathEnd(text: string, from: number, quote: string): number {
  const quoted = quote !== '' && '"\'`'.includes(quote);
  let end = from;
  for (; end < text.length; end++) {
    const character = text[end]!;
    if (character === '\\' && /[ "'nrt\\]/.test(text.charAt(end + 1))) {
      if (text[end + 1] !== ' ') break;
      end++;
      continue;
    }
    if (character === quote && quoted) break;
    if (isAt(text, end, SPACE)) {
      if (/[\n\r]/.test(character) || !(quoted ? closes(text, end, quote) : wordHasSlash(text, end))) break;
    } else if (STOP.includes(character) && !(quoted && !'"\'`<>|'.includes(character)) && !isInside(text, end)) break;
  }
  end = trimEnd(text, from, end, '.:!?,;');
  const place = /(?::\d+){1,2}$/.exec(text.slice(Math.max(from, end - 16), end));
  return place === null ? end : end - place[0].length;
}

// `/data/a,b` and `/data/{a,b}` go on behind a mark that would end a sentence.
const isInside = (text: string, at: number): boolean =>
  '{}[]*?,('.includes(text[at]!) && at + 1 < text.length && (isAt(text, at + 1, ALNUM) || '*/{[_'.includes(text.charAt(at + 1)));

const closes = (text: string, at: number, quote: string): boolean => {
  const rest = text.slice(at, at + 200);
  const close = rest.indexOf(quote);
  return close >= 0 && !rest.slice(0, close).includes('\n');
};

/** `/home/John Doe/x`: the next word goes on with the path when it holds a slash that does not start it. */
function wordHasSlash(text: string, space: number): boolean {
  if (!isAt(text, space + 1, ALNUM)) return false;
  for (let at = space + 2; at < text.length && at < space + 40 && !isAt(text, at, SPACE); at++) {
    if (text[at] === '/')
      return text[at - 1] !== ':' && isAt(text, at + 1, LETTER) && !/^(?:s|h|d|min|sec)\b/.test(text.slice(at + 1, at + 4));
    if (STOP.includes(text[at]!) || text[at] === ':' || text[at] === '=') return false;
  }
  return false;
}

// Two names behind one that only file systems and stores of backups start with.
const ROOTLESS = /^(?:home|Users|var|etc|usr|mnt|root|srv|tmp|Volumes|backups?|dumps?|archives?|snapshots|uploads)(?:\/[\w.-]{1,100}){2}/;
const isBefore = (text: string, start: number): boolean =>
  start === 0 || isAt(text, start - 1, SPACE | QUOTE) || '=(<['.includes(text[start - 1]!);

/** `base/dump/orders.sql`: a path without a root shows itself by the extension of its last name, or by its first two. */
function relativeFile(text: string, slash: number, findings: Parameters<Rule['find']>[3]): void {
  if (
    text[slash - 1] === ':' ||
    text[slash + 1] === '/' ||
    !isAt(text, slash - 1, WORD | DOT | HYPHEN) ||
    !isAt(text, slash + 1, WORD | DOT)
  )
    return;
  let start = slash;
  while (start > 0 && start > slash - 128 && isAt(text, start - 1, WORD | DOT | HYPHEN)) start--;
  let end = slash + 1;
  while (end < text.length && (isAt(text, end, WORD | DOT | HYPHEN) || text[end] === '/')) end++;
  findings.skipTo(end);
  if (text[start - 1] === '/' || text[start - 1] === '@' || text[start - 1] === ':') return;
  while (end > slash && text[end - 1] === '.') end--;
  const hasExtension = /\/[^/]*[^/.]\.[a-z][a-z0-9]{1,7}$/i.test(text.slice(Math.max(slash, end - 256), end));
  if (hasExtension || (isBefore(text, start) && ROOTLESS.test(text.slice(start, Math.min(end, start + 256))))) findings.redact(start, end);
}
