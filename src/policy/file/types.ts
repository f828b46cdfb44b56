import type { BackupOperation, BackupType } from '../../semconv.js';
import type { Duration } from '../duration.js';
import type { ScheduleDefinition } from '../schedule/types.js';

/** A size: a whole number of bytes, or a text such as `"500 MB"` or `"2GiB"`. */
export type PolicySize = number | `${number}${'' | ' '}${'B' | 'kB' | 'MB' | 'GB' | 'TB' | 'KiB' | 'MiB' | 'GiB' | 'TiB'}`;

/** A service level: in which share of a calendar window the exposure is inside the RPO. */
export interface PolicySla {
  /** Above 0 and below 100. */
  readonly percent: number;
  /** Calendar window it is measured over. */
  readonly window: 'month' | 'quarter' | 'year';
  /** Zone of the calendar. @default 'UTC' */
  readonly timezone?: string | undefined;
}

/** Who is notified after how long, unless somebody acknowledged. */
export interface PolicyEscalationLevel {
  /** Since the first alert; longer than that of the level before. */
  readonly after: Duration;
  /** Name of a person, a team or a channel. */
  readonly to: string;
}

/** What a job or a tier promises, and a peak season may tighten. */
export interface PolicyObjectives {
  /** How late a start may be. */
  readonly grace?: Duration | undefined;
  /** Longest normal duration of a run. */
  readonly maxDuration?: Duration | undefined;
  /** Recovery point objective: at most so much time may be lost. Not below the time between two starts. */
  readonly rpo?: Duration | undefined;
  /** Recovery time objective: a restore may take so long. */
  readonly rto?: Duration | undefined;
  /** Service level. */
  readonly sla?: PolicySla | undefined;
  /** Levels in their order. */
  readonly escalation?: readonly PolicyEscalationLevel[] | undefined;
}

/** What is plausible of a run; sizes in bytes, or as a file states them. */
export interface PolicyLimits<Size = number> {
  /** Shortest plausible duration. */
  readonly minDuration?: Duration | undefined;
  /** Smallest plausible backup. */
  readonly minBytes?: Size | undefined;
  /** Largest plausible backup. */
  readonly maxBytes?: Size | undefined;
}

/** A tier of a job, as a file states it. */
export interface PolicyFileTier extends PolicyObjectives, PolicyLimits<PolicySize> {
  /** What its backups cover. */
  readonly type?: BackupType | undefined;
  /** When it is expected to start. */
  readonly schedule?: ScheduleDefinition | undefined;
  /** How many backups of it are kept. */
  readonly keep?: number | undefined;
}

/** A season in which more is promised: by months, or from a day until a day of each year. */
export interface PolicyPeak extends PolicyObjectives {
  /** Name for sentences about it, such as `"weddings"`. */
  readonly name?: string | undefined;
  /** 1 to 12. */
  readonly months?: readonly number[] | undefined;
  /** First day as month and day, such as `"05-01"`. */
  readonly from?: string | undefined;
  /** Last day, included. */
  readonly until?: string | undefined;
}

/** A place that must hold a copy of each backup. */
export interface PolicyCopy {
  /** Name of the place. */
  readonly destination: string;
  /** Region of the place. */
  readonly region?: string | undefined;
  /** Longest time from the end of a run until the copy is there. */
  readonly within: Duration;
  /** Whether the copy must be compared with the source. @default false */
  readonly verified?: boolean | undefined;
}

/** How often a restore is proved. */
export interface PolicyDrill {
  /** Longest time between two good drills. */
  readonly every: Duration;
  /** Longest time that a drill may take. */
  readonly maxDuration?: Duration | undefined;
}

/** What retention must never go below. */
export interface PolicyRetention {
  /** Least number of good backups. */
  readonly minGood?: number | undefined;
  /** How far back the oldest good backup must reach. */
  readonly reach?: Duration | undefined;
  /** How far back any moment must be restorable. */
  readonly restorable?: Duration | undefined;
}

/** A window in which no start is expected: moments with their offset, such as `"2026-06-01T22:00:00+02:00"`. */
export interface PolicyMaintenance {
  /** First moment. */
  readonly from: string;
  /** The moment it is over. */
  readonly until: string;
  /** Why. */
  readonly reason?: string | undefined;
}

/** Addresses that begin with https:// or http://. */
export interface PolicyLinks {
  /** What to do when it fails. */
  readonly runbook?: string | undefined;
  /** Where it is shown. */
  readonly dashboard?: string | undefined;
  /** Where its code is. */
  readonly repository?: string | undefined;
}

/** What is promised about a job beside its objectives, its limits and when it starts. */
export interface PolicyCommitments {
  /** Places that must hold a copy. */
  readonly copies?: readonly PolicyCopy[] | undefined;
  /** Restore drills. */
  readonly drill?: PolicyDrill | undefined;
  /** Floors of retention. */
  readonly retention?: PolicyRetention | undefined;
  /** Seasons in which more is promised. */
  readonly peaks?: readonly PolicyPeak[] | undefined;
  /** Windows in which no start is expected. */
  readonly maintenance?: readonly PolicyMaintenance[] | undefined;
  /** Team or person that it belongs to. */
  readonly owner?: string | undefined;
  /** Where to read more. */
  readonly links?: PolicyLinks | undefined;
  /** What its backups cover. */
  readonly type?: BackupType | undefined;
}

/** What jobs may inherit from the defaults. */
export interface PolicyFileDefaults extends PolicyCommitments, PolicyObjectives, PolicyLimits<PolicySize> {
  /** Deployment environment such as `production`. */
  readonly environment?: string | undefined;
  /** Namespace of the service. */
  readonly namespace?: string | undefined;
  /** Name of the service. */
  readonly service?: string | undefined;
  /** What its runs do. @default 'backup' */
  readonly operation?: BackupOperation | undefined;
  /** Name of the place the backup goes to or is read from. */
  readonly destination?: string | undefined;
  /** When it is expected to start. */
  readonly schedule?: ScheduleDefinition | undefined;
  /** By name: hourly, daily, weekly. */
  readonly tiers?: Readonly<Record<string, PolicyFileTier>> | undefined;
}

/** A job, as a file states it. */
export interface PolicyFileJob extends PolicyFileDefaults {
  /** Name of the job, the same at every run. */
  readonly job: string;
}

/** A policy as a file has it. */
export interface PolicyFile {
  /** Where an editor finds the JSON Schema. */
  readonly $schema?: string | undefined;
  /** Version of this format. */
  readonly version: 1;
  /** What jobs have that do not say otherwise, field by field. */
  readonly defaults?: PolicyFileDefaults | undefined;
  /** At least one. */
  readonly jobs: readonly PolicyFileJob[];
}
