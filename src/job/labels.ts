import {
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_JOB_NAME,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_TYPE,
  ATTR_CLOUD_REGION,
  ATTR_ERROR_TYPE,
  type BackupOperation,
  type BackupOutcome,
  type BackupType,
  type UNKNOWN_OPERATION,
} from '../semconv.js';
import type * as api from '@opentelemetry/api';
import { ERROR_TYPE_OTHER } from './input/error-type.js';
import { memoize } from './memoize.js';
import { inSlot } from './slots.js';

/** An attribute set of a metric. */
export type Labels = Readonly<Record<string, string>>;

/** What the labels of a run's metrics are made of. */
export interface LabelSource {
  readonly operation: BackupOperation | typeof UNKNOWN_OPERATION;
  readonly job: string;
  readonly destination: string | undefined;
  readonly region: string | undefined;
  readonly type: BackupType | undefined;
}

/** The attribute sets of one job's metrics. */
export interface JobLabels {
  /** Operation, job, destination: labels of state gauges. */
  readonly identity: Labels;
  /** Identity and type: labels of sums. */
  readonly typed: Labels;
  /** Job, destination and region, filed under the operation `copy`. */
  readonly copy: Labels;
  /** Identity and slot, of a run that others of the job may overlap. */
  readonly inSlot: (slot: number) => SlotLabels;
  /** Identity and what is known of the cause of a failure. */
  readonly failed: (cause: api.Attributes) => api.Attributes;
  /** Identity, type and outcome. */
  readonly typedEnded: (outcome: BackupOutcome) => api.Attributes;
  /** What the phases of a name share. */
  readonly phase: (name: string) => PhaseLabels;
}

/** What the phases of one name share in a job. */
export interface PhaseLabels {
  /** Identity, phase and outcome. */
  readonly ended: (outcome: BackupOutcome) => api.Attributes;
  /** Where the first of them was opened. To look each time would cost as much as all else that the package does for a phase. */
  site?: string;
}

/** The attribute sets of the runs in one slot; the slot is left out where it is 0. */
export interface SlotLabels {
  readonly run: api.Attributes;
  readonly ended: (outcome: BackupOutcome) => api.Attributes;
}

// Runs of one job share their label objects. A process with more jobs than this makes them anew each time.
const MOST_JOBS = 1_000;

/** Makes the labels of a job once, however often it runs. */
export function createLabelCache(): (source: LabelSource) => JobLabels {
  return memoize(
    createLabels,
    ({ operation, job, destination, region, type }) => [operation, job, destination, region, type].join('\n'),
    MOST_JOBS,
  );
}

function createLabels({ operation, job, destination, region, type }: LabelSource): JobLabels {
  const identity: Labels = definedOnly({
    [ATTR_BACKUP_OPERATION]: operation,
    [ATTR_BACKUP_JOB_NAME]: job,
    [ATTR_BACKUP_DESTINATION_NAME]: destination,
  });
  const typed: Labels = definedOnly({ ...identity, [ATTR_BACKUP_TYPE]: type });
  return {
    identity,
    typed,
    copy: copyLabels(job, destination, region),
    inSlot: memoize((slot) => {
      const run = inSlot(identity, slot);
      return { run, ended: byOutcome(run) };
    }),
    // An SDK goes on exporting each set that it ever saw, so causes must be few.
    failed: memoize(
      (cause, isKept) => ({ ...identity, ...(isKept ? cause : { [ATTR_ERROR_TYPE]: ERROR_TYPE_OTHER }) }),
      (cause) => Object.entries(cause).join('\n'),
    ),
    typedEnded: byOutcome(typed),
    phase: memoize((name) => ({ ended: byOutcome({ ...identity, [ATTR_BACKUP_PHASE_NAME]: name }) })),
  };
}

function byOutcome(labels: api.Attributes): (outcome: BackupOutcome) => api.Attributes {
  return memoize((outcome) => ({ ...labels, [ATTR_BACKUP_OUTCOME]: outcome }));
}

/** Labels of the state of a copy: a copy is the same copy whichever operation stored or read it. */
export function copyLabels(job: string, destination: string | undefined, region: string | undefined): Labels {
  return definedOnly({
    [ATTR_BACKUP_OPERATION]: 'copy',
    [ATTR_BACKUP_JOB_NAME]: job,
    [ATTR_BACKUP_DESTINATION_NAME]: destination,
    [ATTR_CLOUD_REGION]: region,
  });
}

/** An attribute set without the attributes that have no value: OpenTelemetry leaves what is unknown out. */
export function definedOnly<V>(attributes: Readonly<Record<string, V | undefined>>): Record<string, V> {
  const defined: Record<string, V> = {};
  for (const name in attributes) putDefined(defined, name, attributes[name]);
  return defined;
}

/** Adds an attribute unless its value is unknown. */
export function putDefined<V>(attributes: Record<string, V>, name: string, value: NoInfer<V> | undefined): void {
  if (value !== undefined) attributes[name] = value;
}
