import { unhealed } from './facts.js';
import { CHECKS } from '../runbook/checks.js';
import { endState, ID } from '../promql/promql.js';
import { SUCCEEDED } from '../promql/state-names.js';
import type { JobCondition } from '../types.js';

const PARTIAL = `max by (${ID}) (${endState('partial')})`;

/** Part of the work is missing since the newest success. */
export const backupPartial: JobCondition = {
  name: 'BackupPartial',
  scope: 'job',
  severity: 'warning',
  summary: '{subject} is incomplete',
  description: 'The newest partial run of {subject} is newer than its newest success: part of the data is in no backup since then.',
  runbook: 'docs/runbooks/backup-partial.md',
  guide: {
    meaning: 'A run ended as `partial` after the newest `success`: what it stored can be used, and something was left out.',
    risk: 'A restore would bring back most, and leave holes that nobody sees at first: a table, a bucket, some vendors.',
    check: [CHECKS.ends, 'Look at `backup.reason` on the span of the run: a code that the job gave for what it left out.', CHECKS.log],
    act: [
      'Decide whether it can wait: what is missing, and when was it last complete? Bookings and payments cannot.',
      'Remove the cause, such as a locked table or an unreadable file.',
      'Run the job again and see it succeed; the alert resolves then.',
    ],
    escalate:
      'When the missing part holds bookings, contracts or payments: at once, as for a failed backup. Otherwise when it is missing for two days: to the owner of that data.',
  },
  facts: ['last_success'],
  promql: `(
  ${SUCCEEDED}
  or ${PARTIAL} * 0
)
<= ${PARTIAL}`,
  holds(job) {
    const episode = unhealed(job, ['partial']);
    return episode === undefined ? undefined : { episode };
  },
};
