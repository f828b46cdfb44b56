import { PassThrough, pipeline, Readable } from 'node:stream';
import type { Execution } from './execute.js';

/** What is known of a command before and after it was started: its caller may ask for its output before that. */
export interface Start {
  readonly succeeded: (execution: Execution) => void;
  /** False where it had been started: then its own end says why. */
  readonly failed: (error: unknown) => boolean;
  /** What it writes; somebody is going to read it. */
  readonly output: () => Readable;
  /** Somebody waits for its end. */
  readonly awaited: () => void;
  readonly pid: () => number | undefined;
}

// Who means to read the output takes it at once, however much later it is read.
const UNASKED_MS = 10_000;

export function createStart(): Start {
  let execution: Execution | undefined;
  let failure: { readonly error: unknown } | undefined;
  // Stands in for its output until there is one.
  let early: PassThrough | undefined;
  let isAsked = false;
  let isAwaited = false;
  let isDiscarded = false;

  // A command whose output nobody takes would wait for ever.
  function discardUnasked(): void {
    if (isAsked) return;
    isDiscarded = true;
    execution?.stdout?.discard();
  }

  function awaited(): void {
    isAwaited = true;
    if (isAsked) execution?.stdout?.awaitReader();
    else discardUnasked();
  }

  return {
    succeeded(started) {
      execution = started;
      if (early && started.stdout) pipeline(started.stdout.stream, early, () => undefined);
      else early?.destroy(NO_STREAM());
      if (isAwaited) awaited();
      else setTimeout(discardUnasked, UNASKED_MS).unref();
    },
    failed(error) {
      if (execution) return false;
      failure ??= { error };
      early?.destroy(error as Error);
      return true;
    },
    output() {
      if (isDiscarded)
        return failing(
          new Error(
            'The output was discarded: nobody asked for `stdout` before the command was awaited, nor within ten seconds of its start.',
          ),
        );
      isAsked = true;
      if (early) return early;
      if (failure) return failing(failure.error);
      if (execution) return execution.stdout?.stream ?? failing(NO_STREAM());
      early = new PassThrough();
      // Errors are the command's to reject with; a stream that nobody reads must not throw.
      early.on('error', () => undefined);
      return early;
    },
    awaited,
    pid: () => execution?.pid,
  };
}

const NO_STREAM = () => new Error('The output of the command is no stream.');

/** A stream that fails whoever reads it, and nobody else. */
function failing(error: unknown): Readable {
  return new Readable({
    read() {
      this.destroy(error as Error);
    },
  });
}
