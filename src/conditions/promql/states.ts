import {
  METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP,
  METRIC_BACKUP_LAST_CLEAN_TIMESTAMP,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP,
  METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP,
  METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
  type StateGaugeName,
} from '../../semconv.js';
import { CAUSE_RULES } from './causes.js';
import { KEPT_FAILING_RULES } from './failing.js';
import { keepTimes, sinceRetired, type RecordingRule } from './keep.js';
import { OPEN_RUN_RULES, RUN_TIMES } from './open-runs.js';
import { endState, from, ID, ID_OUTCOME, indent, raw, stateName } from './promql.js';
import { DUE_FROM, JOBS_CHANGED, KNOWN_JOBS, KNOWN_SINCE, RETIRED, SEEN, SUCCEEDED } from './state-names.js';
import { timesByProcess } from './times.js';

const STARTED = stateName(METRIC_BACKUP_LAST_START_TIMESTAMP);

/** When each process last exported something about a job, by its own samples: two Prometheus agree on that. */
const HEARD = `timestamp(${raw(METRIC_BACKUP_REGISTERED_TIMESTAMP)})`;

/** Times by identity. A job out of service has none. */
export const STATE_RULES: readonly RecordingRule[] = [
  ...timeRules(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, { forget: false }),
  ...timeRules(METRIC_BACKUP_REGISTERED_TIMESTAMP, { forget: false }),
  {
    record: RETIRED,
    expr: `${stateName(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP)} unless ${stateName(METRIC_BACKUP_REGISTERED_TIMESTAMP)} > ${stateName(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP)}`,
  },
  ...keepTimes(
    KNOWN_SINCE,
    (kept) => `min by (${ID}) (\n  ${indent(since(METRIC_BACKUP_REGISTERED_TIMESTAMP, true))}\n  ${kept}\n) unless ${RETIRED}`,
  ),
  ...timeRules(METRIC_BACKUP_LAST_END_TIMESTAMP, { by: ID_OUTCOME, process: RUN_TIMES }),
  ...timeRules(METRIC_BACKUP_LAST_START_TIMESTAMP, { process: RUN_TIMES }),
  ...timeRules(METRIC_BACKUP_LAST_PROGRESS_TIMESTAMP, { process: RUN_TIMES }),
  ...timesByProcess(METRIC_BACKUP_LAST_HEARTBEAT_TIMESTAMP, ID, RUN_TIMES),
  { record: SUCCEEDED, expr: `max by (${ID}) (${endState('success')})` },
  { record: DUE_FROM, expr: `${STARTED} > ${KNOWN_SINCE}\nor ${KNOWN_SINCE}\nor ${STARTED}` },
  ...timeRules(METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP),
  // Of jobs that had a problem only.
  ...timeRules(METRIC_BACKUP_LAST_CLEAN_TIMESTAMP, { only: stateName(METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP) }),
  ...OPEN_RUN_RULES,
  ...CAUSE_RULES,
  ...KEPT_FAILING_RULES,
  ...keepTimes(
    SEEN,
    (kept) => `max by (${ID}) (
  ${from('raw', `floor(${HEARD} / 300) * 300`)}
  ${kept}
) unless ${RETIRED}`,
  ),
  { record: KNOWN_JOBS, expr: `count(${SEEN}) or count(${KNOWN_SINCE})` },
  {
    record: JOBS_CHANGED,
    expr: `max({__name__=~"${stateName(METRIC_BACKUP_REGISTERED_TIMESTAMP)}|${stateName(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP)}"})`,
  },
];

interface TimeOptions {
  readonly by?: string;
  /** Labels of a process, and of what it tells apart. */
  readonly process?: string;
  /** False: it stays when the job is decommissioned. */
  readonly forget?: boolean;
  /** What has to be there as well, for the time to be of use. */
  readonly only?: string;
}

/** Newest believed time of a gauge, for as long as the job is in service. */
function timeRules(
  gauge: StateGaugeName,
  { by = ID, process = 'instance', forget = true, only }: TimeOptions = {},
): readonly RecordingRule[] {
  return [
    ...timesByProcess(gauge, by, process),
    ...keepTimes(
      stateName(gauge),
      (kept) =>
        `max by (${by}) (\n  ${indent(since(gauge, forget))}\n  ${kept}\n)${forget ? ` unless ${by === ID ? '' : `on (${ID}) `}${RETIRED}` : ''}${only === undefined ? '' : ` and ${only}`}`,
      forget ? sinceRetired : (kept) => kept,
    ),
  ];
}

function since(gauge: StateGaugeName, forget: boolean): string {
  const times = stateName(gauge, 'believed');
  return from('exported', forget ? sinceRetired(times) : times);
}
