import { ERROR_TYPE_VALUE_OTHER } from '../../semconv.js';
import { isText, orUndefined } from '../../untrusted/calls.js';

// System errors (ECONNREFUSED), Node.js errors (ERR_...), SQLSTATE (five digits and capitals, SQL:2016 part 2 section 24).
const KNOWN_CODE = /^(?:E[A-Z0-9]{2,31}|ERR_[A-Z0-9_]{1,60}|(?=.*\d)[0-9A-Z]{5})$/;
// Other constants, such as `CHECKSUM_MISMATCH`: recorded only of an error without a class worth the name.
const ANY_CODE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){1,7}$/;
const SIGNAL = /^SIG[A-Z0-9]{2,8}$/;
const CLASS_NAME = /^[A-Za-z_$][\w$.]{2,63}$/;
// Bundlers tell two classes of one name apart by a number: `ChecksumMismatch2`, `ChecksumMismatch$1`.
const BUNDLED_NAME = /\d$/;

// Classes that say nothing of what went wrong: a cause or a member says more.
const GENERIC: readonly string[] = ['Error', 'TypeError', 'AggregateError', 'SuppressedError', ERROR_TYPE_VALUE_OTHER];
const DEEPEST_CAUSE = 5;

/**
 * The class of whatever was thrown, never its message: messages carry paths, hosts and passwords.
 * A known code (`ECONNREFUSED`, `57P01`) or the signal that ended a child process says more than a class, so they come first.
 * Where the class says nothing, the causes are asked, and the members of an `AggregateError`.
 */
export function errorType(error: unknown, depth = 0): string {
  const own = orUndefined(() => ownType(error)) ?? ERROR_TYPE_VALUE_OTHER;
  if (depth >= DEEPEST_CAUSE || !GENERIC.includes(own)) return own;
  const types = (orUndefined(() => causesOf(error)) ?? []).map((cause) => errorType(cause, depth + 1));
  return types.find((type) => !GENERIC.includes(type)) ?? own;
}

function ownType(error: unknown): string {
  if (typeof error !== 'object' || error === null) return error === undefined || error === null ? ERROR_TYPE_VALUE_OTHER : typeof error;
  const { code, name, signal, constructor } = error as Readonly<Record<'code' | 'name' | 'signal' | 'constructor', unknown>>;
  if (isText(code, KNOWN_CODE)) return code;
  const made = (constructor as { readonly name?: unknown } | undefined)?.name;
  // A name that is not its class's was chosen by somebody: `TimeoutError` says more than the signal that a timeout sent.
  if (name !== 'Error' && name !== made && isText(name, CLASS_NAME)) return name;
  if (isText(signal, SIGNAL)) return signal;
  const known = className(error);
  return GENERIC.includes(known) && isText(code, ANY_CODE) ? code : known;
}

/** The name of the class or of one that it extends: minifiers shorten those of the program, not those of the language. */
function className(error: object): string {
  let proto = error;
  for (let depth = 0; depth < 10 && (proto = Object.getPrototypeOf(proto) as object); depth += 1) {
    const name = (proto.constructor as { readonly name?: unknown } | undefined)?.name;
    if (isText(name, CLASS_NAME) && !BUNDLED_NAME.test(name)) return name;
  }
  return ERROR_TYPE_VALUE_OTHER;
}

function causesOf(error: unknown): readonly unknown[] {
  const { cause, errors } = error as { readonly cause?: unknown; readonly errors?: unknown };
  const members = Array.isArray(errors) ? (errors.slice(0, 10) as unknown[]) : [];
  return [cause, ...members].filter((one) => typeof one === 'object' && one !== null);
}

/**
 * Exit code that an error of a child process carries: `exitCode`, in `child_process` `code` beside `cmd` or, of its
 * synchronous functions, `status` beside `pid`. Alone the last two mean other things, such as the 20 of an `AbortError`.
 */
export function errorExitCode(error: unknown): number | undefined {
  return orUndefined(() => {
    const { exitCode, code, cmd, status, pid } = (error ?? {}) as Readonly<Record<string, unknown>>;
    const codes = [exitCode, typeof cmd === 'string' && code, typeof pid === 'number' && status];
    return codes.map(asExitCode).find((value) => value !== undefined);
  });
}

/** An exit code as POSIX has it: 0 to 255. */
export function asExitCode(value: unknown): number | undefined {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255 ? (value as number) : undefined;
}
