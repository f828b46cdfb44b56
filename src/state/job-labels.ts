import {
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_BACKUP_TYPE,
  ATTR_BACKUP_RUN_SLOT,
  ATTR_CLOUD_REGION,
  ATTR_ERROR_TYPE,
  ERROR_TYPE_VALUE_OTHER,
  type BackupOutcome,
} from '../semconv.js';
import type { EventAttributeValue } from '../events/event.js';
import { JOB_ATTRIBUTES } from '../identity.js';
import { memoize, memoizeByObject } from './memoize.js';

/** An attribute set of a metric. */
export type Labels = Readonly<Record<string, string>>;

/** One of a state gauge. */
export type GaugeLabels = Readonly<Record<string, string | number>>;

/** What the labels of a job are made of: attributes of one of its events, or more than them. */
export type LabelSource = Readonly<Record<string, unknown>>;

/** Attributes of something, of which some may not be known. */
export type DraftAttributes = Readonly<Record<string, EventAttributeValue | undefined>>;

/** The attribute sets of one job's metrics. */
export interface JobLabels {
  /** Operation, job, destination: labels of state gauges. */
  readonly identity: Labels;
  /** Identity and type: labels of sums. */
  readonly typed: EndLabels;
  /** Job, destination and region, filed under the operation `copy`. */
  readonly copy: Labels;
  /** Identity and slot, of a run that others of the job may overlap. The slot is left out where it is 0. */
  readonly inSlot: (slot: number) => EndLabels;
  /** Identity and what is known of the cause of a failure. */
  readonly failed: (cause: GaugeLabels) => GaugeLabels;
  /** What the phases of a name share. */
  readonly phase: (name: string) => PhaseLabels;
}

/** What the phases of one name share in a job. */
export interface PhaseLabels extends EndLabels {
  /** Where the first of them was opened. To look each time would cost as much as all else that the package does for a phase. */
  site?: string;
}

/** An attribute set, and the same with an outcome. */
export interface EndLabels {
  readonly own: GaugeLabels;
  readonly ended: (outcome: BackupOutcome) => GaugeLabels;
}

// Runs of one job share their label objects. A process with more jobs than this makes them anew each time.
const MOST_JOBS = 1_000;

/** Makes the labels of a job once, however often it runs. */
export function createLabelCache(): (source: LabelSource) => JobLabels {
  return memoize(createLabels, (source) => SOURCES.map((name) => source[name]).join('\n'), MOST_JOBS);
}

const TYPED = [...JOB_ATTRIBUTES, ATTR_BACKUP_TYPE];
const SOURCES = [...TYPED, ATTR_CLOUD_REGION];

function createLabels(source: LabelSource): JobLabels {
  const identity = pick<string>(source, JOB_ATTRIBUTES);
  return {
    identity,
    typed: withOutcomes(pick(source, TYPED)),
    copy: copyLabels(identity, identity[ATTR_BACKUP_DESTINATION_NAME], source[ATTR_CLOUD_REGION] as string | undefined),
    inSlot: memoize((slot) => withOutcomes(slot === 0 ? identity : { ...identity, [ATTR_BACKUP_RUN_SLOT]: slot })),
    // An SDK goes on exporting each set that it ever saw, so causes must be few.
    failed: memoize((cause, isKept) => ({ ...identity, ...(isKept ? cause : { [ATTR_ERROR_TYPE]: ERROR_TYPE_VALUE_OTHER }) }), labelsKey),
    phase: memoize((name) => withOutcomes({ ...identity, [ATTR_BACKUP_PHASE_NAME]: name })),
  };
}

function withOutcomes(own: GaugeLabels): EndLabels {
  return { own, ended: memoize((outcome) => ({ ...own, [ATTR_BACKUP_OUTCOME]: outcome })) };
}

/** Labels of the state of a copy: a copy is the same copy whichever operation stored or read it. */
export function copyLabels(identity: Labels, destination: string | undefined, region: string | undefined): Labels {
  return definedOnly({
    ...identity,
    [ATTR_BACKUP_OPERATION]: 'copy',
    [ATTR_BACKUP_DESTINATION_NAME]: destination,
    [ATTR_CLOUD_REGION]: region,
  });
}

/** Labels of the state of a retention tier: no tier is one as well. */
export function tierLabels(attributes: LabelSource): Labels {
  return pick<string>(attributes, [...JOB_ATTRIBUTES, ATTR_BACKUP_RETENTION_TIER]);
}

/**
 * What stands for equal label sets. All are made by this package, identity first, so they have their labels in the same order.
 * Runs of one job share their label sets; the key of each is made once.
 */
export const labelsKey: (labels: GaugeLabels) => string = memoizeByObject((labels: GaugeLabels) => Object.entries(labels).join('\n'));

/** Those of some attributes that are known. */
export function pick<V>(attributes: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, V> {
  const picked: Record<string, V> = {};
  for (const name of names) putDefined(picked, name, attributes[name] as V | undefined);
  return picked;
}

/** An attribute set without the attributes that have no value: OpenTelemetry leaves what is unknown out. */
export function definedOnly<V>(attributes: Readonly<Record<string, V | undefined>>): Record<string, V> {
  return pick<V>(attributes, Object.keys(attributes));
}

/** Adds an attribute unless its value is unknown. */
export function putDefined<V>(attributes: Record<string, V>, name: string, value: NoInfer<V> | undefined): void {
  if (value !== undefined) attributes[name] = value;
}
