import type { BackupOutcome, BackupType, CopyComparison, RestoreCheck } from '../semconv.js';

/** What each fact says of itself. */
export interface FactOfRun {
  /** The run that says so. */
  readonly runId: string;
  /** When it said so, in seconds since the Unix epoch. */
  readonly at: number;
}

/** Where a copy of a backup is. */
export interface CopyPlace {
  /** Name of the destination. */
  readonly destination: string;
  /** Region of the destination, if it was said. */
  readonly region?: string | undefined;
}

/** A run that succeeded and stored a copy of its backup. It can be restored from its `at` on. */
export interface StoredBackup extends FactOfRun, CopyPlace {
  /** Which fact it is. */
  readonly kind: 'backup';
  /** When the run began, in seconds since the Unix epoch: what is in it is at least as new. */
  readonly startedAt: number;
  /** Its retention tier. `undefined` where none is stated: no tier is a tier as well. */
  readonly tier?: string | undefined;
  /** What it holds, if it was said. */
  readonly type?: BackupType | undefined;
}

/** What a fact says of the backup of another run. */
export interface ProofOfRun extends FactOfRun {
  /** The run whose backup it is of, if it was said. */
  readonly provedRunId?: string | undefined;
}

/** A finished backup was brought to a further destination. */
export interface CopyStored extends ProofOfRun, CopyPlace {
  /** Which fact it is. */
  readonly kind: 'copy';
}

/** A copy was compared with its source. */
export interface CopyCompared extends ProofOfRun, CopyPlace {
  /** Which fact it is. */
  readonly kind: 'comparison';
  /** What came of it. */
  readonly result: CopyComparison;
}

/** A backup was restored, for real or as a drill, and this is how that ended. */
export interface RestoreEnded extends ProofOfRun {
  /** Which fact it is. */
  readonly kind: 'restore';
  /** How the restore ended. */
  readonly outcome: BackupOutcome;
  /** Trace of the run whose backup was restored. */
  readonly provedTraceId?: string | undefined;
  /** When that run ended, in seconds since the Unix epoch, if it was said. */
  readonly provedAt?: number | undefined;
  /** How long the restore took, in seconds. */
  readonly duration?: number | undefined;
  /** What was checked of what was restored. */
  readonly checks: readonly RestoreCheck[];
}

/** The log of a database is archived up to a time. */
export interface LogArchived extends FactOfRun {
  /** Which fact it is. */
  readonly kind: 'log';
  /** Seconds since the Unix epoch. */
  readonly until: number;
  /** Whether what was archived since this was said before has a gap. */
  readonly hasGap: boolean;
}

/** Retention was applied: what is older is gone. */
export interface RetentionApplied extends FactOfRun {
  /** Which fact it is. */
  readonly kind: 'retention';
  /** The tier that it was applied to. `undefined` where none is stated. */
  readonly tier?: string | undefined;
  /** Good copies that are left. */
  readonly copies: number;
  /** Time of the oldest of them, in seconds since the Unix epoch, if it was said. */
  readonly oldest?: number | undefined;
}

/** What a run says of the backup of another. */
export type BackupProof = CopyStored | CopyCompared | RestoreEnded;

/** A fact that says what can be restored. */
export type RecoveryFact = StoredBackup | BackupProof | LogArchived | RetentionApplied;
