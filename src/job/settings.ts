import * as api from '@opentelemetry/api';
import {
  ATTR_BACKUP_ATTEMPT,
  ATTR_BACKUP_PROVED_RUN_ID,
  ATTR_BACKUP_PROVED_TRACE_ID,
  ATTR_BACKUP_RETENTION_TIER,
  ATTR_BACKUP_TRIGGER,
  ATTR_CLOUD_REGION,
  ATTR_DB_SYSTEM_NAME,
  BACKUP_OPERATIONS,
  BACKUP_TRIGGERS,
  BACKUP_TYPES,
  type BackupOperation,
} from '../semconv.js';
import type { Core } from './core.js';
import { attempt } from './attempt.js';
import { read, readCount, readDuration, readIdentityName, readName, readNeededName, readOneOf, type Input } from './input.js';
import { putDefined, type JobLabels } from './labels.js';
import { environmentTraceparent, parseTraceparent } from './trace-parent.js';
import type { FlushMode } from './types.js';

/** Ways to end a run's telemetry. */
export const FLUSH_MODES = ['await', 'background'] as const satisfies readonly FlushMode[];

/** A run's description, checked and repaired, with the attribute sets that are made of it. */
export interface RunSettings {
  readonly operation: BackupOperation;
  readonly job: string;
  readonly labels: JobLabels;
  /** Attributes of the run's span and of all its events. */
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly destination: string | undefined;
  readonly retentionTier: string | undefined;
  /** Number of this try, and how many the run has. */
  readonly attempt: number | undefined;
  readonly attempts: number | undefined;
  /** Context in which the run's span starts. */
  readonly parent: api.Context;
  readonly flush: FlushMode;
}

/** How a live run is watched, checked and repaired. */
export interface WatchSettings {
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number | undefined;
  readonly heartbeatMs: number;
}

/** Reads what a run is about. */
export function readRunSettings(core: Pick<Core, 'flush' | 'labels'>, input: Input): RunSettings {
  const operation = readOneOf(input, 'operation', BACKUP_OPERATIONS) ?? 'backup';
  const job = readNeededName(input, 'job', 'db-nightly');
  const type = readOneOf(input, 'type', BACKUP_TYPES);
  const destination = readIdentityName(input, 'destination', 's3-eu');
  const region = readIdentityName(input, 'region', 'eu-1');
  const retentionTier = readIdentityName(input, 'retentionTier', 'weekly');
  const labels = core.labels({ operation, job, destination, region, type });
  const proves = read(input, 'proves', 'the `reference` of a run', asReference);
  const attributes: Record<string, string | number> = { ...labels.typed };
  putDefined(attributes, ATTR_CLOUD_REGION, region);
  putDefined(attributes, ATTR_BACKUP_RETENTION_TIER, retentionTier);
  putDefined(attributes, ATTR_DB_SYSTEM_NAME, readName(input, 'dbSystem'));
  const number = readCount(input, 'attempt');
  putDefined(attributes, ATTR_BACKUP_ATTEMPT, number);
  putDefined(attributes, ATTR_BACKUP_TRIGGER, readOneOf(input, 'trigger', BACKUP_TRIGGERS));
  putDefined(attributes, ATTR_BACKUP_PROVED_RUN_ID, proves?.runId);
  putDefined(attributes, ATTR_BACKUP_PROVED_TRACE_ID, proves?.traceId);
  return {
    operation,
    job,
    labels,
    attributes,
    destination,
    retentionTier,
    attempt: number,
    attempts: read(input, 'attempts', 'a whole number from 1', parseAttempts),
    parent: attempt(() => readParent(input)) ?? api.ROOT_CONTEXT,
    flush: readOneOf(input, 'flush', FLUSH_MODES) ?? core.flush,
  };
}

/** Reads how a live run is watched. */
export function readWatchSettings(input: Input, heartbeatMs: number): WatchSettings {
  return {
    signal: read(input, 'signal', 'an AbortSignal', (value) => (isAbortSignal(value) ? value : undefined)),
    timeoutMs: readDuration(input, 'timeout'),
    // A shorter beat tells nothing more and costs the host.
    heartbeatMs: Math.max(readDuration(input, 'heartbeat') ?? heartbeatMs, 100),
  };
}

function parseAttempts(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 1 ? (value as number) : undefined;
}

function asReference(value: unknown) {
  const { runId, traceId } = value as { readonly runId?: unknown; readonly traceId?: unknown };
  if (typeof runId !== 'string' || !/^[\w-]{1,64}$/.test(runId)) return undefined;
  if (traceId === undefined) return { runId, traceId };
  return typeof traceId === 'string' && /^[\da-f]{32}$/.test(traceId) ? { runId, traceId } : undefined;
}

/** What the caller states comes first, then the active span, then `TRACEPARENT` of the environment. A host's context manager or span may throw. */
function readParent(input: Input): api.Context {
  const active = attempt(() => api.context.active()) ?? api.ROOT_CONTEXT;
  const stated = read(input, 'traceparent', 'a W3C traceparent', parseTraceparent);
  if (stated) return api.trace.setSpanContext(active, stated);
  if (api.trace.getSpanContext(active)) return active;
  const inherited = parseTraceparent(environmentTraceparent());
  return inherited ? api.trace.setSpanContext(active, inherited) : active;
}

function isAbortSignal(value: unknown): value is AbortSignal {
  const signal = value as Partial<AbortSignal> | null;
  return (
    typeof signal?.aborted === 'boolean' &&
    typeof signal.addEventListener === 'function' &&
    typeof signal.removeEventListener === 'function'
  );
}
