import type { BackupOutcome, BackupType } from '../../../src/semconv.js';

/** When every scenario begins, in seconds since the Unix epoch: 25 October 2026, 00:00 UTC, the night in which Europe sets its clocks back. */
export const BEGIN = 1_792_886_400;

/** What a process exports about a job. Times and stated lengths are minutes, times since the scenario began. */
export interface Exported {
  readonly registered?: number;
  readonly decommissioned?: number;
  readonly start?: number;
  readonly heartbeat?: number | 'now';
  readonly progress?: number | 'now';
  readonly ends?: Readonly<Partial<Record<BackupOutcome, number>>>;
  /** Seconds, by type. */
  readonly durations?: Readonly<Partial<Record<BackupType, number>>>;
  /** Bytes, by type. */
  readonly sizes?: Readonly<Partial<Record<BackupType, number>>>;
  readonly interval?: number;
  readonly grace?: number;
  readonly maxDuration?: number;
  /** Seconds. */
  readonly minDuration?: number;
  /** Bytes. */
  readonly minSize?: number;
}

/** A job's identity in Prometheus; what is left out is that of `DEFAULT_IDENTITY`, an empty text is no label. */
export interface Identity {
  readonly deployment_environment_name?: string;
  readonly job?: string;
  readonly backup_operation?: string;
  readonly backup_job_name?: string;
  readonly backup_destination_name?: string;
}

export const DEFAULT_IDENTITY = {
  deployment_environment_name: 'production',
  job: 'wedsync/backup-orchestrator',
  backup_operation: 'backup',
  backup_job_name: 'nightly',
  backup_destination_name: 's3-eu',
};

/** A process exports these values each minute, or as often as the scenario says, from `at` to `until`, or once. */
export interface Export {
  readonly at: number;
  readonly until?: number;
  readonly job?: Identity;
  /** Labels that are no part of the identity. */
  readonly process?: Readonly<Record<string, string>>;
  readonly values: Exported;
}

/** Something that happens to jobs, minute by minute. */
export interface Scenario {
  readonly exports: readonly Export[];
  /** Minutes. */
  readonly length: number;
  /** Minutes between two exports. */
  readonly exportEvery?: number;
  /** Minutes between two looks; long scenarios are looked at less often. */
  readonly pace?: number;
}

/** What a process exports at a minute: a value for each gauge, with the labels that tell its values apart. */
export interface Sample {
  readonly gauge: keyof Exported;
  readonly extra: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The values as the gauges have them: seconds since the Unix epoch, seconds, bytes. */
export function samplesOf(values: Exported, minute: number): readonly Sample[] {
  const time = (at: number | 'now') => BEGIN + (at === 'now' ? minute : at) * 60;
  return (Object.entries(values) as [keyof Exported, never][]).flatMap(([gauge, told]): Sample[] => {
    if (gauge === 'ends') return perKey(gauge, 'backup_outcome', told, time);
    if (gauge === 'durations' || gauge === 'sizes') return perKey(gauge, 'backup_type', told, (value) => value);
    if (gauge === 'minDuration' || gauge === 'minSize') return [{ gauge, extra: {}, value: told }];
    if (gauge === 'interval' || gauge === 'grace' || gauge === 'maxDuration') return [{ gauge, extra: {}, value: told * 60 }];
    return [{ gauge, extra: {}, value: time(told) }];
  });
}

function perKey(
  gauge: keyof Exported,
  label: string,
  values: Readonly<Record<string, number>>,
  convert: (value: number) => number,
): Sample[] {
  return Object.entries(values).map(([key, value]) => ({ gauge, extra: { [label]: key }, value: convert(value) }));
}
