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
import type { Reader } from './input.js';
import { definedOnly, type JobLabels } from './labels.js';
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
export function readRunSettings(core: Pick<Core, 'flush' | 'labels'>, reader: Reader): RunSettings {
  const operation = reader.oneOf('operation', BACKUP_OPERATIONS) ?? 'backup';
  const job = reader.neededName('job', 'db-nightly');
  const type = reader.oneOf('type', BACKUP_TYPES);
  const destination = reader.raw('destination') === undefined ? undefined : reader.neededName('destination', 's3-eu');
  const region = reader.name('region');
  const retentionTier = reader.name('retentionTier');
  const labels = core.labels({ operation, job, destination, region, type });
  const proves = reader.read('proves', 'the `reference` of a run', asReference);
  const attributes = definedOnly<string | number>({
    ...labels.typed,
    [ATTR_CLOUD_REGION]: region,
    [ATTR_BACKUP_RETENTION_TIER]: retentionTier,
    [ATTR_DB_SYSTEM_NAME]: reader.name('dbSystem'),
    [ATTR_BACKUP_ATTEMPT]: reader.count('attempt'),
    [ATTR_BACKUP_TRIGGER]: reader.oneOf('trigger', BACKUP_TRIGGERS),
    [ATTR_BACKUP_PROVED_RUN_ID]: proves?.runId,
    [ATTR_BACKUP_PROVED_TRACE_ID]: proves?.traceId,
  });
  return {
    operation,
    job,
    labels,
    attributes,
    destination,
    retentionTier,
    parent: attempt(() => readParent(reader)) ?? api.ROOT_CONTEXT,
    flush: reader.oneOf('flush', FLUSH_MODES) ?? core.flush,
  };
}

/** Reads how a live run is watched. */
export function readWatchSettings(reader: Reader, heartbeatMs: number): WatchSettings {
  return {
    signal: reader.read('signal', 'an AbortSignal', (value) => (isAbortSignal(value) ? value : undefined)),
    timeoutMs: reader.duration('timeout'),
    // A shorter beat tells nothing more and costs the host.
    heartbeatMs: Math.max(reader.duration('heartbeat') ?? heartbeatMs, 100),
  };
}

function asReference(value: unknown) {
  const { runId, traceId } = value as { readonly runId?: unknown; readonly traceId?: unknown };
  if (typeof runId !== 'string' || !/^[\w-]{1,64}$/.test(runId)) return undefined;
  if (traceId === undefined) return { runId, traceId };
  return typeof traceId === 'string' && /^[\da-f]{32}$/.test(traceId) ? { runId, traceId } : undefined;
}

/** What the caller states comes first, then the active span, then `TRACEPARENT` of the environment. A host's context manager or span may throw. */
function readParent(reader: Reader): api.Context {
  const active = attempt(() => api.context.active()) ?? api.ROOT_CONTEXT;
  const stated = reader.read('traceparent', 'a W3C traceparent', parseTraceparent);
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
