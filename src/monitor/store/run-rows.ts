import type { EventEnvelope } from '../../events/envelope.js';
import type { EventAttributes } from '../../events/event.js';
import {
  ATTR_BACKUP_ARTIFACT_FILE_COUNT,
  ATTR_BACKUP_ARTIFACT_SIZE,
  ATTR_BACKUP_ATTEMPT,
  ATTR_BACKUP_ATTEMPTS,
  ATTR_BACKUP_DURATION,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_PROCESSED_SIZE,
  ATTR_BACKUP_PROVED_RUN_ID,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_BACKUP_RUN_ID,
  ATTR_BACKUP_TRIGGER,
  ATTR_BACKUP_TYPE,
  ATTR_ERROR_TYPE,
  ATTR_PROCESS_EXIT_CODE,
  EVENT_BACKUP_PHASE_FINISHED,
  EVENT_BACKUP_RUN_FINISHED,
  EVENT_BACKUP_RUN_STARTED,
  type BackupOutcome,
} from '../../semconv.js';
import { numberOf, textOf } from '../../untrusted/plain-values.js';
import { isWorseEnd } from '../../semconv/outcome-order.js';
import { readAttributes } from '../../state/read-attributes.js';
import type { SqlValue } from './database.js';

/** One run of a job as it is stored. Times are milliseconds since the Unix epoch, durations seconds, sizes bytes. */
export interface RunRow {
  readonly job: string;
  readonly run: string;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  /** Newest event of the run. */
  readonly last_sign: number;
  readonly outcome: string | null;
  readonly type: string | null;
  readonly run_trigger: string | null;
  readonly tier: string | null;
  readonly error_type: string | null;
  /** Where it failed, or where it is. */
  readonly phase: string | null;
  readonly exit_code: number | null;
  readonly attempt: number | null;
  readonly attempts: number | null;
  readonly duration: number | null;
  readonly artifact_size: number | null;
  readonly processed_size: number | null;
  readonly file_count: number | null;
  readonly proved_run: string | null;
  readonly trace_id: string | null;
}

/** A phase of a run that ended. */
export interface PhaseRow {
  readonly job: string;
  readonly run: string;
  readonly phase: string;
  readonly ended_at: number;
  readonly duration: number | null;
  readonly outcome: string | null;
  readonly error_type: string | null;
  readonly processed_size: number | null;
}

type Row = Readonly<Record<string, SqlValue>>;

/** The run that an event belongs to; nothing where it belongs to none. */
export function runIdOf({ event }: EventEnvelope): string | undefined {
  const runId = (event.attributes as unknown as EventAttributes)[ATTR_BACKUP_RUN_ID];
  return columnText(runId) || undefined;
}

/** The run after one more event. Events may come late, in any order, and more than once: the row is the same. */
export function mergeRun(before: RunRow | undefined, job: string, run: string, { event, traceId }: EventEnvelope): RunRow {
  const attributes = readAttributes(event);
  const at = event.timestamp;
  const row: RunRow = before ?? { ...EMPTY, job, run, last_sign: at };
  const said = given({
    type: columnText(attributes[ATTR_BACKUP_TYPE]),
    run_trigger: columnText(attributes[ATTR_BACKUP_TRIGGER]),
    tier: columnText(attributes[ATTR_BACKUP_RETENTION_TIER]),
    attempts: wholeOf(attributes[ATTR_BACKUP_ATTEMPTS]),
    attempt: wholeOf(attributes[ATTR_BACKUP_ATTEMPT]),
    proved_run: columnText(attributes[ATTR_BACKUP_PROVED_RUN_ID]),
    trace_id: traceId ?? null,
  });
  // Of two events the newer is right, whichever came first.
  const known: RunRow = {
    ...row,
    ...(at >= row.last_sign ? said : { ...said, ...given({ ...row }) }),
    last_sign: Math.max(row.last_sign, at),
  };
  if (event.name === EVENT_BACKUP_RUN_STARTED) return { ...known, started_at: at };
  if (event.name !== EVENT_BACKUP_RUN_FINISHED) return known;
  const duration = numberOf(attributes[ATTR_BACKUP_DURATION]) ?? null;
  const outcome = attributes[ATTR_BACKUP_OUTCOME] as BackupOutcome;
  // A run that ends twice ended as the worse of both.
  if (row.outcome !== null && !isWorseEnd(outcome, row.outcome as BackupOutcome)) return known;
  return {
    ...known,
    started_at: row.started_at ?? (duration === null ? null : at - duration * 1_000),
    ended_at: at,
    outcome,
    error_type: columnText(attributes[ATTR_ERROR_TYPE]),
    phase: columnText(attributes[ATTR_BACKUP_PHASE_NAME]),
    exit_code: wholeOf(attributes[ATTR_PROCESS_EXIT_CODE]),
    duration,
    artifact_size: wholeOf(attributes[ATTR_BACKUP_ARTIFACT_SIZE]),
    processed_size: wholeOf(attributes[ATTR_BACKUP_PROCESSED_SIZE]),
    file_count: wholeOf(attributes[ATTR_BACKUP_ARTIFACT_FILE_COUNT]),
  };
}

/** The phase that an event ends; nothing where it ends none. */
export function phaseOf(job: string, run: string, { event }: EventEnvelope): PhaseRow | undefined {
  if (event.name !== EVENT_BACKUP_PHASE_FINISHED) return undefined;
  const attributes = readAttributes(event);
  return {
    job,
    run,
    phase: columnText(attributes[ATTR_BACKUP_PHASE_NAME]) ?? '',
    ended_at: event.timestamp,
    duration: numberOf(attributes[ATTR_BACKUP_DURATION]) ?? null,
    outcome: columnText(attributes[ATTR_BACKUP_OUTCOME]),
    error_type: columnText(attributes[ATTR_ERROR_TYPE]),
    processed_size: wholeOf(attributes[ATTR_BACKUP_PROCESSED_SIZE]),
  };
}

const EMPTY = {
  started_at: null,
  ended_at: null,
  outcome: null,
  type: null,
  run_trigger: null,
  tier: null,
  error_type: null,
  phase: null,
  exit_code: null,
  attempt: null,
  attempts: null,
  duration: null,
  artifact_size: null,
  processed_size: null,
  file_count: null,
  proved_run: null,
  trace_id: null,
} as const;

/** Columns of a run, in the order in which rows are written. */
export const RUN_COLUMNS: readonly (keyof RunRow)[] = ['job', 'run', 'last_sign', ...(Object.keys(EMPTY) as (keyof typeof EMPTY)[])];

/** Columns of a phase, in the order in which rows are written. */
export const PHASE_COLUMNS: readonly (keyof PhaseRow)[] = [
  'job',
  'run',
  'phase',
  'ended_at',
  'duration',
  'outcome',
  'error_type',
  'processed_size',
];

function given<Values extends Row>(values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<Values>;
}

const MOST_TEXT = 256;

/** A text that every database takes. */
export function columnText(value: unknown): string | null {
  return textOf(value)?.replaceAll('\0', '').slice(0, MOST_TEXT) ?? null;
}

/** As a column of 64-bit integers takes it. */
function wholeOf(value: unknown): number | null {
  const number = numberOf(value);
  return number === undefined || Math.abs(number) > Number.MAX_SAFE_INTEGER ? null : Math.round(number);
}
