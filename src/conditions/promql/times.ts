import type { StateGaugeName } from '../../semconv.js';
import { DEFAULTS } from '../../policy/defaults.js';
import type { RecordingRule } from './keep.js';
import { LATE_WINDOW, raw, stateName } from './promql.js';

const NOW = `time() + ${DEFAULTS.clockTolerance}`;

/**
 * What each process exports of a gauge of times, and what of it is believed. By process, since each has a clock of its own.
 * The newest time counts, not the last sample: two processes may write one series by turns, and then the last is of whoever wrote last.
 * A process whose newest time is from the future is believed by its last one, so that one with its clock set right is believed at once.
 */
export function timesByProcess(gauge: StateGaugeName, by: string, process: string): readonly RecordingRule[] {
  const [exported, future] = [stateName(gauge, 'exported'), stateName(gauge, 'future')];
  const key = `${by}, ${process}`;
  const last = `max by (${key}) (last_over_time(${raw(gauge)}[${LATE_WINDOW}]))`;
  return [
    { record: exported, expr: `max by (${key}) (max_over_time(${raw(gauge)}[${LATE_WINDOW}]))` },
    { record: future, expr: `${exported} > ${NOW}\nor (last_over_time(${future}[26h]) and ${exported})` },
    {
      record: stateName(gauge, 'believed'),
      expr: `(${exported} <= ${NOW} unless ${exported} == ${future})\nor (${last} <= ${NOW} unless ${last} == ${future} and ${future})`,
    },
  ];
}
