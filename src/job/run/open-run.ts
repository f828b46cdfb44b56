import type { BackupEventName, EventAttributes } from '../../events/event.js';
import type { BackupOutcome } from '../../semconv.js';
import type { Core } from '../instance/core.js';
import type { JobProblems } from '../instance/job-problems.js';
import type { Report } from '../input/report.js';
import type { RunClock } from './run-clock.js';
import type { RunSettings } from '../input/settings.js';
import type { OpenSpan } from '../sdk/span.js';
import type { RunReference } from '../types.js';

/** How a run ends. Times are given for runs that happened elsewhere. */
export interface RunEnd {
  readonly outcome: BackupOutcome;
  readonly error?: unknown;
  readonly reason?: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly endedAt?: number;
}

/** The phase that an error arose in. */
export interface FailedPhase {
  readonly name: string;
  readonly error: unknown;
}

/** Where something that has not ended yet was begun. */
export interface OpenPlace {
  readonly name: string;
  readonly site: string;
}

/** A phase that has begun. */
export interface OpenPhase extends OpenSpan {
  end(outcome: BackupOutcome, error: unknown, processed: number, endedAt?: number): void;
}

/** A run that has begun: its span, its events in order, and its end, which happens once. */
export interface OpenRun extends OpenSpan {
  readonly core: Core;
  readonly settings: RunSettings;
  readonly problems: JobProblems;
  readonly clock: RunClock;
  /** Where each phase that has not ended yet was opened, by its name. */
  readonly openPhases: Set<OpenPlace>;
  readonly reference: RunReference;
  /** Where an error arose: the innermost phase that ended by it. */
  failedPhase?: FailedPhase;
  /** What the run has reported so far. */
  readonly report: Report;
  /** Bytes that went through the run's byte counters. */
  processed: number;
  deadlineExceeded: boolean;
  ended: boolean;
  emit(name: BackupEventName, extra?: EventAttributes, timestamp?: number): void;
  openPhase(name: string, parent: OpenSpan, startedAt?: number): OpenPhase;
  /** Emits the end, once. */
  end(end: RunEnd): void;
}
