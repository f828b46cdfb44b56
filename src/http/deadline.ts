/** A time by which work has to be done, and what comes then whether the work has heard of it or not. */
export interface Deadline {
  /** Aborted when the time is over. */
  readonly signal: AbortSignal;
  /** What the work resolves to; rejects when the time is over first, also when the work hangs. */
  readonly race: <T>(work: () => Promise<T> | T) => Promise<T>;
  /** Lets go of the timer: to be called when all is done. */
  readonly end: () => void;
}

/** @param parent - a deadline that counts as well */
export function startDeadline(ms: number, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort(new DOMException('The deadline is over', 'TimeoutError'));
  // Unlike that of AbortSignal.timeout, this timer keeps a process alive until the answer is known.
  const timer = setTimeout(stop, ms);
  if (parent?.aborted === true) stop();
  parent?.addEventListener('abort', stop, { once: true });
  const over = new Promise<never>((_, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
  over.catch(() => {});
  return {
    signal,
    async race(work) {
      signal.throwIfAborted();
      const result = Promise.resolve(work());
      // What is late may fail as it likes.
      result.catch(() => {});
      return Promise.race([result, over]);
    },
    end() {
      clearTimeout(timer);
      parent?.removeEventListener('abort', stop);
    },
  };
}
