import type * as api from '@opentelemetry/api';
import type { Clock } from './clock.js';
import type { EventEmitter } from './events.js';
import type { Flusher } from './flush.js';
import type { INSTRUMENTS } from '../semconv.js';
import type { JobLabels, Labels, LabelSource } from './labels.js';
import type { ReportMistake } from './mistakes.js';
import type { Providers } from './providers.js';
import type { RunSlots } from './slots.js';
import type { StateSheet } from './state-sheet.js';
import type { FlushMode } from './types.js';

/** What all runs of one telemetry instance share. */
export interface Core {
  readonly clock: Clock;
  readonly providers: Providers;
  readonly sheet: StateSheet;
  readonly slots: RunSlots;
  /** Labels of the copies that the present definition of each identity wants. */
  readonly statedCopies: Map<string, readonly Labels[]>;
  readonly labels: (source: LabelSource) => JobLabels;
  readonly events: EventEmitter;
  readonly flusher: Flusher;
  readonly report: ReportMistake;
  readonly heartbeatMs: number;
  readonly flush: FlushMode;
}

/** Calls into the host's SDK, which may throw; what it throws never reaches the backup. */
export function guard<T>(core: Pick<Core, 'report'>, call: () => T): T | undefined {
  try {
    return call();
  } catch {
    core.report('sdk_failed', 'The SDK threw; the backup is not affected.');
    return undefined;
  }
}

/** Records one measurement with whatever meter provider is registered now. */
export function record(core: Core, name: keyof typeof INSTRUMENTS, value: number, attributes: api.Attributes): void {
  guard(core, () => {
    core.providers.instruments().record(name, value, attributes);
  });
}

/** Ends an operation's telemetry: waits for it to leave where the caller wants that, never longer than the flusher's limit. */
export async function settle(core: Core, mode: FlushMode): Promise<void> {
  const flushed = core.flusher.flush(mode);
  if (mode === 'await') await flushed;
}
