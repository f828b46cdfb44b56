import { createSanitizer } from '../../sanitize/index.js';

const sanitizer = createSanitizer();

/** Text without secrets, cut to what the contract allows. */
export function cleanText(text: string, max: number): string {
  return cut(printable(sanitizer.text(wellFormed(text))), max);
}

/** Attributes without secrets, also where only the name says that there is one; names and texts cut to what the contract allows. */
export function cleanAttributes(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const clean = sanitizer.attributes(attributes);
  return Object.fromEntries(
    Object.entries(clean).map(([name, value]) => [cut(printable(wellFormed(name)), 100), cut(printable(wellFormed(String(value))), 256)]),
  );
}

/**
 * One line that fits the contract, or `undefined` for none. Not sanitized: names make the id, and have to stay what they are. Two names
 * that are too long stay two: what is cut away lives on as a hash.
 */
export function cleanLine(text: string | undefined, max: number): string | undefined {
  const line = wellFormed(text ?? '').replace(/[\r\n]+/g, ' ');
  if (line === '') return undefined;
  return line.length <= max ? line : `${wellFormed(line.slice(0, max - HASH_LENGTH - 1))}…${hash(line)}`;
}

/**
 * A URL somebody may click on: http or https, without what may carry a credential, which is all but its path. A path becomes a URL by
 * the base.
 */
export function cleanUrl(text: string | undefined, max: number, base?: string): string | undefined {
  if (text === undefined || (base === undefined && !/^https?:/i.test(text))) return undefined;
  try {
    const url = new URL(text, base);
    url.username = url.password = url.search = url.hash = '';
    return /^https?:$/.test(url.protocol) && url.href.length <= max ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Half of a pair of UTF-16 has no form in UTF-8, and so none in a hash. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Without control characters, such as those that colour a terminal: JSON writes each in six bytes, so that a receiver may find an alert too large. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => (character === '\n' || character === '\t' ? character : ' '));
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : wellFormed(`${text.slice(0, max - 1)}…`);
}

const HASH_LENGTH = 16;

/** Two FNV-1a hashes of 32 bits, in hexadecimal: nobody is kept out by it, only names apart. */
function hash(text: string): string {
  let [one, other] = [0x811c9dc5, 0x01234567];
  for (let at = 0; at < text.length; at += 1) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
    other = Math.imul(other ^ text.charCodeAt(text.length - 1 - at), 0x01000193);
  }
  return [one, other].map((half) => (half >>> 0).toString(16).padStart(HASH_LENGTH / 2, '0')).join('');
}
