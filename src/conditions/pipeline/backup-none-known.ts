import { DEFAULTS } from '../../policy/defaults.js';
import { JOBS_CHANGED, KNOWN_JOBS } from '../promql/state-names.js';
import type { PipelineCondition } from '../types.js';

/** One sample whenever it changes, so that a month of it is little: after a long time without Prometheus it still holds what was before. */
const CHANGED = 'backup:jobs_changed_timestamp_seconds:history';
const REMEMBERED = `max_over_time(${CHANGED}[${DEFAULTS.medianWindow / 86_400}d])`;

/** No job is known: there never was one, or none is left. */
export const backupNoneKnown: PipelineCondition = {
  name: 'BackupNoneKnown',
  scope: 'pipeline',
  severity: 'warning',
  summary: 'No backup job is known',
  description: 'Prometheus knows no backup job at all. No alert about backups can fire, and that is not good.',
  runbook: 'docs/runbooks/backup-none-known.md',
  holdFor: '15m',
  guide: {
    meaning:
      'No process has ever exported the definition of a job to this Prometheus, every job was decommissioned, or Prometheus stood still for more than a day and has heard of none since. The alert clears with the first definition that arrives.',
    risk: 'Everything looks quiet because nothing is looked at.',
    check: [
      { say: 'Does anything arrive at all?', promql: 'count by (job) ({__name__=~"backup_.+"})' },
      'Does a service call `defineBackup`, and has it an SDK? `OTEL_EXPORTER_OTLP_ENDPOINT` must lead to the collector.',
      {
        say: 'Does the collector hand on what it takes?',
        promql: 'sum by (exporter) (rate({__name__=~"otelcol_exporter_sent_metric_points(_total)?"}[5m]))',
      },
      'Was everything decommissioned on purpose?',
    ],
    act: [
      'Start one service that defines a job; its definition arrives within a minute, and the alert resolves.',
      'If backups are not meant to be here, take the rules out of this Prometheus.',
    ],
    escalate: 'When services run and nothing arrives: to the owner of the monitoring.',
  },
  where: [],
  // What the jobs say themselves, so that each Prometheus has the same: an evaluator's time would page twice.
  records: { [CHANGED]: `${JOBS_CHANGED} unless ${JOBS_CHANGED} <= ${REMEMBERED}` },
  promql: `(${JOBS_CHANGED} or ${REMEMBERED}) and absent(${KNOWN_JOBS})
or absent(${KNOWN_JOBS}) * 0`,
};
