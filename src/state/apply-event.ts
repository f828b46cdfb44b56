import type { BackupEventName, EventAttributes } from '../events/event.js';
import {
  EXPECTED_PREFIX,
  GAUGES_BY_OUTCOME,
  GAUGE_BY_RUN_EVENT,
  ATTRIBUTE_BY_GAUGE,
  PROVEN_FACTS,
  RETENTION_PREFIX,
} from '../semconv/generated/tables.js';
import {
  ATTR_BACKUP_ATTEMPT,
  ATTR_BACKUP_ATTEMPTS,
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_EXPECTED_DESTINATIONS,
  ATTR_BACKUP_EXPECTED_REGIONS,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_TELEMETRY_PROBLEM,
  EVENT_BACKUP_JOB_DECOMMISSIONED,
  EVENT_BACKUP_JOB_DEFINED,
  EVENT_BACKUP_RUN_FINISHED,
  EVENT_BACKUP_RUN_STARTED,
  METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP,
  METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP,
  METRIC_BACKUP_EXPECTED_INTERVAL,
  METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP,
  METRIC_BACKUP_LAST_CLEAN_TIMESTAMP,
  METRIC_BACKUP_LAST_END_TIMESTAMP,
  METRIC_BACKUP_LAST_FAILURE_TIMESTAMP,
  METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP,
  METRIC_BACKUP_LAST_START_TIMESTAMP,
  METRIC_BACKUP_REGISTERED_TIMESTAMP,
  METRIC_BACKUP_TIER_STORED_TIMESTAMP,
  NO_PROBLEM,
  UNKNOWN_OPERATION,
  type BackupOperation,
  type BackupOutcome,
  type StateGaugeName,
} from '../semconv.js';
import { JOB_ATTRIBUTES } from '../identity.js';
import { CAUSE_ATTRIBUTES } from './failure-cause.js';
import type { GaugeWriter } from './gauge-store.js';
import { copyLabels, pick, tierLabels, type GaugeLabels, type JobLabels, type Labels } from './job-labels.js';

/** What state is made of: an event as it was emitted, and where its job's state is kept. */
export interface StateEvent {
  readonly name: BackupEventName;
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  /** Built when they are first asked for; a start and signs of life are applied without them. */
  readonly attributes: () => EventAttributes;
  readonly labels: JobLabels;
  /** Distinguishes runs of a job that overlap. @default 0 */
  readonly slot?: number | undefined;
}

/**
 * Applies an event to the last known state of its job. Gauges are a projection of events. An older event of a run replaces nothing newer. A
 * definition and a decommissioning apply in the order in which they come. An event of an operation that could not be read claims nothing.
 */
export function applyEvent(gauges: GaugeWriter, { name, timestamp, attributes, labels, slot = 0 }: StateEvent): void {
  const { identity } = labels;
  const operation = identity[ATTR_BACKUP_OPERATION] as BackupOperation | typeof UNKNOWN_OPERATION;
  if (operation === UNKNOWN_OPERATION) return;
  const time = timestamp / 1_000;
  const sign = GAUGE_BY_RUN_EVENT[name];
  if (sign) {
    gauges.renew(sign, labels.inSlot(slot).own, time);
    if (name === EVENT_BACKUP_RUN_STARTED) setNextStart(gauges, identity, time);
    return;
  }
  const values = attributes();
  const renew = (gauge: StateGaugeName, to: GaugeLabels, of = to) => {
    const attribute = ATTRIBUTE_BY_GAUGE[gauge];
    const value = attribute === undefined ? time : values[attribute];
    if (value !== undefined) gauges.renew(gauge, to, value as number, { asOf: time, of });
  };

  if (name === EVENT_BACKUP_RUN_FINISHED) {
    const outcome = values[ATTR_BACKUP_OUTCOME] as BackupOutcome;
    const problem = values[ATTR_BACKUP_TELEMETRY_PROBLEM];
    if (problem) renew(problem === NO_PROBLEM ? METRIC_BACKUP_LAST_CLEAN_TIMESTAMP : METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP, identity);
    for (const gauge of GAUGES_BY_OUTCOME[outcome]) {
      if (gauge === METRIC_BACKUP_LAST_END_TIMESTAMP) renew(gauge, labels.inSlot(slot).ended(outcome));
      else if (gauge === METRIC_BACKUP_LAST_FAILURE_TIMESTAMP) renew(gauge, labels.failed(causeOf(values)), identity);
      else renew(gauge, labels.typed.own);
    }
  } else if (name === EVENT_BACKUP_JOB_DEFINED) {
    define(gauges, values, identity, time);
  } else if (name === EVENT_BACKUP_JOB_DECOMMISSIONED) {
    forget(gauges, values, identity);
    renew(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, identity);
  } else if (name === PROVEN_FACTS[operation].event) {
    const { ofCopy, gauges: proved } = PROVEN_FACTS[operation];
    const tier = tierLabels(values);
    for (const gauge of proved) renew(gauge, gauge === METRIC_BACKUP_TIER_STORED_TIMESTAMP ? tier : ofCopy ? labels.copy : identity);
    if (operation === 'prune') setNamed(gauges, values, RETENTION_PREFIX, tier, time);
  }
}

/** What is known of why a run failed. An attempt beyond the stated number raises that number: `attempt` never exceeds `attempts`. */
export function causeOf(values: EventAttributes): GaugeLabels {
  const cause = pick<number>(values, Object.values(CAUSE_ATTRIBUTES));
  const { [ATTR_BACKUP_ATTEMPT]: attempt = 0, [ATTR_BACKUP_ATTEMPTS]: attempts = attempt } = cause;
  if (attempt > attempts) cause[ATTR_BACKUP_ATTEMPTS] = attempt;
  return cause;
}

/** Sets the gauges that have the name of an attribute which is a number. A smaller value replaces a larger one as well: neither is older. */
function setNamed(gauges: GaugeWriter, values: EventAttributes, prefix: string, labels: GaugeLabels, time: number): void {
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (typeof value === 'number' && name.startsWith(prefix)) gauges.renew(name as StateGaugeName, labels, value, { asOf: time });
  }
}

/** The expectations of a definition are attributes with the names of the gauges that they set. */
function define(gauges: GaugeWriter, values: EventAttributes, identity: Labels, time: number): void {
  gauges.delete(METRIC_BACKUP_DECOMMISSIONED_TIMESTAMP, identity);
  gauges.renew(METRIC_BACKUP_REGISTERED_TIMESTAMP, identity, time);
  setNamed(gauges, values, EXPECTED_PREFIX, identity, time);
  const regions = values[ATTR_BACKUP_EXPECTED_REGIONS] as string[] | undefined;
  for (const [index, destination] of destinationsOf(values).entries())
    gauges.renew(METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP, copyLabels(identity, destination, regions?.[index] || undefined), time);
  setNextStart(gauges, identity, gauges.get(METRIC_BACKUP_LAST_START_TIMESTAMP, identity) ?? time);
}

/** A job's next start is due one interval after its newest start, or after its registration when it never started. */
export function setNextStart(gauges: GaugeWriter, identity: GaugeLabels, from: number): void {
  const interval = gauges.get(METRIC_BACKUP_EXPECTED_INTERVAL, identity);
  if (interval !== undefined) gauges.renew(METRIC_BACKUP_EXPECTED_NEXT_START_TIMESTAMP, identity, from + interval, { asOf: from });
}

/** Forgets what a decommissioned job takes with it: its own state, and that of the copies of its backups. */
function forget(gauges: GaugeWriter, values: EventAttributes, identity: Labels): void {
  const gone = [identity];
  if (identity[ATTR_BACKUP_OPERATION] === 'backup')
    for (const at of [identity[ATTR_BACKUP_DESTINATION_NAME], ...destinationsOf(values)]) gone.push(copyLabels(identity, at, undefined));
  gauges.drop((labels) => gone.some((one) => JOB_ATTRIBUTES.every((name) => labels[name] === one[name])));
}

function destinationsOf(values: EventAttributes): readonly string[] {
  return (values[ATTR_BACKUP_EXPECTED_DESTINATIONS] ?? []) as string[];
}
