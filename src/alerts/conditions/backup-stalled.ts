import { METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP } from '../../semconv.js';
import { DEFAULTS } from './defaults.js';
import { livingRun, newest } from './facts.js';
import { LIVING_RUN } from './living.js';
import { LOOKS } from './looks.js';
import { stateName } from './promql.js';
import { OPEN_RUN } from './states.js';
import type { JobCondition } from './types.js';

const PROGRESS = stateName(METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP);

/** The process lives and its work does not go on. */
export const backupStalled: JobCondition = {
  name: 'BackupStalled',
  scope: 'job',
  severity: 'warning',
  summary: '{subject} is stuck',
  description: 'A run of {subject} is alive and has made no progress for more than 30 minutes.',
  runbook: 'docs/runbooks/backup-stalled.md',
  threshold: { byDefault: '30 min. A job that never tells progress is not judged.' },
  guide: {
    meaning: 'Heartbeats come, so the process lives; progress does not, neither by `progress()` nor by a byte meter.',
    risk: 'The run will probably not end. It may hold locks that slow down bookings, and the next run may be skipped because of it.',
    check: [
      LOOKS.signs,
      'Which phase is open: the spans of the phases that ended are there, the next one is where it hangs.',
      {
        say: 'For a dump of PostgreSQL: what does it wait for?',
        sh: `psql -c "select pid, wait_event_type, wait_event, state, pg_blocking_pids(pid) from pg_stat_activity where application_name = 'pg_dump'"`,
      },
      'For an upload: does the network to the destination work from that host, and does the destination still accept the credential?',
    ],
    act: [
      'Remove what it waits for.',
      'Else stop the run and start it again. Its end, whatever it is, clears this alert.',
      'If couples or vendors report slow pages, stop it first: it may hold locks.',
    ],
    escalate: 'When it is stuck a second time at the same place: to the owner of the database or of the destination.',
  },
  promql: `(
  ${PROGRESS} > ${OPEN_RUN}
  or (${OPEN_RUN} and ${PROGRESS})
)
< time() - ${DEFAULTS.stalledAfter}
and ${LIVING_RUN}`,
  holds(job, now) {
    const start = livingRun(job, now);
    if (start === undefined || job.lastProgress === undefined) return undefined;
    const episode = newest(start, job.lastProgress) ?? start;
    return episode < now - DEFAULTS.stalledAfter ? { episode } : undefined;
  },
};
