import { METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP } from '../../semconv.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { livingRuns, newest } from './facts.js';
import { LIVING_RUNS, orLastSilent } from '../promql/living.js';
import { CHECKS } from '../runbook/checks.js';
import { OPEN_RUNS, PROGRESSES } from '../promql/open-runs.js';
import { ID, stateName } from '../promql/promql.js';
import type { JobCondition } from '../types.js';

const PROGRESS = stateName(METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP);

/** The process lives and its work does not go on. */
export const backupStalled: JobCondition = {
  name: 'BackupStalled',
  scope: 'job',
  restsOnSilence: true,
  severity: 'warning',
  summary: '{subject} is stuck',
  description: 'A run of {subject} is alive and has made no progress for more than 30 minutes.',
  runbook: 'docs/runbooks/backup-stalled.md',
  threshold: { byDefault: '30 min. A job that never reports progress is not judged.' },
  guide: {
    meaning: 'Heartbeats come, so the process lives; progress does not, neither by `progress()` nor by a byte counter.',
    risk: 'The run will probably not end. It may hold locks that slow down bookings, and the next run may be skipped because of it.',
    check: [
      CHECKS.signs,
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
  facts: ['last_success'],
  promql: orLastSilent(`(
  (
    ${PROGRESSES} > ${OPEN_RUNS}
    or (${OPEN_RUNS} and on (${ID}) ${PROGRESS})
  )
  < time() - ${DEFAULTS.stalledAfter}
  and ${LIVING_RUNS}
)`),
  holds(job, now) {
    if (job.lastProgress === undefined) return undefined;
    const stuck = livingRuns(job, now).flatMap(({ startedAt, lastProgress = startedAt, silentSince }) => {
      const went = Math.max(startedAt, lastProgress);
      return went < now - DEFAULTS.stalledAfter ? [newest(went, silentSince)] : [];
    });
    const episode = newest(...stuck);
    return episode === undefined ? undefined : { episode };
  },
};
