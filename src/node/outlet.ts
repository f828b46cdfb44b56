import type { Connections } from './connections.js';
import type { Signal } from './environment.js';

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
export interface Outlet<E extends AnyExporter = AnyExporter> {
  readonly exporter: E;
  /** Resolves when nothing is on the way. */
  readonly settled: () => Promise<void>;
  /** How many exports failed so far, and the error of the newest of them. */
  readonly failures: () => { readonly count: number; readonly newest: Error | undefined };
  /** Whether the newest export failed. */
  readonly isFailing: () => boolean;
  /** Gives up what is on the way and drops what comes from now on. */
  readonly close: () => void;
}

export interface OutletOptions {
  readonly signal: Signal;
  readonly limitMs: number;
  readonly connections?: Pick<Connections, 'cut' | 'close'> | undefined;
}

// `ExportResultCode` of `@opentelemetry/core`, which is no dependency of ours.
const SUCCESS = 0;
const FAILED = 1;

/** Bounds every export of an exporter; without that one that never ends holds up all flushes after it, for good. */
export function createOutlet<E extends AnyExporter>(exporter: E, { signal, limitMs, connections }: OutletOptions): Outlet<E> {
  const patched: AnyExporter = exporter;
  const send = patched.export.bind(exporter);
  const onTheWay = new Map<Promise<void>, (error: Error) => void>();
  let count = 0;
  let newest: Error | undefined;
  let isFailing = false;
  let isClosed = false;

  function take({ code, error }: Result): Result {
    isFailing = code !== SUCCESS;
    if (!isFailing) return { code };
    count += 1;
    newest = explain(signal, error);
    return { code, error: newest };
  }

  function sendWithin(items: never, done: (result: Result) => void): void {
    let settle: () => void;
    const sent = new Promise<void>((resolve) => (settle = resolve));
    const finish = (result: Result) => {
      if (!onTheWay.delete(sent)) return;
      clearTimeout(timer);
      const taken = take(result);
      settle();
      done(taken);
    };
    const fail = (error: unknown) => {
      finish({ code: FAILED, error: error as Error });
    };
    onTheWay.set(sent, fail);
    const timer = setTimeout(() => {
      connections?.cut();
      fail(new Error(`the receiver did not finish its answer within ${String(limitMs)} ms`));
    }, limitMs).unref();
    try {
      send(items, finish);
    } catch (error) {
      fail(error);
    }
  }

  async function settled(): Promise<void> {
    await Promise.all(onTheWay.keys());
  }

  patched.export = (items, done) => {
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
    close() {
      isClosed = true;
      for (const fail of [...onTheWay.values()]) fail(new Error('given up at shutdown'));
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
