import {
  ATTR_BACKUP_COPY_COMPARISON,
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_JOB_NAME,
  ATTR_CLOUD_REGION,
  METRIC_BACKUP_COPY_COMPARED_TIMESTAMP,
  METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP,
  METRIC_BACKUP_COPY_STORED_TIMESTAMP,
  METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP,
  type CopyComparison,
  type StateGaugeName,
} from '../semconv.js';
import type { GaugeLabels } from './job-labels.js';
import type { JobState } from './job-state.js';

/** What is known of the copies of a job at one place. Times are seconds since the Unix epoch, the newest of each kind. */
export interface CopyState {
  readonly job: string;
  readonly destination: string;
  readonly region?: string | undefined;
  /** When a definition last stated that there must be one. */
  readonly registered?: number | undefined;
  readonly stored?: number | undefined;
  readonly verified?: number | undefined;
  /** When each result of a comparison last came out. */
  readonly compared: Readonly<Partial<Record<CopyComparison, number>>>;
}

const TIMES = {
  registered: METRIC_BACKUP_COPY_REGISTERED_TIMESTAMP,
  stored: METRIC_BACKUP_COPY_STORED_TIMESTAMP,
  verified: METRIC_BACKUP_COPY_VERIFIED_TIMESTAMP,
} as const satisfies Record<string, StateGaugeName>;

type Draft = { -readonly [Field in keyof CopyState]: CopyState[Field] };

/**
 * The copies of jobs by place. A copy is the same copy whether a backup stored it, a copy run brought it or a verify run read it, so the states
 * of all of them are asked: those of one environment and service. Read from their gauges, where each is written once.
 */
export function copiesOf(states: Iterable<Pick<JobState, 'gauges'>>): readonly CopyState[] {
  const places = new Map<string, Draft>();
  for (const { gauges } of states) {
    const entriesOf = (gauge: StateGaugeName) => Object.values(gauges[gauge] ?? {});
    for (const [field, gauge] of Object.entries(TIMES) as [keyof typeof TIMES, StateGaugeName][])
      for (const { labels, value } of entriesOf(gauge)) {
        const copy = placeOf(places, labels);
        copy[field] = Math.max(value, copy[field] ?? -Infinity);
      }
    for (const { labels, value } of entriesOf(METRIC_BACKUP_COPY_COMPARED_TIMESTAMP)) {
      const copy = placeOf(places, labels);
      const result = labels[ATTR_BACKUP_COPY_COMPARISON] as CopyComparison;
      copy.compared = { ...copy.compared, [result]: Math.max(value, copy.compared[result] ?? -Infinity) };
    }
  }
  return [...places.values()];
}

function placeOf(places: Map<string, Draft>, labels: GaugeLabels): Draft {
  const [job, destination, region] = [ATTR_BACKUP_JOB_NAME, ATTR_BACKUP_DESTINATION_NAME, ATTR_CLOUD_REGION].map((name) => labels[name]);
  const key = JSON.stringify([job, destination, region]);
  let copy = places.get(key);
  if (!copy)
    places.set(
      key,
      (copy = { job: String(job ?? ''), destination: String(destination ?? ''), region: region as string | undefined, compared: {} }),
    );
  return copy;
}

/** What the newest comparison of a copy said that says anything; of two of the same time the worse. */
export function comparisonOf({
  compared,
}: Pick<CopyState, 'compared'>): { readonly result: CopyComparison; readonly at: number } | undefined {
  let newest: { readonly result: CopyComparison; readonly at: number } | undefined;
  for (const result of ['missing', 'mismatch', 'match'] as const) {
    const at = compared[result];
    if (at !== undefined && at > (newest?.at ?? -Infinity)) newest = { result, at };
  }
  return newest;
}
