import { isName, unnamed } from '../../semconv/names.js';
import { isText, orUndefined } from '../../untrusted/calls.js';

const CODE = /^[a-z][a-z0-9_.-]{0,63}$/i;
// Hexadecimal, or base64 with its padding: unpadded text may be a path.
const CHECKSUM = /^([a-z0-9][a-z0-9-]{1,15}):((?:[\da-f]{2}){4,64}|[a-z\d+/_-]{6,86}={1,2})$/i;

/** The value itself where it is a name; paths, addresses and URLs are none. */
export function parseName(value: unknown): string | undefined {
  return typeof value === 'string' && isName(value) ? value : undefined;
}

/** What a wrong name is replaced by: the same for the same text, so that two wrongly named jobs stay two jobs. */
export function replacementName(value: unknown): string {
  // It may throw as it is written out, and stands for nothing then.
  const text = orUndefined(() => [value].join()) ?? '';
  return /number|bigint|boolean/.test(typeof value) && isName(text) ? text : unnamed(text);
}

/** A short code such as `table_locked`: free text may carry personal data and never leaves. */
export function parseCode(value: unknown): string | undefined {
  return isText(value, CODE) ? value : undefined;
}

/** Algorithm and digest of `algorithm:digest`. */
export function parseChecksum(value: unknown): { readonly algorithm: string; readonly digest: string } | undefined {
  const [, algorithm, digest] = (typeof value === 'string' && CHECKSUM.exec(value)) || [];
  return algorithm !== undefined && digest !== undefined ? { algorithm, digest } : undefined;
}
