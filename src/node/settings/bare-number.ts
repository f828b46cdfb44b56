import { expected, shown } from '../../errors.js';
import type { Warn } from '../problems/warnings.js';

/**
 * A bare number is milliseconds. One that nobody would state in milliseconds, such as 10 or 7200, was probably meant as seconds; it is read as
 * what it says.
 */
export function warnOfBareSeconds(what: string, value: unknown, warn: Warn): void {
  if (typeof value === 'number' && value % (value < 1_000 ? 100 : 1_000) !== 0)
    warn(`${expected(what, `in milliseconds when it is a number (did you mean "${value}s"?)`, shown(value))}; it is ${value / 1_000} s.`);
}
