import {
  ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM,
  ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE,
  ATTR_BACKUP_ARTIFACT_FILE_COUNT,
  ATTR_BACKUP_ARTIFACT_SIZE,
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_JOB_NAME,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_REASON,
  ATTR_BACKUP_RETENTION_COPIES,
  ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  ATTR_BACKUP_RUN_ID,
  ATTR_BACKUP_TYPE,
  ATTR_ERROR_TYPE,
  ATTR_PROCESS_EXIT_CODE,
  SCOPE_NAME,
  type BackupOperation,
  type BackupOutcome,
  type BackupType,
  type UNKNOWN_OPERATION,
} from '../semconv.js';
import type { BackupReport } from '../job/types.js';
import { definedOnly } from '../state/job-labels.js';
import type { TestSpan } from './tree.js';

/** How a run or a phase came out. What is unknown, or not yet known, is undefined. */
export interface TestPhase {
  /** Name of the phase. */
  readonly name: string;
  /** How it ended. */
  readonly outcome: BackupOutcome | undefined;
  /** Seconds. */
  readonly duration: number | undefined;
  /** Class of the error, for `failure` and `timeout`. */
  readonly errorType: string | undefined;
  /** Phases within it. */
  readonly phases: readonly TestPhase[];
}

/** A run in one record: plain data. What is unknown, or not yet known because the run goes on, is undefined. */
export interface TestRun {
  /** Name of the job. */
  readonly job: string;
  /** `unknown` where the run's options did not say it readably. */
  readonly operation: BackupOperation | typeof UNKNOWN_OPERATION;
  /** How it ended. */
  readonly outcome: BackupOutcome | undefined;
  /** Seconds. */
  readonly duration: number | undefined;
  /** Class of the error, for `failure` and `timeout`. */
  readonly errorType: string | undefined;
  /** Short code that explains the outcome, such as `exit_code` or one of your own. */
  readonly reason: string | undefined;
  /** What it covered. */
  readonly type: BackupType | undefined;
  /** Name of the place the backup went to or was read from. */
  readonly destination: string | undefined;
  /** What the run reported, without what it left out. Times are milliseconds since the Unix epoch. */
  readonly report: BackupReport;
  /** Its phases, in the order of their starts. */
  readonly phases: readonly TestPhase[];
  /** Id of the run. */
  readonly runId: string;
  /** Trace of the run: 32 hexadecimal digits. */
  readonly traceId: string;
  /** All that is known of it under the names of `./semconv`. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The runs among spans, wherever they are nested; one within another comes after it. */
export function runsOf(spans: readonly TestSpan[]): readonly TestRun[] {
  return spans.flatMap((span) => [...(isRun(span) ? [toRun(span)] : []), ...runsOf(span.children)]);
}

function toRun(span: TestSpan): TestRun {
  const { attributes } = span;
  return {
    job: String(attributes[ATTR_BACKUP_JOB_NAME]),
    operation: attributes[ATTR_BACKUP_OPERATION] as BackupOperation,
    outcome: attributes[ATTR_BACKUP_OUTCOME] as BackupOutcome | undefined,
    duration: durationOf(span),
    errorType: attributes[ATTR_ERROR_TYPE] as string | undefined,
    reason: attributes[ATTR_BACKUP_REASON] as string | undefined,
    type: attributes[ATTR_BACKUP_TYPE] as BackupType | undefined,
    destination: attributes[ATTR_BACKUP_DESTINATION_NAME] as string | undefined,
    report: reportOf(attributes),
    phases: phasesOf(span),
    runId: String(attributes[ATTR_BACKUP_RUN_ID]),
    traceId: span.traceId,
    attributes,
  };
}

function reportOf(attributes: TestSpan['attributes']): BackupReport {
  const get = (name: string) => attributes[name] as string | number | undefined;
  const digest = get(ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE);
  const oldest = get(ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP);
  return definedOnly({
    bytes: get(ATTR_BACKUP_ARTIFACT_SIZE),
    files: get(ATTR_BACKUP_ARTIFACT_FILE_COUNT),
    checksum: digest === undefined ? undefined : `${get(ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM) ?? ''}:${digest}`,
    exitCode: get(ATTR_PROCESS_EXIT_CODE),
    retainedCopies: get(ATTR_BACKUP_RETENTION_COPIES),
    oldestCopy: oldest === undefined ? undefined : Number(oldest) * 1_000,
  });
}

/** Phases directly below a span, also those below spans that others made in between. */
function phasesOf(span: TestSpan): readonly TestPhase[] {
  return span.children.flatMap((child) => {
    if (isRun(child)) return [];
    const { attributes } = child;
    if (child.scope !== SCOPE_NAME) return phasesOf(child);
    return {
      name: String(attributes[ATTR_BACKUP_PHASE_NAME]),
      outcome: attributes[ATTR_BACKUP_OUTCOME] as BackupOutcome | undefined,
      duration: durationOf(child),
      errorType: attributes[ATTR_ERROR_TYPE] as string | undefined,
      phases: phasesOf(child),
    };
  });
}

function isRun({ scope, attributes }: TestSpan): boolean {
  return scope === SCOPE_NAME && attributes[ATTR_BACKUP_PHASE_NAME] === undefined;
}

function durationOf({ startedAt, endedAt }: TestSpan): number | undefined {
  return endedAt === undefined ? undefined : (endedAt - startedAt) / 1_000;
}
