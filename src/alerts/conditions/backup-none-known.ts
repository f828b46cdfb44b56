import { KNOWN_SINCE, SEEN } from './states.js';
import type { PathCondition } from './types.js';

/** No job has ever been heard of. */
export const backupNoneKnown: PathCondition = {
  name: 'BackupNoneKnown',
  scope: 'path',
  severity: 'warning',
  summary: 'No backup job is known',
  description: 'Prometheus knows no backup job at all. No alert about backups can fire, and that is not good.',
  runbook: 'docs/runbooks/backup-none-known.md',
  holdFor: '15m',
  guide: {
    meaning: 'No process has ever exported the definition of a job to this Prometheus, or its data was lost for longer than a day.',
    risk: 'Everything looks quiet because nothing is looked at.',
    check: [
      'Does a service call `defineBackup`, and has it an SDK? `OTEL_EXPORTER_OTLP_ENDPOINT` must lead to the collector.',
      'Does the collector hand metrics on to this Prometheus? Its own alerts say so.',
      'Are the resource attributes promoted, as in the `prometheus.yml` beside the rules?',
    ],
    act: ['Start one service that defines a job; its definition arrives within a minute.'],
    escalate: 'When services run and nothing arrives: to the owner of the monitoring.',
  },
  where: [],
  promql: `absent(${SEEN} or ${KNOWN_SINCE}) * 0`,
};
