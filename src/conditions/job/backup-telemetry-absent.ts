import { METRIC_BACKUP_EXPECTED_INTERVAL } from '../../semconv.js';
import { DEFAULTS } from '../../policy/defaults.js';
import { CHECKS } from '../runbook/checks.js';
import { stateName } from '../promql/promql.js';
import { KNOWN_SINCE, SEEN } from '../promql/state-names.js';
import type { JobCondition } from '../types.js';

/** Nothing is heard of a job that is in service. */
export const backupTelemetryAbsent: JobCondition = {
  name: 'BackupTelemetryAbsent',
  scope: 'job',
  restsOnSilence: true,
  severity: 'warning',
  summary: 'no telemetry from {subject}',
  description:
    '{subject} is in service and has sent no telemetry for longer than it may be silent. Its state is unknown, which is not good.',
  runbook: 'docs/runbooks/backup-telemetry-absent.md',
  threshold: {
    gauge: METRIC_BACKUP_EXPECTED_INTERVAL,
    byDefault: '26 h, or two stated intervals if that is more. Only jobs that were defined are judged.',
  },
  guide: {
    meaning:
      'The job was defined, was not decommissioned, and no process has exported its state since. What else is known of it is as old as that.',
    risk: 'Backups may run well or not at all: nobody would learn of a failure.',
    check: [
      CHECKS.seen,
      'Does the service run that defines the job? Was it renamed, moved to another environment, or removed?',
      'Do other jobs of the same service arrive? If none do, look at `OTEL_EXPORTER_OTLP_ENDPOINT` and at the collector.',
      'Does the destination hold a fresh artifact? Then only the telemetry is missing.',
    ],
    act: [
      'Bring the service or its telemetry back; the alert clears with the first export.',
      'If the job is gone on purpose, define it once more from anywhere with the same identity and call `decommission()`.',
    ],
    escalate: 'When the destination shows no fresh artifact either: as for an overdue backup.',
  },
  facts: ['last_success'],
  promql: `${SEEN} < time() - (
  clamp_min(${stateName(METRIC_BACKUP_EXPECTED_INTERVAL)} * 2, ${DEFAULTS.absentAfter})
  or ${KNOWN_SINCE} * 0 + ${DEFAULTS.absentAfter}
)`,
  holds({ knownSince, seenAt, expected: { interval } }, now) {
    if (knownSince === undefined || seenAt === undefined) return undefined;
    const silence = Math.max(DEFAULTS.absentAfter, 2 * (interval ?? 0));
    return seenAt < now - silence ? { episode: seenAt } : undefined;
  },
};
