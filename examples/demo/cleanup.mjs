// @ts-check
import { rmSync } from 'node:fs';
import { constants } from 'node:os';

/** @typedef {'SIGINT' | 'SIGTERM' | 'SIGHUP'} StopSignal */

/** Longest time that everything may take after a signal, and of it the work that is stopped. */
const LIMIT_MS = 5_000;
const WORK_LIMIT_MS = 1_000;

/**
 * What must be undone whichever way the demo ends, and the signal that stops its work.
 */
export function createCleanup() {
  /** @type {(() => unknown)[]} */
  const tasks = [];
  const controller = new AbortController();
  /** @type {Promise<void> | undefined} */
  let running;
  /** @type {Promise<unknown>} */
  let work = Promise.resolve();
  let stoppedAt = 0;

  /** @type {(StopSignal)[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);

  /** @param {StopSignal} signal */
  function stop(signal) {
    const code = 128 + constants.signals[signal];
    if (controller.signal.aborted) {
      // Somebody does not want to wait; at once, it is the same one, sent on by `npm run` as well.
      if (performance.now() - stoppedAt > 500) process.exit(code);
      return;
    }
    stoppedAt = performance.now();
    controller.abort();
    setTimeout(() => process.exit(code), LIMIT_MS);
    // The runs say that they were cancelled, then everything goes.
    const stopped = Promise.race([work.catch(() => {}), new Promise((resolve) => setTimeout(resolve, WORK_LIMIT_MS))]);
    void stopped.then(run).finally(() => process.exit(code));
  }

  async function runAll() {
    for (const task of tasks.reverse()) {
      try {
        await task();
      } catch {
        // The others are undone all the same.
      }
    }
    for (const signal of signals) process.off(signal, stop);
  }

  function run() {
    running ??= runAll();
    return running;
  }

  return {
    /** Aborted when the demo has to stop. */
    signal: controller.signal,
    stop,
    /** Lets work that is stopped come to its end before its ground is taken away. @param {Promise<unknown>} started */
    waitFor: (started) => void (work = started),
    /** The last task added is the first one done. @param {() => unknown} task */
    add: (task) => void tasks.push(task),
    /** Also removed when the process ends in a way that waits for nothing. @param {string} folder */
    addFolder(folder) {
      const remove = () => rmSync(folder, { recursive: true, force: true });
      process.once('exit', remove);
      tasks.push(remove);
    },
    run,
  };
}
