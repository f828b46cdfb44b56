import { createSanitizer } from '../../sanitize/index.js';

const sanitizer = createSanitizer();

/** Text without secrets, cut to what the contract allows. */
export function cleanText(text: string, max: number): string {
  return cut(sanitizer.text(wellFormed(text)), max);
}

/** One line that fits the contract, or `undefined` for none. Not sanitized: names make the id, and have to stay what they are. */
export function cleanLine(text: string | undefined, max: number): string | undefined {
  const line = cut(wellFormed(text ?? '').replace(/[\r\n]+/g, ' '), max);
  return line === '' ? undefined : line;
}

/** A URL somebody may click on: http or https, without credentials. A path becomes one by the base. */
export function cleanUrl(text: string | undefined, max: number, base?: string): string | undefined {
  if (text === undefined) return undefined;
  try {
    const url = new URL(text, base);
    const fine = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.href.length <= max;
    return fine ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Half of a pair of UTF-16 has no form in UTF-8, and so none in a hash. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : wellFormed(`${text.slice(0, max - 1)}…`);
}
