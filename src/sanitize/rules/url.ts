import { ALNUM, DOT, HYPHEN, isAt, QUOTE, skipBack, SPACE, trimEnd } from '../text/chars.js';
import { SIGNED_PARAMETERS, WEB_SCHEMES, WEBHOOKS } from '../data/url-credentials.js';
import type { Rule } from '../scan/rule.js';
import { NOT_SECRET, secretName } from '../names/secret-names.js';

const HOOKS = new RegExp(String.raw`^(?:[^/]*\.)?(?:${WEBHOOKS.join('|')})`, 'i');

/** URLs with credentials or signatures, webhooks, and every address of a database or a store. */
export const urlRule: Rule = {
  name: 'url',
  triggers: ['://', 'jdbc:', 'sftp:', 'rclone:', 'rest:http', 'swift:', 'azure:', 's3:', 'b2:', 'gs:'],
  find(text, from, to, findings) {
    const start = skipBack(text, from, ALNUM | HYPHEN | DOT, from - 40);
    let schemeStart = start;
    while (schemeStart > 0 && schemeStart > from - 80 && /[+:\w.-]/.test(text[schemeStart - 1]!)) schemeStart--;
    if (text[schemeStart] === ':') schemeStart++;
    const end = urlEnd(text, to);
    findings.skipTo(end);
    if (text[from] !== ':') {
      // `arn:aws:s3:::bucket` names a thing and opens nothing.
      if (isAt(text, from - 1, ALNUM) || end - to < 2 || /\barn:aws[\w-]{0,12}:$/.test(text.slice(Math.max(0, from - 24), from))) return;
      // Stores of restic are written without slashes: sftp:user@host:/srv, b2:bucket:path, s3:host/bucket.
      const bare = text.slice(to, end);
      if (text.startsWith('jdbc:', from) || bare.includes('@') || bare.includes('/') || bare.includes(':')) findings.redact(from, end);
      return;
    }
    const scheme = text.slice(start, from).toLowerCase();
    if (scheme === '') return;
    const rest = text.slice(to, end);
    if (!WEB_SCHEMES.has(scheme) && /^[a-z][a-z\d+.-]*$/.test(scheme)) {
      if (rest !== '') findings.redact(schemeStart, end);
    } else if (hasCredential(rest)) findings.redact(schemeStart, end);
  },
};

function urlEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && !isAt(text, end, SPACE) && !'"`<>'.includes(text[end]!)) {
    if (text[end] === "'" && /^[\s,)\]};]?$|^[\s,)\]};]/.test(text.slice(end + 1, end + 2))) break;
    if (text[end] === '\\' && (isAt(text, end + 1, QUOTE) || text[end + 1] === 'n')) break;
    end++;
  }
  return trimEnd(text, from, end, '.,;:!?)]}');
}

function hasCredential(rest: string): boolean {
  const at = rest.lastIndexOf('@');
  if (at >= 0) {
    const slash = rest.search(/[/?#]/);
    if (slash < 0 || rest.indexOf('@') < slash) return true;
    // A password may hold the slash; then what stands before it is no port.
    if (/^[^/?#:]*:(?!\d{1,5}(?:[/?#]|$))/.test(rest)) return true;
  }
  if (HOOKS.test(rest.slice(0, 200))) return true;
  const query = rest.search(/[?#;]/);
  return query >= 0 && hasSignedParameter(rest.slice(query + 1));
}

function hasSignedParameter(query: string): boolean {
  let seen = 0;
  for (const pair of query.slice(0, 4096).split(/[&;#?]/)) {
    // More parameters than a page has: not worth a check of each, not safe either.
    if (++seen > 64) return true;
    const equals = pair.indexOf('=');
    const name = (equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
    if (equals >= 0 && equals < pair.length - 1 && name.length < 64 && (SIGNED_PARAMETERS.has(name) || secretName(name) !== NOT_SECRET))
      return true;
  }
  return query.length > 4096;
}
