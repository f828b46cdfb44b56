import { isBackupTelemetryError } from '../errors.js';

/** Errors of this package show no values; others may. */
export function sentenceOf(error: unknown): string {
  return isBackupTelemetryError(error) ? error.message : 'Expected the functions among the options to work, got an error from one of them.';
}

/** The class of an error by its code, such as `ENOENT`: never its message, which may hold an address or a secret. */
export function classOf(error: unknown): string | undefined {
  const { code, cause } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    cause?: { code?: unknown } | null;
  };
  // `fetch` wraps the error that says it.
  const said = cause?.code ?? code;
  return typeof said === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(said) ? said : undefined;
}
