import { EVENT_BACKUP_RUN_DEADLINE_EXCEEDED, EVENT_BACKUP_RUN_HEARTBEAT, METRIC_BACKUP_LAST_HEARTBEAT_TIME } from '../semconv.js';
import { attempt } from './attempt.js';
import type { OpenRun } from './run.js';
import type { WatchSettings } from './settings.js';

/** Watches a live run: signs of life, its timeout, its signal. */
export interface Watch {
  /** Signal of the caller, if any. */
  readonly source: AbortSignal | undefined;
  /** Signal for the run's function: aborted by the caller or by the timeout. */
  signal(): AbortSignal;
  /** Calls back at each heartbeat, until the returned function is called. */
  onBeat(callback: () => void): () => void;
  stop(): void;
}

// The longest delay a timer takes (Node.js and browsers: a signed 32-bit number of milliseconds); a longer one fires at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function watchRun(run: OpenRun, { signal: source, timeoutMs, heartbeatMs }: WatchSettings): Watch {
  const { core, settings } = run;
  const callbacks = new Set<() => void>();
  let controller: AbortController | undefined;
  let stopTimeout: (() => void) | undefined;

  const beat = () => {
    const now = core.clock.now();
    core.sheet.renew(METRIC_BACKUP_LAST_HEARTBEAT_TIME, settings.labels.identity, now / 1_000);
    run.emit(EVENT_BACKUP_RUN_HEARTBEAT, undefined, now);
    for (const callback of callbacks) callback();
  };
  const heartbeat = unref(setInterval(beat, Math.min(heartbeatMs, LONGEST_TIMER_MS)));

  const follow = () => controller?.abort(source?.reason);
  const overrun = () => {
    run.deadlineExceeded = true;
    run.emit(EVENT_BACKUP_RUN_DEADLINE_EXCEEDED);
    core.flusher.flushEarly();
    controller?.abort(new DOMException('The backup run passed its timeout.', 'TimeoutError'));
  };
  if (timeoutMs !== undefined) {
    controller = new AbortController();
    // What only looks like a signal may throw.
    attempt(() => (source?.aborted ? follow() : source?.addEventListener('abort', follow, { once: true })));
    stopTimeout = callAfter(timeoutMs, overrun);
  }

  return {
    source,
    signal() {
      if (!controller && source) return source;
      controller ??= new AbortController();
      return controller.signal;
    },
    onBeat(callback) {
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    stop() {
      clearInterval(heartbeat);
      stopTimeout?.();
      if (timeoutMs !== undefined) attempt(() => source?.removeEventListener('abort', follow));
    },
  };
}

function callAfter(ms: number, callback: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (left: number) => {
    timer = unref(
      setTimeout(() => (left > LONGEST_TIMER_MS ? wait(left - LONGEST_TIMER_MS) : callback()), Math.min(left, LONGEST_TIMER_MS)),
    );
  };
  wait(ms);
  return () => {
    clearTimeout(timer);
  };
}

/** A timer of ours never keeps a process alive. */
function unref<T>(timer: T): T {
  (timer as { unref?: () => void }).unref?.();
  return timer;
}
