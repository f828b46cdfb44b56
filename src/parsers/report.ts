import type { ToolName } from './programs.js';
import type { BackupOutcome } from '../semconv.js';

/** A whole number: a string of digits where it is beyond `Number.MAX_SAFE_INTEGER`, so that none is rounded. */
export type Count = number | string;

/** What a tool warned of, or failed of, in the few words that every tool has in common. */
export type ToolWarning =
  /** A source that was asked for is not there. */
  | 'source_missing'
  /** A file could not be read. */
  | 'source_unreadable'
  /** A file changed or vanished while it was read. */
  | 'source_changed'
  /** Data or an index is damaged, or differs from what was recorded. */
  | 'damaged'
  /** The repository is locked by another run. */
  | 'locked'
  /** There is no repository, or none that the tool knows. */
  | 'repository_missing'
  /** A password, key or role was refused. */
  | 'access_denied'
  /** A server could not be reached, or the connection was lost. */
  | 'connection'
  /** No space left, or a quota reached. */
  | 'no_space'
  /** Something was tried again. */
  | 'retried'
  /** What was made is not usable before something else has happened, such as the arrival of WAL files. */
  | 'incomplete'
  /** Something else. */
  | 'other'
  /** JSON that ended early or could not be read: something was said that is not in the report. */
  | 'unreadable_output'
  /** The tool began to report and never came to its summary. */
  | 'summary_missing'
  /** Nobody said how the tool ended. */
  | 'exit_unknown';

/**
 * What a backup tool said of its run: numbers, an outcome and words of a fixed list. It holds nothing of the tool's text: no path, host,
 * user, repository or address.
 */
export interface ToolReport {
  /** The tool whose output was read. */
  readonly tool: ToolName;
  /** The worse of the tool's exit code and what it said. `partial` with no file at all is `failure`. */
  readonly outcome: BackupOutcome;
  /** Bytes that the run read, or that its artifact holds, before compression and deduplication where the tool knows both. */
  readonly bytes?: Count;
  /** Bytes that the run added to what was stored before. */
  readonly addedBytes?: Count;
  /** Whether bytes were computed from rounded text such as `316.305 KiB`. */
  readonly isRounded: boolean;
  /** Files of the run. */
  readonly files?: Count;
  /** Errors that the tool counted itself, or the number of its lines that state one. */
  readonly errors: Count;
  /** Opaque: the tool's own identifier of what it made, of a form that it generates itself. */
  readonly snapshotId?: string;
  /** Milliseconds, as the tool measured them. */
  readonly durationMs?: number;
  /** How often each kind of warning and error came. */
  readonly warnings: Readonly<Partial<Record<ToolWarning, number>>>;
  /** One sentence: which flag of the tool would make its report exact. */
  readonly advice?: string;
}

/** How a process ended, as `child_process` has it: one of both. */
export interface ToolExit {
  /** 0 to 255; none of a process that a signal ended. */
  readonly exitCode?: number | null;
  /** The signal that ended it, such as `SIGTERM`. */
  readonly signal?: string | null;
}
