import type { BackupOutcome, BackupType, CopyComparison, RestoreCheck } from '../semconv.js';

/** A run that succeeded and stored a copy of its backup. */
export interface StoredBackup {
  readonly kind: 'backup';
  readonly runId: string;
  /** When it began, in seconds since the Unix epoch: what is in it is at least as new. */
  readonly startedAt: number;
  /** When it ended: from then on it can be restored. */
  readonly at: number;
  /** `undefined` where none is stated: no tier is a tier as well. */
  readonly tier?: string | undefined;
  readonly type?: BackupType | undefined;
  readonly destination: string;
  readonly region?: string | undefined;
}

/** What a fact says of the backup of another run. */
interface ProofOfRun {
  readonly runId: string;
  /** When the run ended that says so, in seconds since the Unix epoch. */
  readonly at: number;
  /** The run whose backup it is of, if it was said. */
  readonly provedRunId?: string | undefined;
}

/** A finished backup was brought to a further destination. */
export interface CopyStored extends ProofOfRun {
  readonly kind: 'copy';
  readonly destination: string;
  readonly region?: string | undefined;
}

/** A copy was compared with its source. */
export interface CopyCompared extends ProofOfRun {
  readonly kind: 'comparison';
  readonly destination: string;
  readonly region?: string | undefined;
  readonly result: CopyComparison;
}

/** A backup was restored, for real or as a drill, and this is how that ended. */
export interface RestoreEnded extends ProofOfRun {
  readonly kind: 'restore';
  readonly outcome: BackupOutcome;
  /** Trace of the run whose backup was restored. */
  readonly provedTraceId?: string | undefined;
  /** When that run ended, if it was said. */
  readonly provedAt?: number | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  /** What was checked of what was restored. */
  readonly checks: readonly RestoreCheck[];
}

/** The log of a database is archived up to a time. */
export interface LogArchived {
  readonly kind: 'log';
  readonly runId: string;
  readonly at: number;
  readonly until: number;
  /** Whether what was archived since this was said before has one. */
  readonly hasGap: boolean;
}

/** Retention was applied: what is older is gone. */
export interface RetentionApplied {
  readonly kind: 'retention';
  readonly runId: string;
  readonly at: number;
  readonly tier?: string | undefined;
  /** Good copies that are left. */
  readonly copies: number;
  /** Time of the oldest of them, if it was said. */
  readonly oldest?: number | undefined;
}

/** What a run says of the backup of another. */
export type BackupProof = CopyStored | CopyCompared | RestoreEnded;

/** A fact that says what can be restored. */
export type RecoveryFact = StoredBackup | BackupProof | LogArchived | RetentionApplied;
