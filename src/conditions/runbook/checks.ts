import { METRIC_BACKUP_LAST_END_TIMESTAMP, METRIC_BACKUP_LAST_START_TIMESTAMP } from '../../semconv.js';
import { NEWEST_SIZE } from '../promql/history.js';
import { stateName } from '../promql/promql.js';
import { LAST_SIGN, SEEN } from '../promql/state-names.js';
import type { RunbookStep } from '../types.js';
import { ofJob } from './of-job.js';

/** Steps that several runbooks have in common. */
export const CHECKS = {
  ends: {
    say: 'When did it last end, and how? Hours ago, by outcome; a `success` that is missing has never been:',
    promql: `(time() - ${ofJob(stateName(METRIC_BACKUP_LAST_END_TIMESTAMP))}) / 3600`,
  },
  starts: {
    say: 'When did it last start? Hours ago; nothing means never:',
    promql: `(time() - ${ofJob(stateName(METRIC_BACKUP_LAST_START_TIMESTAMP))}) / 3600`,
  },
  signs: { say: 'When did the run last show a sign of life? Minutes ago:', promql: `(time() - ${ofJob(LAST_SIGN)}) / 60` },
  seen: {
    say: 'When was anything last heard of it, and of its neighbours? Hours ago, the longest silence first:',
    promql: `sort_desc((time() - ${SEEN}) / 3600)`,
  },
  sizes: {
    say: 'How large were its artifacts in the last month? As a graph over 31 days, in bytes:',
    promql: ofJob(NEWEST_SIZE),
  },
  others: {
    say: 'Which other alerts fire? Several at one destination or one service have one cause:',
    promql: 'count by (alertname, job, backup_destination_name) (ALERTS{alertstate="firing", alertname!="Watchdog"})',
  },
  trace:
    'Open the newest trace of the job in Jaeger or Tempo: its service, and the span `OPERATION JOB`. The phase with the status `Error` is the stage that failed, and `error.type` says the class of the error.',
  log: 'Read the log of the job on its host at that time. Telemetry carries no error messages, on purpose.',
} as const satisfies Readonly<Record<string, RunbookStep>>;
