/** Stable, machine-readable reason of a {@link BackupTelemetryError}. Codes are public API: they are never renamed. */
export type BackupTelemetryErrorCode =
  /** `withBackup` or `run` was called without a function to run. */
  | 'callback_required'
  /** An option given when telemetry is set up (not while a backup runs) is wrong. */
  | 'configuration_invalid'
  /** An optional OpenTelemetry package is not installed or too old. The preset says it through `diag`; nothing throws it at a host. */
  | 'package_missing'
  /** A batch of telemetry could not be sanitized and was dropped. Exporters report it; nothing throws it at a host. */
  | 'sanitizing_failed'
  /** An alert has a wrong or missing value. */
  | 'alert_invalid'
  /** WS-155 refused an alert for good: sending it again would not help. */
  | 'alert_rejected'
  /** WS-155 did not accept an alert within the deadline. */
  | 'alert_undelivered'
  /** A testing helper was asked for something that it cannot answer, such as a metric that does not exist. */
  | 'query_invalid'
  /** Code under test used the package wrongly, and its testing helpers are strict. */
  | 'problem_found';

/**
 * What this package throws of its own, apart from the errors of commands that `runCommand` runs.
 * A backup's own error is never wrapped: it is rethrown as the same object.
 *
 * Recognize it by {@link isBackupTelemetryError}: one process may hold two copies of the package, and with them two of this class.
 */
export class BackupTelemetryError extends Error {
  /** Name of the class. On the prototype, as that of JavaScript's own errors: a field of each error would be listed and serialized with its data. */
  override get name(): 'BackupTelemetryError' {
    return 'BackupTelemetryError';
  }
  /** Why it was thrown. Compare this, never the message. */
  readonly code: BackupTelemetryErrorCode;

  constructor(code: BackupTelemetryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Whether an error is one of this package's, also when another copy of the package threw it, or one in another realm (`node:vm`, Jest).
 *
 * It goes by the name of the class, a fixed text that no minifier changes, as is usual for `AbortError` and its like. A mark of the registry
 * of symbols would know no more of them: every copy of any version has the name, and only versions that set the mark would have that. Who
 * gives an error of their own this name gains nothing by it: look at the `code` as well, as below, and treat one you do not know as any other error.
 *
 * @example
 * ```ts
 * import { isBackupTelemetryError } from '@wedsync/backup-telemetry';
 *
 * const isUndelivered = (error: unknown) => isBackupTelemetryError(error) && error.code === 'alert_undelivered';
 * ```
 */
export function isBackupTelemetryError(error: unknown): error is BackupTelemetryError {
  // Looking at what somebody threw may throw: it may be a proxy, or have a getter.
  try {
    return (error as Partial<Error> | undefined)?.name === 'BackupTelemetryError';
  } catch {
    return false;
  }
}

/** The beginning of a sentence about a wrong value. What is done about it, or a full stop, follows. */
export function expected(what: string, wanted: string, came: string): string {
  return `Expected ${what} to be ${wanted}, got ${came}`;
}

/** What came, for {@link expected}: its kind and, where that cannot hold a secret, its value. */
export function kindOf(value: unknown): string {
  const type = typeof value;
  if (typeof value === 'string') return `a string of ${value.length} characters`;
  if (value && type === 'object') return 'an object';
  return /func|sym|big/.test(type) ? `a ${type}` : String(value);
}

const MOST_SHOWN = 60;

/** What came, for {@link expected}: as it was written, for what stands in a program's source or in a file of configuration and is no secret. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value);
  if (value === undefined) return 'nothing';
  try {
    if (value instanceof RegExp) return String(value);
    if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  } catch {
    // It is what its type says.
  }
  return kindOf(value);
}
