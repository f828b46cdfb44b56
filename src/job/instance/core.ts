import type * as api from '@opentelemetry/api';
import type { Clock } from '../clock.js';
import type { EventEmitter } from '../sdk/events.js';
import type { Flusher } from '../sdk/flush.js';
import type { INSTRUMENTS } from '../../semconv/generated/tables.js';
import type { StatedDefinition } from './stated-definition.js';
import type { GaugeStore } from '../../state/gauge-store.js';
import type { JobLabels, LabelSource } from '../../state/job-labels.js';
import { guard } from '../../untrusted/guard.js';
import type { ReportProblem } from '../problems.js';
import type { Providers } from '../sdk/providers.js';
import type { RunSlots } from './run-slots.js';
import type { FlushMode } from '../types.js';

/** What all runs of one telemetry instance share. */
export interface Core {
  readonly clock: Clock;
  readonly providers: Providers;
  readonly gauges: GaugeStore;
  readonly slots: RunSlots;
  /** What each job was defined with in this process, by its identity. */
  readonly definitions: Map<string, StatedDefinition>;
  /** What waits for a platform that can be asked for the time. */
  readonly deferred: (() => void)[];
  readonly labels: (source: LabelSource) => JobLabels;
  readonly events: EventEmitter;
  readonly flusher: Flusher;
  readonly report: ReportProblem;
  readonly heartbeatMs: number;
  readonly flush: FlushMode;
}

/** Records one measurement with whatever meter provider is registered now. */
export function record(core: Core, name: keyof typeof INSTRUMENTS, value: number, attributes: api.Attributes): void {
  guard(core, () => core.providers.instruments()(name, value, attributes));
}

/** Ends an operation's telemetry: waits for it to leave where the caller wants that, never longer than the flusher's limit. */
export async function settle(core: Core, mode: FlushMode): Promise<void> {
  // Timers of the platform may throw within it.
  const flushed = core.flusher.flush(mode).catch(() => undefined);
  if (mode === 'await') await flushed;
}
