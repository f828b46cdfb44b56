import { LABEL_BY_PART } from '../../../src/identity.js';
import type { BackupOutcome, BackupType } from '../../../src/semconv.js';

/** When every scenario begins, in seconds since the Unix epoch: 25 October 2026, 00:00 UTC, the night in which Europe sets its clocks back. */
export const BEGIN = 1_792_886_400;

/** What a process exports about a job. Times and stated lengths are minutes, times since the scenario began. */
export interface Exported {
  readonly registered?: number;
  readonly decommissioned?: number;
  readonly start?: number;
  readonly problem?: number;
  readonly clean?: number;
  readonly heartbeat?: number | 'now';
  readonly progress?: number | 'now';
  readonly ends?: Readonly<Partial<Record<BackupOutcome, number>>>;
  /** Seconds, by type. */
  readonly durations?: Readonly<Partial<Record<BackupType, number>>>;
  /** Bytes, by type. */
  readonly sizes?: Readonly<Partial<Record<BackupType, number>>>;
  /** Why the newest run failed, with the time of its end. */
  readonly failure?: Failure;
  /** Runs that overlap the one of `start`, `heartbeat`, `progress` and `ends`, by slot. */
  readonly slots?: Readonly<Record<number, Pick<Exported, 'start' | 'heartbeat' | 'progress' | 'ends'>>>;
  readonly retryWithin?: number;
  readonly interval?: number;
  readonly grace?: number;
  readonly maxDuration?: number;
  /** Seconds. */
  readonly minDuration?: number;
  /** Bytes. */
  readonly minSize?: number;
}

/** What is known of a failure. */
export interface Failure {
  readonly at: number;
  readonly errorType?: string;
  readonly phase?: string;
  readonly exitCode?: number;
  readonly attempt?: number;
  readonly attempts?: number;
}

/** A job's identity in Prometheus; what is left out is that of `DEFAULT_IDENTITY`, an empty text is no label. */
export type Identity = Partial<Readonly<Record<(typeof LABEL_BY_PART)[keyof typeof LABEL_BY_PART], string>>>;

export const DEFAULT_IDENTITY = {
  [LABEL_BY_PART.environment]: 'production',
  [LABEL_BY_PART.service]: 'wedsync/backup-orchestrator',
  [LABEL_BY_PART.operation]: 'backup',
  [LABEL_BY_PART.job]: 'nightly',
  [LABEL_BY_PART.destination]: 's3-eu',
};

/** A process exports these values each minute, or as often as the scenario says, from `at` to `until`, or once. */
export interface Export {
  readonly at: number;
  readonly until?: number;
  readonly job?: Identity;
  /** Labels that are no part of the identity. */
  readonly process?: Readonly<Record<string, string>>;
  /** Minutes between two of them. @default each minute, or as often as the scenario says */
  readonly every?: number;
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
  readonly gauge: Exclude<keyof Exported, 'slots'>;
  readonly extra: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The values as the gauges have them: seconds since the Unix epoch, seconds, bytes. */
export function samplesOf(values: Exported, minute: number): readonly Sample[] {
  const time = (at: number | 'now') => BEGIN + (at === 'now' ? minute : at) * 60;
  const { slots = {}, failure, ...own } = values;
  return [
    ...samplesOfRun(own, time),
    ...Object.entries(slots).flatMap(([slot, run]) =>
      samplesOfRun(run, time).map((sample) => ({ ...sample, extra: { ...sample.extra, backup_run_slot: slot } })),
    ),
    ...(failure ? [{ gauge: 'failure' as const, extra: causeOf(failure), value: time(failure.at) }] : []),
  ];
}

function causeOf({ errorType, phase, exitCode, attempt, attempts }: Failure): Readonly<Record<string, string>> {
  const labels = {
    error_type: errorType,
    backup_phase_name: phase,
    process_exit_code: exitCode,
    backup_attempt: attempt,
    backup_attempts: attempts,
  };
  return Object.fromEntries(Object.entries(labels).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

function samplesOfRun(values: Omit<Exported, 'slots' | 'failure'>, time: (at: number | 'now') => number): readonly Sample[] {
  return (Object.entries(values) as [Exclude<keyof Exported, 'slots' | 'failure'>, never][]).flatMap(([gauge, value]): Sample[] => {
    if (gauge === 'ends') return perKey(gauge, 'backup_outcome', value, time);
    if (gauge === 'durations' || gauge === 'sizes') return perKey(gauge, 'backup_type', value, (own) => own);
    if (gauge === 'minDuration' || gauge === 'minSize') return [{ gauge, extra: {}, value }];
    if (gauge === 'interval' || gauge === 'grace' || gauge === 'maxDuration' || gauge === 'retryWithin')
      return [{ gauge, extra: {}, value: value * 60 }];
    return [{ gauge, extra: {}, value: time(value) }];
  });
}

function perKey(
  gauge: Sample['gauge'],
  label: string,
  values: Readonly<Record<string, number>>,
  convert: (value: number) => number,
): Sample[] {
  return Object.entries(values).map(([key, value]) => ({ gauge, extra: { [label]: key }, value: convert(value) }));
}
