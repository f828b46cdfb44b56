import { attempt } from './attempt.js';
import type { Mistake, ReportMistake } from './mistakes.js';
import { describe } from './mistakes.js';

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._:-]{0,127}$/u;
const CODE = /^[a-z][a-z0-9_.-]{0,63}$/i;
const CHECKSUM = /^([a-z0-9][a-z0-9-]{1,15}):(.{8,128})$/;
const HEXADECIMAL = /^(?:[\da-f]{2})+$/i;
const BASE64 = /^(?:[a-z\d+/]+|[a-z\d_-]+)={0,2}$/i;
// Characters of MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512 without padding. Unpadded text of another length may be a path.
const BASE64_LENGTHS: readonly number[] = [22, 27, 38, 43, 64, 86];

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

/** The name of a phase; a wrong one is said and replaced. */
export function readPhaseName(name: unknown, report: ReportMistake, at: (...args: never[]) => unknown): string {
  if (isName(name)) return name;
  report('phase_invalid', `Expected a phase to have a name such as "upload", got ${describe(name)}.`, at);
  return replacementName(name);
}

/** Whether a value is a short code such as `table_locked`: free text may carry personal data and never leaves. */
export function isCode(value: unknown): value is string {
  return typeof value === 'string' && CODE.test(value);
}

/** Algorithm and digest of `algorithm:digest`. */
export function parseChecksum(value: unknown): { readonly algorithm: string; readonly digest: string } | undefined {
  const [, algorithm, digest] = (typeof value === 'string' && CHECKSUM.exec(value)) || [];
  if (algorithm === undefined || digest === undefined) return undefined;
  const isBase64 = BASE64.test(digest) && (digest.endsWith('=') ? digest.length % 4 === 0 : BASE64_LENGTHS.includes(digest.length));
  return isBase64 || HEXADECIMAL.test(digest) ? { algorithm, digest } : undefined;
}

/** Reads the fields of a caller's object one by one; a wrong field is said and left out, a throwing getter too. */
export function createReader(source: unknown, mistake: Mistake, report: ReportMistake, at: (...args: never[]) => unknown) {
  function raw(field: string): unknown {
    try {
      return (source as Record<string, unknown> | null | undefined)?.[field];
    } catch {
      report(mistake, `Reading \`${field}\` threw; it is left out.`, at);
      return undefined;
    }
  }
  function read<T>(field: string, expected: string, accept: (value: unknown) => T | undefined): T | undefined {
    const value = raw(field);
    if (value === undefined) return undefined;
    // Looking at a value may throw as well: it may be a proxy, or a date only by its prototype.
    const accepted = attempt(() => accept(value));
    if (accepted === undefined) report(mistake, `Expected \`${field}\` to be ${expected}, got ${describe(value)}; it is left out.`, at);
    return accepted;
  }
  return {
    raw,
    read,
    name: (field: string) =>
      read(field, 'a name of letters, digits, spaces and ._:- (at most 128)', (value) => (isName(value) ? value : undefined)),
    count: (field: string) =>
      read(field, 'a whole number of at least 0', (value) =>
        Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined,
      ),
    oneOf: <V extends string>(field: string, values: readonly V[]) =>
      read(field, `one of ${values.join(', ')}`, (value) => values.find((known) => known === value)),
    time: (field: string) => read(field, 'a valid Date or milliseconds since the Unix epoch', parseTime),
  };
}

export type Reader = ReturnType<typeof createReader>;

/** Milliseconds since the Unix epoch. */
export function parseTime(value: unknown): number | undefined {
  const ms = value instanceof Date ? value.getTime() : value;
  // 8.64e15 is the last millisecond a Date can hold (ECMAScript, time values).
  return typeof ms === 'number' && Math.abs(ms) <= 8.64e15 ? ms : undefined;
}
