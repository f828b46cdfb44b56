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
  EVENT_BACKUP_RUN_PROGRESS,
  EVENT_BACKUP_RUN_STARTED,
  type BackupOutcome,
} from '../../semconv.js';
import { numberOf, textOf } from '../../untrusted/plain-values.js';
import { isWorseEnd } from '../../semconv/outcome-order.js';
import { readAttributes } from '../../state/read-attributes.js';

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
  /** Where it failed; while it goes on, where its newest progress was made. */
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
  /** When the newest event said each fact that several may say, as JSON. */
  readonly times: string | null;
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
  const said = {
    type: columnText(attributes[ATTR_BACKUP_TYPE]),
    run_trigger: columnText(attributes[ATTR_BACKUP_TRIGGER]),
    tier: columnText(attributes[ATTR_BACKUP_RETENTION_TIER]),
    attempts: wholeOf(attributes[ATTR_BACKUP_ATTEMPTS]),
    attempt: wholeOf(attributes[ATTR_BACKUP_ATTEMPT]),
    proved_run: columnText(attributes[ATTR_BACKUP_PROVED_RUN_ID]),
    trace_id: traceId ?? null,
    // Of a run that is over its end says where it failed.
    phase: event.name === EVENT_BACKUP_RUN_PROGRESS && row.outcome === null ? columnText(attributes[ATTR_BACKUP_PHASE_NAME]) : null,
  };
  const known: RunRow = { ...row, ...newerFacts(row, said, at), last_sign: Math.max(row.last_sign, at) };
  if (event.name === EVENT_BACKUP_RUN_STARTED) return { ...known, started_at: Math.min(at, row.started_at ?? at) };
  if (event.name !== EVENT_BACKUP_RUN_FINISHED) return known;
  const end = {
    ended_at: at,
    outcome: attributes[ATTR_BACKUP_OUTCOME] as BackupOutcome,
    error_type: columnText(attributes[ATTR_ERROR_TYPE]),
    phase: columnText(attributes[ATTR_BACKUP_PHASE_NAME]),
    exit_code: wholeOf(attributes[ATTR_PROCESS_EXIT_CODE]),
    duration: numberOf(attributes[ATTR_BACKUP_DURATION]) ?? null,
    artifact_size: wholeOf(attributes[ATTR_BACKUP_ARTIFACT_SIZE]),
    processed_size: wholeOf(attributes[ATTR_BACKUP_PROCESSED_SIZE]),
    file_count: wholeOf(attributes[ATTR_BACKUP_ARTIFACT_FILE_COUNT]),
  };
  if (isOverruled(end, row)) return known;
  // Where its progress was is of no use any more.
  const { phase: _, ...times } = timesOf(known);
  return { ...known, ...end, times: JSON.stringify(times) };
}

type Facts = Readonly<Record<string, string | number | null>>;

/** Of two events that say a fact the newer is right, whichever came first; of two of one moment the same one. */
function newerFacts(row: RunRow, said: Facts, at: number): Facts {
  const times = timesOf(row);
  const facts = Object.entries(said).filter(([name, value]) => {
    const before = times[name] ?? -Infinity;
    return value !== null && (at > before || (at === before && isGreater(value, row[name as keyof RunRow])));
  });
  if (facts.length === 0) return {};
  return { ...Object.fromEntries(facts), times: JSON.stringify({ ...times, ...Object.fromEntries(facts.map(([name]) => [name, at])) }) };
}

function timesOf({ times }: RunRow): Readonly<Record<string, number>> {
  return times === null ? {} : (JSON.parse(times) as Record<string, number>);
}

/** A run that ends twice ended as the worse of both; of two that are as bad, as the later; of two of one moment, as the same one. */
function isOverruled(end: Pick<RunRow, 'outcome' | 'ended_at'>, row: RunRow): boolean {
  if (row.outcome === null) return false;
  const [outcome, before] = [end.outcome as BackupOutcome, row.outcome as BackupOutcome];
  if (outcome !== before) return !isWorseEnd(outcome, before);
  const [at, was] = [end.ended_at ?? 0, row.ended_at ?? 0];
  return at === was ? !isGreater(contentOf(end), contentOf(row, Object.keys(end))) : at < was;
}

function contentOf(row: object, names = Object.keys(row)): string {
  const values = row as Facts;
  return JSON.stringify(names.map((name) => values[name]));
}

function isGreater(one: string | number, other: string | number | null): boolean {
  return other === null || one > other;
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
  times: null,
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

const MOST_TEXT = 256;

/** A text that every database takes. */
function columnText(value: unknown): string | null {
  return textOf(value)?.replaceAll('\0', '').slice(0, MOST_TEXT) ?? null;
}

/** As a column of 64-bit integers takes it. */
function wholeOf(value: unknown): number | null {
  const number = numberOf(value);
  return number === undefined || Math.abs(number) > Number.MAX_SAFE_INTEGER ? null : Math.round(number);
}
