/** What is true of a job now. */
export type StatusCode =
  'failed' | 'missed' | 'stuck' | 'never_succeeded' | 'unknown' | 'late' | 'warning' | 'never_ran' | 'running' | 'ok' | 'decommissioned';

/** From the worst to the best, and last what is out of service. */
export const STATUS_CODES = [
  'failed',
  'missed',
  'stuck',
  'never_succeeded',
  'unknown',
  'late',
  'warning',
  'never_ran',
  'running',
  'ok',
  'decommissioned',
] as const satisfies readonly StatusCode[];

/** Each as a person reads it. */
export const STATUS_WORDS: Readonly<Record<StatusCode, string>> = {
  failed: 'failed',
  missed: 'missed',
  stuck: 'stuck',
  never_succeeded: 'never succeeded',
  unknown: 'unknown',
  late: 'late',
  warning: 'warning',
  never_ran: 'never ran',
  running: 'running',
  ok: 'ok',
  decommissioned: 'decommissioned',
};

/** Whether one is worse than another. */
export function isWorse(one: StatusCode, other: StatusCode): boolean {
  return STATUS_CODES.indexOf(one) < STATUS_CODES.indexOf(other);
}
