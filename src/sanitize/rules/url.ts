import { ALNUM, DOT, HYPHEN, isAt, QUOTE, skipBack, SPACE, trimEnd } from '../chars.js';
import type { Rule } from '../rule.js';
import { NOT_SECRET, secretName } from '../secret-names.js';

/** Schemes of web pages: their addresses stay unless they carry a credential. Those of stores and databases go. */
const WEB = new Set(['http', 'https', 'ws', 'wss', 'grpc', 'grpcs', 'otlp', 'about', 'urn', 'git+https', 'git+http']);
/** Parameters that sign a request or carry a login, besides those named like a secret. */
const SIGNED = new Set([
  'sig',
  'signature',
  'x-amz-signature',
  'x-amz-credential',
  'x-amz-security-token',
  'x-goog-signature',
  'x-goog-credential',
  'awsaccesskeyid',
  'googleaccessid',
  'key-pair-id',
  'policy',
  'key',
  'code',
  'sv',
  'auth',
  'sas',
  'hash',
  'hmac',
  'jwt',
  'ticket',
  'otp',
  'pass',
  'pw',
  'user',
  'username',
  'sid',
  'state',
  'x-oss-signature',
  'ossaccesskeyid',
  'q-signature',
  'x-cos-security-token',
  'st',
  'hdnea',
  '__token__',
  'verify',
  'rlkey',
  'access',
]);
/** Addresses that are a credential by themselves: whoever has one can post. */
const HOOKS =
  /^(?:[^/]*\.)?(?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks|[^/]*webhook\.office\.com|api\.telegram\.org\/(?:file\/)?bot|hc-ping\.com|healthchecks\.io\/ping|hooks\.zapier\.com\/hooks|maker\.ifttt\.com\/|outlook\.office\.com\/webhook|chat\.googleapis\.com\/v1\/spaces|[^/]*\.logic\.azure\.com|events\.pagerduty\.com\/integration|cronitor\.link|uptime\.betterstack\.com\/api\/v1\/heartbeat|ntfy\.sh|webhook\.site|[^/]*\.pipedream\.net|hook\.[^/]*make\.com|open\.feishu\.cn\/open-apis\/bot|oapi\.dingtalk\.com\/robot|qyapi\.weixin\.qq\.com\/cgi-bin\/webhook|[^/]*\.deadmanssnitch\.com|nosnch\.in|hooks\.[^/]*\/)/i;

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
    if (!WEB.has(scheme) && /^[a-z][a-z\d+.-]*$/.test(scheme)) {
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
    // More parameters than a page has: not worth a look at each, not safe either.
    if (++seen > 64) return true;
    const equals = pair.indexOf('=');
    const name = (equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
    if (equals >= 0 && equals < pair.length - 1 && name.length < 64 && (SIGNED.has(name) || secretName(name) !== NOT_SECRET)) return true;
  }
  return query.length > 4096;
}
