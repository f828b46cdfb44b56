import type { BackupEvent, BackupEventName, EventAttributes } from '../../../src/events/event.js';
import type { EventEnvelope } from '../../../src/events/envelope.js';
import * as s from '../../../src/semconv.js';
import type { JobState } from '../../../src/state/job-state.js';
import { reduce } from '../../../src/state/reduce.js';

export const START = Date.parse('2026-06-01T02:00:00Z') / 1_000;
const JOB: EventAttributes = { 'backup.operation': 'backup', 'backup.job.name': 'nightly', 'backup.destination.name': 's3-eu' };

export interface Happened {
  readonly name: BackupEventName;
  /** Minutes after the start. */
  readonly at: number;
  readonly run?: string;
  readonly more?: EventAttributes;
  readonly instance?: string;
  /** Minutes after the start. @default when it happened */
  readonly received?: number;
}

export function envelope({ name, at, run, more, instance = 'a', received = at }: Happened): EventEnvelope {
  const attributes = { ...JOB, ...(run !== undefined && { 'backup.run.id': run }), ...more };
  const id = `${instance} ${run} ${name} ${at}`;
  return {
    resource: { 'service.name': 'orders', 'service.instance.id': instance },
    event: { name, id, sequence: 0, timestamp: (START + at * 60) * 1_000, attributes } as unknown as BackupEvent,
    receivedAt: (START + received * 60) * 1_000,
  };
}

export function stateAfter(events: readonly Happened[], before?: JobState): JobState {
  return events.reduce<JobState | undefined>((state, happened) => reduce(state, envelope(happened)), before)!;
}

/** Minutes after the start. */
export const minutes = (time: number | undefined) => (time === undefined ? undefined : (time - START) / 60);

export const started = (run: string, at: number, more = {}): Happened => ({ name: s.EVENT_BACKUP_RUN_STARTED, run, at, ...more });
export const beat = (run: string, at: number, more = {}): Happened => ({ name: s.EVENT_BACKUP_RUN_HEARTBEAT, run, at, ...more });
export const ended = (run: string, at: number, outcome: s.BackupOutcome, { more, ...rest }: Partial<Happened> = {}): Happened => ({
  name: s.EVENT_BACKUP_RUN_FINISHED,
  run,
  at,
  more: { 'backup.outcome': outcome, 'backup.telemetry.problem': 'none', ...more },
  ...rest,
});
export const defined = (at: number, more: Partial<Happened> = {}): Happened => ({ name: s.EVENT_BACKUP_JOB_DEFINED, at, ...more });
export const retired = (at: number, more: Partial<Happened> = {}): Happened => ({ name: s.EVENT_BACKUP_JOB_DECOMMISSIONED, at, ...more });
