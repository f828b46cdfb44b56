import type { BackupDefinition } from '../../job/definition-types.js';
import type { TelemetryDoor } from '../telemetry/door.js';
import type { ExecValues } from './options.js';

type JobValues = Pick<ExecValues, 'job' | 'operation' | 'type' | 'destination' | 'region'>;

type DefinitionValues = JobValues &
  Pick<ExecValues, 'every' | 'schedule' | 'timezone' | 'start-grace' | 'max-duration' | 'min-bytes' | 'retry'>;

/** What a run is about. A job without a name gets one in its place, and a problem. */
export function describeJob({ job, operation, type, destination, region }: JobValues) {
  return {
    job,
    operation,
    ...(type !== undefined && { type }),
    ...(destination !== undefined && { destination }),
    ...(region !== undefined && { region }),
  };
}

/** What is expected of the job. */
export function definitionOf(
  { values }: { readonly values: DefinitionValues },
  door: Pick<TelemetryDoor, 'longestGapMs'>,
  say: (sentence: string) => void,
): BackupDefinition {
  const ms = (field: string, value: number | undefined) => (value === undefined ? {} : { [field]: `${String(value)}ms` });
  return {
    ...describeJob(values),
    ...ms('every', everyMs(values, door, say)),
    ...ms('startGrace', values['start-grace']),
    ...ms('maxDuration', values['max-duration']),
    ...(values['min-bytes'] !== undefined && { minBytes: values['min-bytes'] }),
    ...(values.retry > 0 && { attempts: values.retry + 1 }),
  };
}

/** Longest time between two starts: between those of a working week, say, lies a weekend. */
function everyMs(
  { every, schedule, timezone }: Pick<ExecValues, 'every' | 'schedule' | 'timezone'>,
  door: Pick<TelemetryDoor, 'longestGapMs'>,
  say: (sentence: string) => void,
) {
  if (schedule === undefined) return every;
  const gap = door.longestGapMs(schedule, timezone);
  if (typeof gap === 'number') return gap;
  say(gap.mistake);
  return every;
}
