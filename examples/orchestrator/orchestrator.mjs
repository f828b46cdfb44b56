// @ts-check
import { EventEmitter } from 'node:events';

/** @typedef {import('./jobs.mjs').Job} Job */
/** @typedef {import('./jobs.mjs').Result} Result */

/**
 * One attempt at a job. The object is its identity: every event of the attempt brings it along.
 * @typedef {{ job: Job, attempt: number, signal: AbortSignal }} Attempt
 */

/**
 * @typedef {object} OrchestratorEvents
 * @property {[Attempt]} started
 * @property {[Attempt, { filesDone: number, filesTotal: number }]} progress
 * @property {[Attempt, Result]} done
 * @property {[Attempt, unknown]} failed
 */

const ATTEMPTS = 3;

/**
 * Runs jobs one after another and says by events what happens. Nothing in here knows of telemetry.
 * @param {readonly Job[]} jobs
 * @param {AbortSignal} signal - Stops the job that is running, and starts no other.
 */
export function createOrchestrator(jobs, signal) {
  /** @type {EventEmitter<OrchestratorEvents>} */
  const events = new EventEmitter();

  /** @param {Attempt} attempt @returns {Promise<boolean>} Whether it worked. */
  async function tryOnce(attempt) {
    events.emit('started', attempt);
    try {
      const result = await attempt.job.work({
        attempt: attempt.attempt,
        signal,
        progress: (filesDone, filesTotal) => void events.emit('progress', attempt, { filesDone, filesTotal }),
      });
      events.emit('done', attempt, result);
      return true;
    } catch (error) {
      events.emit('failed', attempt, error);
      return false;
    }
  }

  return {
    events,
    async runAll() {
      for (const job of jobs) {
        for (let attempt = 1; attempt <= ATTEMPTS && !signal.aborted; attempt += 1) {
          if (await tryOnce({ job, attempt, signal })) break;
        }
      }
    },
  };
}
