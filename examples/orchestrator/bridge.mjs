// @ts-check

/** @typedef {import('./orchestrator.mjs').Attempt} Attempt */
/** @typedef {import('./orchestrator.mjs').OrchestratorEvents} OrchestratorEvents */
/** @typedef {import('@wedsync/backup-telemetry').StartedBackup} StartedBackup */

/**
 * Makes a run of each attempt that an orchestrator reports.
 * @param {import('node:events').EventEmitter<OrchestratorEvents>} events
 * @returns {() => Promise<unknown>} Resolves when the ends of all runs so far were sent. It never rejects.
 */
export function connectTelemetry(events) {
  /** @type {Map<Attempt, StartedBackup>} */
  const runs = new Map();
  /** @type {Promise<void>[]} */
  const ends = [];

  /** @param {Attempt} attempt @param {(run: StartedBackup) => Promise<void>} finish */
  function end(attempt, finish) {
    const run = runs.get(attempt);
    if (!run) return;
    runs.delete(attempt);
    ends.push(finish(run));
  }

  events.on('started', (attempt) => {
    const trigger = attempt.attempt === 1 ? 'schedule' : 'retry';
    runs.set(attempt, attempt.job.definition.start({ attempt: attempt.attempt, trigger, signal: attempt.signal }));
  });
  events.on('progress', (attempt, progress) => runs.get(attempt)?.progress(progress));
  events.on('done', (attempt, { bytes, files, left }) => {
    end(attempt, (run) => {
      run.report({ bytes, files });
      return left === undefined ? run.succeed() : run.partial(left);
    });
  });
  events.on('failed', (attempt, error) => {
    end(attempt, (run) => (attempt.signal.aborted ? run.cancel() : run.fail(error)));
  });

  return () => Promise.all(ends);
}
