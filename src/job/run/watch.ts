import { EVENT_BACKUP_RUN_DEADLINE_EXCEEDED, EVENT_BACKUP_RUN_HEARTBEAT } from '../../semconv.js';
import { orUndefined } from '../../untrusted/calls.js';
import { guard } from '../../untrusted/guard.js';
import type { OpenRun } from './open-run.js';
import type { WatchSettings } from '../input/settings.js';
import { followSignal } from './signals.js';

/** Watches a live run: signs of life, its timeout, its signal. */
export interface Watch {
  /** Signal of the caller, if any. */
  readonly source: AbortSignal | undefined;
  /** Signal for the run's function: aborted by the caller or by the timeout. */
  readonly signal: AbortSignal;
  /** Calls back at each heartbeat, until the returned function is called. */
  onBeat(callback: () => void): () => void;
  stop(): void;
}

// The longest delay a timer takes, 24.8 days (Node.js and browsers: a signed 32-bit number of milliseconds); a longer one would fire at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function watchRun(run: OpenRun, { signal: source, timeoutMs, heartbeatMs }: WatchSettings): Watch {
  const { core } = run;
  const callbacks = new Set<() => void>();
  // A signal for nobody costs less than a property that makes one when it is asked for.
  const controller = new AbortController();
  const signal = timeoutMs === undefined && source ? source : controller.signal;

  const beat = () => {
    run.emit(EVENT_BACKUP_RUN_HEARTBEAT);
    for (const callback of callbacks) callback();
  };
  const stops = [core.clock.startTimer(() => guard(core, beat), Math.min(heartbeatMs, LONGEST_TIMER_MS), true)];

  const follow = () => {
    controller.abort(orUndefined(() => source?.reason as unknown));
  };
  const overrun = () => {
    // Who was asked to stop before is not late by stopping late.
    if (orUndefined(() => source?.aborted)) return;
    run.deadlineExceeded = true;
    run.emit(EVENT_BACKUP_RUN_DEADLINE_EXCEEDED);
    core.flusher.flushEarly();
    controller.abort(new DOMException('The timeout has passed.', 'TimeoutError'));
  };
  if (timeoutMs !== undefined) {
    // What only looks like a signal may throw.
    orUndefined(() => {
      if (source?.aborted) follow();
      else if (source) stops.push(followSignal(source, follow));
    });
    if (timeoutMs <= LONGEST_TIMER_MS) stops.push(core.clock.startTimer(() => guard(core, overrun), timeoutMs));
  }

  return {
    source,
    signal,
    onBeat(callback) {
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
