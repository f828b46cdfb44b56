import { diag } from '@opentelemetry/api';
import { orUndefined } from '../../untrusted/calls.js';

/** Logs through `diag`. The logger is the host's: where it throws, or answers with a promise that rejects, no backup ends of it. */
export function log(level: 'error' | 'warn' | 'debug', message: string): void {
  orUndefined(() => diag[level](message));
}
