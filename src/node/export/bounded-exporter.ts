import type { Connections } from './connections.js';
import { guardDiagLogger } from '../process/diag-logger.js';
import type { Signal } from '../settings/environment.js';
import { log } from '../problems/log.js';

interface Result {
  readonly code: number;
  readonly error?: Error | undefined;
}

/** The part that the exporters of all signals share. */
export interface AnyExporter {
  export(items: never, done: (result: Result) => void): void;
  forceFlush?(): Promise<void>;
}

/** An exporter whose exports end in time, and what is known of them. */
export interface BoundedExporter<E extends AnyExporter = AnyExporter> {
  readonly exporter: E;
  /** Resolves when nothing is in flight that anybody still waits for. */
  readonly settled: () => Promise<void>;
  /** How many exports failed so far, and the error of the newest of them. */
  readonly failures: () => { readonly count: number; readonly newest: Error | undefined };
  /** Whether the newest export failed. */
  readonly isFailing: () => boolean;
  /** Milliseconds for which somebody may still wait for this receiver: 2 s from the oldest export that has no answer yet, or none after one that hung. */
  readonly patienceMs: () => number;
  /** Gives up what is in flight and drops what comes from now on. */
  readonly close: () => void;
}

export interface BoundedExporterOptions {
  readonly signal: Signal;
  readonly limitMs: number;
  readonly connections?: Pick<Connections, 'cutUnanswered' | 'cut' | 'close'> | undefined;
}

// `ExportResultCode` of `@opentelemetry/core`, which is no dependency of ours.
const SUCCESS = 0;
const FAILED = 1;

// As long as anybody waits for a receiver, once: whatever is set for an export, whoever asks.
const PATIENCE_MS = 2_000;

// An answer that took this long or never came is taken for the next one's, too, for a while.
const SLOW_MS = 500;
const MEMORY_MS = 60_000;

/** A receiver that hung a moment ago may be up again, and one on the same machine answers within this. */
const LITTLE_PATIENCE_MS = 100;

/** Bounds every export of an exporter; without that one that never ends holds up all flushes after it, for good. */
export function createBoundedExporter<E extends AnyExporter>(
  exporter: E,
  { signal, limitMs, connections }: BoundedExporterOptions,
): BoundedExporter<E> {
  const patched: AnyExporter = exporter;
  const send = patched.export.bind(exporter);
  const onTheWay = new Map<Promise<void>, { readonly fail: (error: Error) => void; readonly since: number }>();
  let count = 0;
  let newest: Error | undefined;
  let isFailing = false;
  let hungAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;

  function note(result: Result, since: number): Result {
    isFailing = result.code !== SUCCESS;
    if (!isFailing) {
      hungAt = Number.NEGATIVE_INFINITY;
      return { code: SUCCESS };
    }
    if (performance.now() - since > SLOW_MS) hungAt = performance.now();
    return { code: result.code, error: explain(signal, result.error) };
  }

  function sendWithin(items: never, done: (result: Result) => void): void {
    const since = performance.now();
    const waitMs = Math.round(trustMs(since));
    let settle: () => void;
    const sent = new Promise<void>((resolve) => (settle = resolve));
    let isReleased = false;
    // Whoever waits is let go once, with the first that is known, and a failure counts once.
    const release = (taken: Result, result: Result) => {
      if (isReleased) return;
      isReleased = true;
      if (taken.error) {
        count += 1;
        newest = taken.error;
      }
      settle();
      done(result);
    };
    const finish = (result: Result) => {
      if (!onTheWay.delete(sent)) return;
      clearTimeout(timer);
      clearTimeout(patience);
      const taken = note(result, since);
      if (isReleased && taken.error) log('error', taken.error.message);
      release(taken, taken);
    };
    const fail = (error: unknown) => {
      finish({ code: FAILED, error: error as Error });
    };
    onTheWay.set(sent, { fail, since });
    const timer = setTimeout(() => {
      connections?.cut();
      fail(new Error(`the receiver did not finish its answer within ${String(limitMs)} ms`));
    }, limitMs).unref();
    // Timers of the SDK, the processors' and the providers', keep the process alive as long as an export or a flush lasts.
    // The SDK need not know how this export ends; the flush is a failed one.
    const patience = setTimeout(() => {
      connections?.cutUnanswered();
      const error = new Error(`the receiver has not answered within ${String(waitMs)} ms`);
      release(note({ code: FAILED, error }, since), { code: SUCCESS });
    }, waitMs).unref();
    try {
      send(items, finish);
    } catch (error) {
      fail(error);
    }
  }

  /** Comes back bit by bit after a receiver that hung: what leaves then must not hold up the end of a process once more. */
  function trustMs(now: number): number {
    return Math.max(LITTLE_PATIENCE_MS, PATIENCE_MS * Math.min((now - hungAt) / MEMORY_MS, 1));
  }

  function patienceMs(): number {
    const now = performance.now();
    const oldest = Math.min(now, ...[...onTheWay.values()].map(({ since }) => since));
    return Math.min(trustMs(now), Math.max(PATIENCE_MS - (now - oldest), 0));
  }

  async function settled(): Promise<void> {
    await Promise.all(onTheWay.keys());
  }

  patched.export = (items, done) => {
    // What the SDK logs of an export, it logs in promises that nobody awaits.
    guardDiagLogger();
    // No failure: what is dropped after the end is nobody's concern any more.
    if (isClosed) done({ code: SUCCESS });
    else sendWithin(items, done);
  };
  patched.forceFlush = settled;

  return {
    exporter,
    settled,
    failures: () => ({ count, newest }),
    isFailing: () => isFailing,
    patienceMs,
    close() {
      isClosed = true;
      for (const { fail } of [...onTheWay.values()]) fail(new Error('given up at shutdown'));
      connections?.close();
    },
  };
}

/** The exporters' own messages do not say what could not be sent, and leave the status out. */
function explain(signal: Signal, error: unknown): Error {
  const { message, code } = (error ?? {}) as { readonly message?: unknown; readonly code?: unknown };
  const reason = typeof message === 'string' && message !== '' ? message : 'unknown error';
  return new Error(`Sending ${signal} failed: ${reason}${typeof code === 'number' ? ` (${String(code)})` : ''}`, { cause: error });
}
