// @ts-check
import { rmSync } from 'node:fs';
import { constants } from 'node:os';

/** @typedef {'SIGINT' | 'SIGTERM' | 'SIGHUP'} StopSignal */

/** Longest time that cleaning up may take after a signal. */
const LIMIT_MS = 5_000;

/**
 * What must be undone whichever way the demo ends, and the signal that tells its work to stop.
 */
export function createCleanup() {
  /** @type {(() => unknown)[]} */
  const tasks = [];
  const controller = new AbortController();
  /** @type {Promise<void> | undefined} */
  let running;

  /** @type {(StopSignal)[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);

  /** @param {StopSignal} signal */
  function stop(signal) {
    const code = 128 + constants.signals[signal];
    // The second one is from somebody who does not want to wait.
    if (controller.signal.aborted) process.exit(code);
    controller.abort();
    // A last moment for the runs to say that they were cancelled, then everything goes.
    const timer = setTimeout(() => process.exit(code), LIMIT_MS);
    setTimeout(() => void run().finally(() => (clearTimeout(timer), process.exit(code))), 150);
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
    /** Aborted when the demo is told to stop. */
    signal: controller.signal,
    stop,
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
