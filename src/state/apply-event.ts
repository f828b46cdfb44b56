import type { BackupEventName, EventAttributes } from '../events/event.js';
import {
  ATTR_BACKUP_ATTEMPT,
  ATTR_BACKUP_ATTEMPTS,
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_EXPECTED_DESTINATIONS,
  ATTR_BACKUP_EXPECTED_REGIONS,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_ERROR_TYPE,
  ATTR_PROCESS_EXIT_CODE,
  EVENT_BACKUP_JOB_DECOMMISSIONED,
  EVENT_BACKUP_JOB_DEFINED,
  EVENT_BACKUP_RUN_FINISHED,
  EVENT_BACKUP_RUN_STARTED,
  FACTS_BY_OPERATION,
  GAUGES_BY_OUTCOME,
  GAUGES_BY_SIGN,
  METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP,
  METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP,
  METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_FAILURE_TIMESTAMP,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
  STATE_GAUGES,
  UNKNOWN_OPERATION,
  VALUES_OF_GAUGES,
  type BackupOperation,
  type BackupOutcome,
  type StateGaugeName,
} from '../semconv.js';
import type { GaugeStore } from './gauge-store.js';
import { copyLabels, definedOnly, IDENTITY, pick, type GaugeLabels, type JobLabels, type Labels } from './job-labels.js';
import { setNextStart } from './next-start.js';

/** What state is made of: an event as it was emitted, and where its job's state is kept. */
export interface StateEvent {
  readonly name: BackupEventName;
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  /** Asked for only where the state depends on them. */
  readonly attributes: () => EventAttributes;
  readonly labels: JobLabels;
  /** Tells runs of a job apart that overlap. @default 0 */
  readonly slot?: number | undefined;
}

/**
 * Applies what an event says to the last known state of its job. Gauges are a projection of events: nothing else sets them.
 * An older event than the one a value stands on changes nothing, and the same event twice changes nothing the second time.
 * An event of an operation that could not be read claims nothing.
 */
export function applyEvent(gauges: GaugeStore, { name, timestamp, attributes, labels, slot = 0 }: StateEvent): void {
  const { identity } = labels;
  const operation = identity[ATTR_BACKUP_OPERATION] as BackupOperation | typeof UNKNOWN_OPERATION;
  if (operation === UNKNOWN_OPERATION) return;
  const time = timestamp / 1_000;
  const sign = GAUGES_BY_SIGN[name];
  if (sign) {
    gauges.renew(sign, labels.inSlot(slot).own, time);
    if (name === EVENT_BACKUP_RUN_STARTED) setNextStart(gauges, identity);
    return;
  }
  const said = attributes();
  const renew = (gauge: StateGaugeName, to: GaugeLabels, of = to) => {
    const attribute = VALUES_OF_GAUGES[gauge];
    const value = attribute === undefined ? time : said[attribute];
    if (value !== undefined) gauges.renew(gauge, to, value as number, { asOf: time, of });
  };

  if (name === EVENT_BACKUP_RUN_FINISHED) {
    const outcome = said[ATTR_BACKUP_OUTCOME] as BackupOutcome;
    for (const gauge of GAUGES_BY_OUTCOME[outcome]) {
      if (gauge === METRIC_BACKUP_LAST_END_TIMESTAMP) renew(gauge, labels.inSlot(slot).ended(outcome));
      else if (gauge === METRIC_BACKUP_LAST_FAILURE_TIMESTAMP) renew(gauge, labels.failed(causeOf(said)), identity);
      else renew(gauge, labels.typed.own);
    }
  } else if (name === EVENT_BACKUP_JOB_DEFINED) {
    define(gauges, said, identity, time);
  } else if (name === EVENT_BACKUP_JOB_DECOMMISSIONED) {
    forget(gauges, said, identity);
    gauges.renew(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, identity, time);
  } else if (name === FACTS_BY_OPERATION[operation].event) {
    const { filedUnder, gauges: proved } = FACTS_BY_OPERATION[operation];
    const tier = said[ATTR_BACKUP_RETENTION_TIER];
    const own = filedUnder === 'prune' ? definedOnly({ ...identity, [ATTR_BACKUP_RETENTION_TIER]: tier as string | undefined }) : identity;
    for (const gauge of proved) renew(gauge, filedUnder === 'copy' ? labels.copy : own);
  }
}

const CAUSE = [ATTR_ERROR_TYPE, ATTR_BACKUP_PHASE_NAME, ATTR_PROCESS_EXIT_CODE, ATTR_BACKUP_ATTEMPT, ATTR_BACKUP_ATTEMPTS];

/** What is known of why a run failed. A try beyond those that were stated is one of them. */
function causeOf(said: EventAttributes): GaugeLabels {
  const cause = pick<number>(said, CAUSE);
  const { [ATTR_BACKUP_ATTEMPT]: attempt = 0, [ATTR_BACKUP_ATTEMPTS]: attempts = attempt } = cause;
  if (attempt > attempts) cause[ATTR_BACKUP_ATTEMPTS] = attempt;
  return cause;
}

/** What a definition states has attributes of the names of its gauges. */
function define(gauges: GaugeStore, said: EventAttributes, identity: Labels, time: number): void {
  gauges.delete(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, identity);
  gauges.delete(METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP, identity);
  gauges.renew(METRIC_BACKUP_REGISTERED_TIMESTAMP, identity, time);
  for (const name of Object.keys(said)) {
    if (!(name in STATE_GAUGES)) continue;
    // A smaller value replaces a larger one as well: neither is older.
    gauges.delete(name as StateGaugeName, identity);
    gauges.renew(name as StateGaugeName, identity, said[name] as number);
  }
  const regions = said[ATTR_BACKUP_EXPECTED_REGIONS] as string[] | undefined;
  for (const [index, destination] of destinationsOf(said).entries())
    gauges.renew(METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP, copyLabels(identity, destination, regions?.[index] || undefined), time);
  setNextStart(gauges, identity);
}

/** Forgets what a decommissioned job takes with it: its own state, and that of the copies of its backups. */
function forget(gauges: GaugeStore, said: EventAttributes, identity: Labels): void {
  const gone = [identity];
  if (identity[ATTR_BACKUP_OPERATION] === 'backup')
    for (const at of [identity[ATTR_BACKUP_DESTINATION_NAME], ...destinationsOf(said)]) gone.push(copyLabels(identity, at, undefined));
  gauges.drop((labels) => gone.some((one) => IDENTITY.every((name) => labels[name] === one[name])));
}

function destinationsOf(said: EventAttributes): readonly string[] {
  return (said[ATTR_BACKUP_EXPECTED_DESTINATIONS] ?? []) as string[];
}
