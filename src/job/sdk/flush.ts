import { orUndefined } from '../../untrusted/calls.js';
import type { ReportProblem } from '../problems.js';
import { isFlushable, type Flushable } from '../../untrusted/providers.js';
import { within } from '../../untrusted/within.js';
import type { FlushMode } from '../types.js';

/** Sends what is buffered through whatever SDK is registered. Never rejects, never takes longer than its limit. */
export interface Flusher {
  flush(mode?: FlushMode): Promise<void>;
  /**
   * Flushes while a run goes on. Nobody waits for it, so it has no limit, and a collector that is not up yet
   * (a sidecar starts together with its job) does not cost the flush at the run's end.
   */
  flushEarly(): void;
}

export interface FlusherOptions {
  /** Providers registered now; those without `forceFlush` are left alone. */
  readonly providers: () => readonly unknown[];
  readonly limitMs: number;
  readonly report: ReportProblem;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
}

// After a miss that took its time the collector is taken for dead: the next runs must not each wait for it.
const PAUSE_AFTER_MISS_MS = 60_000;

// A refusal that comes sooner (a receiver that takes no metrics, say) costs the next runs nothing, and the other signals may leave.
const WORTH_A_PAUSE = 0.25;

/** How a flush ended. One that took its time to fail is a receiver that would take it again. */
type Verdict = 'left' | 'refused' | 'dead';

/**
 * Parallel callers share flushes: one that comes while a flush is in flight waits for the next one,
 * because the one in flight may already have taken its batch.
 */
export function createFlusher({ providers, limitMs, report, elapsed }: FlusherOptions): Flusher {
  let current: Promise<Verdict> | undefined;
  let next: Promise<Verdict> | undefined;
  let pausedUntil = -Infinity;

  // A host's own proxy around its provider may throw.
  const flushables = () => orUndefined(() => providers().filter(isFlushable)) ?? [];

  function start(): Promise<Verdict> {
    const began = elapsed();
    const flushing = flushAll(flushables()).then((done): Verdict => {
      if (current === flushing) current = undefined;
      if (done) return 'left';
      return elapsed() - began < limitMs * WORTH_A_PAUSE ? 'refused' : 'dead';
    });
    current = flushing;
    return flushing;
  }

  function join(): Promise<Verdict> {
    if (!current) return start();
    if (!next) {
      const queued = current.then((before) => {
        // Nobody waits any more, or would wait in vain: a request that is begun now holds up the end of the process.
        if (next !== queued || before === 'dead') return 'dead';
        next = undefined;
        return start();
      });
      next = queued;
    }
    return next;
  }

  const isOff = () => elapsed() < pausedUntil || flushables().length === 0;

  return {
    flushEarly() {
      if (!isOff()) void join();
    },
    async flush(mode = 'await') {
      if (isOff()) return;
      // Only somebody who waits keeps the process alive.
      const verdict = await within(limitMs, join(), 'dead', mode !== 'background');
      if (verdict === 'left') return;
      report('flush_missed', 'Telemetry did not leave; the backup is not affected.');
      // A receiver that refuses at once costs the next run nothing.
      if (verdict === 'refused') return;
      pausedUntil = elapsed() + PAUSE_AFTER_MISS_MS;
      // A flush that hangs must not be waited for by those after the pause.
      current = undefined;
      next = undefined;
    },
  };
}

async function flushAll(providers: readonly Flushable[]): Promise<boolean> {
  const results = await Promise.allSettled(
    // In an async function, so that a provider that throws is a miss like one that rejects.
    providers.map(async (provider) => {
      await provider.forceFlush();
    }),
  );
  return results.every((result) => result.status === 'fulfilled');
}
