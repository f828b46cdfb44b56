import type { StatusCode } from '../../status/status-code.js';

/** Of plugins of Nagios: the state is not known. */
export const UNKNOWN = 3;

const CODES: Readonly<Record<StatusCode, 0 | 1 | 2 | 3>> = {
  ok: 0,
  running: 0,
  decommissioned: 0,
  warning: 1,
  late: 1,
  never_ran: 1,
  failed: 2,
  missed: 2,
  stuck: 2,
  never_succeeded: 2,
  unknown: UNKNOWN,
};

/** The exit code that says a status, as plugins of Nagios say it: https://nagios-plugins.org/doc/guidelines.html#AEN78 */
export function exitCodeOf(status: StatusCode): number {
  return Object.hasOwn(CODES, status) ? CODES[status] : UNKNOWN;
}
