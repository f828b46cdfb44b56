import { METRIC_BACKUP_LAST_CLEAN_TIMESTAMP, METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP } from '../../semconv.js';
import { CHECKS } from '../runbook/checks.js';
import { stateName } from '../promql/promql.js';
import type { JobCondition } from '../types.js';

const PROBLEM = stateName(METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP);
const CLEAN = stateName(METRIC_BACKUP_LAST_CLEAN_TIMESTAMP);

/** A job uses the instrumentation wrongly: part of what it says was not understood. */
export const backupTelemetryProblem: JobCondition = {
  name: 'BackupTelemetryProblem',
  scope: 'job',
  severity: 'warning',
  summary: 'what {subject} says of itself has a problem',
  description:
    'Something that {subject} says of itself was not understood, such as a misspelt option or a wrong value, and was left out or read as the worse. No run since has been without a problem.',
  runbook: 'docs/runbooks/backup-telemetry-problem.md',
  guide: {
    meaning:
      'A definition or a run of the job used the instrumentation wrongly, and no run without a problem has ended since. The alert clears with the next run that has none.',
    risk: 'What was left out is not judged: a misspelt `minBytes` never finds an artifact too small, a misspelt destination hides which copy is old.',
    check: [
      'Read the warnings in the log of the process: each names the field, what was expected, what came, and the place in the code.',
      {
        say: 'Which kinds of problems, and in which service?',
        promql: 'sum by (job, backup_telemetry_problem) (backup_telemetry_problems_total)',
      },
      { say: 'Without waiting for the next run, in the folder of the service:', sh: 'npx @wedsync/backup-telemetry doctor -- COMMAND' },
      CHECKS.ends,
    ],
    act: ['Correct what the warning names, and deploy it.', 'Run the job once; the alert clears when it ends.'],
    escalate: 'Not at night. When it stands for a week: to the owner of the service.',
  },
  promql: `(
  ${CLEAN}
  or ${PROBLEM} * 0
)
<= ${PROBLEM}`,
  holds({ lastProblem, lastClean = 0 }) {
    return lastProblem !== undefined && lastClean <= lastProblem ? { episode: lastClean } : undefined;
  },
};
