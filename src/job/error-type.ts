/** OpenTelemetry's value of `error.type` for an error that has no class of its own. */
export const ERROR_TYPE_OTHER = '_OTHER';

// System errors (ECONNREFUSED), Node.js errors (ERR_...), SQLSTATE (five digits and capitals, SQL:2016 part 2 section 24).
const KNOWN_CODE = /^(?:E[A-Z0-9]{2,31}|ERR_[A-Z0-9_]{1,60}|(?=.*\d)[0-9A-Z]{5})$/;
const CLASS_NAME = /^[A-Za-z_$][\w$.]{0,63}$/;

/**
 * The class of whatever was thrown, never its message: messages carry paths, hosts and passwords.
 * A known code (`ECONNREFUSED`, `57P01`) tells more than the class `Error`, so it comes first.
 */
export function errorType(error: unknown): string {
  try {
    if (typeof error !== 'object' || error === null) return error === undefined || error === null ? ERROR_TYPE_OTHER : typeof error;
    const { code, name, constructor } = error as { code?: unknown; name?: unknown; constructor?: { name?: unknown } };
    if (typeof code === 'string' && KNOWN_CODE.test(code)) return code;
    if (error instanceof Error && name === 'Error' && isClassName(constructor?.name)) return constructor.name;
    if (isClassName(name)) return name;
    return isClassName(constructor?.name) ? constructor.name : ERROR_TYPE_OTHER;
  } catch {
    return ERROR_TYPE_OTHER;
  }
}

/**
 * Exit code that an error of a child process carries: `exitCode`, in `child_process` `code` beside `cmd` or, of its
 * synchronous functions, `status` beside `pid`. Alone the last two mean other things, such as the 20 of an `AbortError`.
 */
export function errorExitCode(error: unknown): number | undefined {
  try {
    if (typeof error !== 'object' || error === null) return undefined;
    const { exitCode, code, cmd, status, pid } = error as Readonly<Record<string, unknown>>;
    const codes = [exitCode, typeof cmd === 'string' && code, typeof pid === 'number' && status];
    return codes.map(asExitCode).find((value) => value !== undefined);
  } catch {
    return undefined;
  }
}

/** An exit code as POSIX has it: 0 to 255. */
export function asExitCode(value: unknown): number | undefined {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255 ? (value as number) : undefined;
}

function isClassName(value: unknown): value is string {
  return typeof value === 'string' && CLASS_NAME.test(value);
}
