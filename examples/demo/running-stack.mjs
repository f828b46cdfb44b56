// @ts-check
// How others on this machine find the stack that runs: a note in the cache folder, which nobody else may read.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const NOTE = resolve(import.meta.dirname, '../../.cache/stack.json');

/**
 * @typedef {{
 *   readonly pid: number,
 *   readonly addresses: import('../../scripts/stack/start.js').Stack['addresses'],
 *   readonly variables: import('../../scripts/stack/start.js').Stack['variables'],
 * }} Running
 */

/** @param {Running} running */
export function noteRunning(running) {
  mkdirSync(dirname(NOTE), { recursive: true });
  writeFileSync(NOTE, JSON.stringify(running, undefined, 2), { mode: 0o600 });
}

export function forgetRunning() {
  rmSync(NOTE, { force: true });
}

/** The stack that runs now. @returns {Running | undefined} */
export function findRunning() {
  try {
    /** @type {Running} */
    const running = JSON.parse(readFileSync(NOTE, 'utf8'));
    // Throws when the process is gone, which left no time to remove the note.
    process.kill(running.pid, 0);
    return running;
  } catch {
    return undefined;
  }
}
