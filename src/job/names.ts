const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._:-]{0,127}$/u;
const CODE = /^[a-z][a-z0-9_.-]{0,63}$/i;
// Hexadecimal, or base64 with its padding: unpadded text may be a path.
const CHECKSUM = /^([a-z0-9][a-z0-9-]{1,15}):((?:[\da-f]{2}){4,64}|[a-z\d+/_-]{6,86}={1,2})$/i;

/** Whether a value may leave as the name of a job, destination, phase, tier or region. Paths, addresses and URLs do not. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

/** What a wrong name is replaced by: the same for the same value, so that two wrongly named jobs stay two jobs. */
export function replacementName(value: unknown): string {
  if (typeof value !== 'string' || value === '') return 'unnamed';
  // FNV-1a, 32 bits: an identity, from which the value cannot be read back.
  let hash = 0x811c9dc5;
  for (let index = 0; index < value.length && index < 4_096; index += 1) hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
  return `unnamed-${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

/** A short code such as `table_locked`: free text may carry personal data and never leaves. */
export function parseCode(value: unknown): string | undefined {
  return typeof value === 'string' && CODE.test(value) ? value : undefined;
}

/** Algorithm and digest of `algorithm:digest`. */
export function parseChecksum(value: unknown): { readonly algorithm: string; readonly digest: string } | undefined {
  const [, algorithm, digest] = (typeof value === 'string' && CHECKSUM.exec(value)) || [];
  return algorithm !== undefined && digest !== undefined ? { algorithm, digest } : undefined;
}
