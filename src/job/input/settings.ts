import * as api from '@opentelemetry/api';
import {
  ATTR_BACKUP_ATTEMPT,
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_JOB_NAME,
  ATTR_BACKUP_OPERATION,
  ATTR_BACKUP_PROVED_RUN_ID,
  ATTR_BACKUP_PROVED_TRACE_ID,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_BACKUP_TRIGGER,
  ATTR_BACKUP_TYPE,
  ATTR_CLOUD_REGION,
  ATTR_DB_SYSTEM_NAME,
  BACKUP_OPERATIONS,
  BACKUP_TRIGGERS,
  BACKUP_TYPES,
  UNKNOWN_OPERATION,
  type BackupOperation,
} from '../../semconv.js';
import { definedOnly, labelsKey, type JobLabels, type LabelSource } from '../../state/job-labels.js';
import { suggest } from '../../untrusted/suggest.js';
import { isText, orUndefined } from '../../untrusted/calls.js';
import { IDENTITY_FIELDS, REFERENCE_FIELDS } from './fields.js';
import {
  findLost,
  openInput,
  read,
  readCount,
  readDuration,
  readIdentityName,
  readNeededName,
  readLongDuration,
  readOneOf,
  readRaw,
  type Input,
} from './input.js';
import { parseName } from './names.js';
import { parseTraceparent, takeEnvironmentParent } from './trace-parent.js';
import type { FlushMode, RunReference } from '../types.js';

/** How a run's telemetry may end. */
export const FLUSH_MODES = ['await', 'background'] as const satisfies readonly FlushMode[];

/** A run's description, checked and repaired, with the attribute sets that are made of it. */
export interface RunSettings {
  /** `unknown` where it could not be read. */
  readonly operation: BackupOperation | typeof UNKNOWN_OPERATION;
  readonly job: string;
  readonly labels: JobLabels;
  /** Of the job that a problem or a definition is about: of an operation that could not be read, the one that was likely meant. */
  readonly about: JobLabels;
  /** Attributes of the run's span and of all its events. */
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly destination: string | undefined;
  /** How many tries the run has. */
  readonly attempts: number | undefined;
  readonly flush: FlushMode;
}

/** How a live run is watched, checked and repaired. */
export interface WatchSettings {
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number | undefined;
  readonly heartbeatMs: number;
}

/** What holds where a run says nothing else. */
interface RunDefaults {
  readonly flush: FlushMode;
  readonly labels: (source: LabelSource) => JobLabels;
  readonly definitions: ReadonlyMap<string, { readonly expected: { readonly attempts?: number } }>;
}

/** Reads what a run is about. */
export function readRunSettings(core: RunDefaults, input: Input): RunSettings {
  const own = readRaw(input, 'operation') === undefined ? 'backup' : readOneOf(input, 'operation', BACKUP_OPERATIONS);
  const job = readNeededName(input, 'job', 'db-nightly');
  const destination = readIdentityName(input, 'destination', 's3-eu');
  // Where a field that says which job it is was not read, it may be any.
  const operation = (!findLost(input, IDENTITY_FIELDS) && own) || UNKNOWN_OPERATION;
  const proves = readReference(input);
  const attributes = definedOnly<string | number>({
    [ATTR_BACKUP_OPERATION]: operation,
    [ATTR_BACKUP_JOB_NAME]: job,
    [ATTR_BACKUP_DESTINATION_NAME]: destination,
    [ATTR_BACKUP_TYPE]: readOneOf(input, 'type', BACKUP_TYPES),
    [ATTR_CLOUD_REGION]: readIdentityName(input, 'region', 'eu-1'),
    [ATTR_BACKUP_RETENTION_TIER]: readIdentityName(input, 'retentionTier', 'weekly'),
    [ATTR_DB_SYSTEM_NAME]: read(input, 'dbSystem', 'a name such as "postgresql"', parseName),
    [ATTR_BACKUP_ATTEMPT]: readCount(input, 'attempt', 1),
    [ATTR_BACKUP_TRIGGER]: readOneOf(input, 'trigger', BACKUP_TRIGGERS),
    [ATTR_BACKUP_PROVED_RUN_ID]: proves?.runId,
    [ATTR_BACKUP_PROVED_TRACE_ID]: proves?.traceId,
  });
  const misspelt = findLost(input, ['operation']);
  const meant = meantOperation((misspelt && readRaw(input, misspelt.key)) ?? readRaw(input, 'operation'));
  const labels = core.labels(attributes);
  const about = meant === operation ? labels : core.labels({ ...attributes, [ATTR_BACKUP_OPERATION]: meant });
  return {
    operation,
    job,
    labels,
    about,
    attributes,
    destination,
    attempts: readCount(input, 'attempts', 1) ?? core.definitions.get(labelsKey(about.identity))?.expected.attempts,
    flush: readOneOf(input, 'flush', FLUSH_MODES) ?? core.flush,
  };
}

/** Reads how a live run is watched. */
export function readWatchSettings(input: Input, heartbeatMs: number): WatchSettings {
  return {
    signal: read(input, 'signal', 'an AbortSignal', (value) => (isAbortSignal(value) ? value : undefined)),
    timeoutMs: readLongDuration(input, 'timeout', 1_000),
    heartbeatMs: readHeartbeat(input) ?? heartbeatMs,
  };
}

/** Milliseconds between signs of life. A shorter beat says nothing more and costs the host. */
export function readHeartbeat(input: Input): number | undefined {
  return readDuration(input, 'heartbeat', SHORTEST_HEARTBEAT_MS);
}

const SHORTEST_HEARTBEAT_MS = 100;

function meantOperation(stated: unknown): BackupOperation {
  const meant = typeof stated === 'string' ? suggest(stated, BACKUP_OPERATIONS) : undefined;
  return (meant as BackupOperation | undefined) ?? 'backup';
}

function readReference(input: Input): RunReference | undefined {
  const reference = read(input, 'proves', 'the `reference` of a run', asReference);
  if (reference) openInput(readRaw(input, 'proves'), '`proves`', REFERENCE_FIELDS, 'the `reference` of a run', input.reject);
  return reference;
}

function asReference(value: unknown) {
  const { runId, traceId } = value as { readonly runId?: unknown; readonly traceId?: unknown };
  const isRight = isText(runId, /^[\w-]{1,64}$/) && (traceId === undefined || isText(traceId, /^[\da-f]{32}$/));
  return isRight ? { runId, traceId } : undefined;
}

/** Where the span of a run begins. */
export interface ParentSettings {
  readonly context: api.Context;
  /** Trace that the environment names, when an earlier run of the process is part of it. */
  readonly traceId?: string | undefined;
}

/**
 * What the caller states comes first, then the active span, then `TRACEPARENT` of the environment: that is the parent of the first run only,
 * or all runs of a service that lives would share one trace. A host's context manager or span may throw.
 */
export function readParent(input: Input): ParentSettings {
  const active = orUndefined(() => api.context.active()) ?? api.ROOT_CONTEXT;
  const under = (parent: api.SpanContext) => orUndefined(() => api.trace.setSpanContext(active, parent)) ?? active;
  const stated = read(input, 'traceparent', 'a W3C traceparent', parseTraceparent);
  if (stated) return { context: under(stated) };
  if (orUndefined(() => api.trace.getSpanContext(active))) return { context: active };
  const [inherited, isFirst] = takeEnvironmentParent();
  if (inherited && isFirst) return { context: under(inherited) };
  return { context: active, traceId: inherited?.traceId };
}

/** Whether something can be listened to as a signal. Looking at it may throw. */
export function isAbortSignal(value: unknown): value is AbortSignal {
  const signal = value as Partial<AbortSignal> | null;
  return (
    typeof signal?.aborted === 'boolean' &&
    typeof signal.addEventListener === 'function' &&
    typeof signal.removeEventListener === 'function'
  );
}
