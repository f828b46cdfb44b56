import type { StateGaugeName } from '../semconv.js';
import type { GaugeEntry } from './gauge-store.js';
import type { JobState } from './job-state.js';

/** One last-known value of a job, and the gauge that it is of. */
export interface StateGaugeValue extends GaugeEntry {
  readonly gauge: StateGaugeName;
}

/** What the processes of a job export as state gauges, apart from the slots of runs that overlap: the state keeps those one by one. */
export function gaugesOf({ gauges }: JobState): readonly StateGaugeValue[] {
  return Object.entries(gauges).flatMap(([gauge, entries]) =>
    Object.values(entries).map((entry) => ({ gauge: gauge as StateGaugeName, ...entry })),
  );
}
