import { BackupTelemetryError } from '../../errors.js';
import { createReject } from '../input/reject.js';
import { settle, type Core } from '../instance/core.js';
import { calledAfterEnd, createHandle, readReason, runWork } from './handle.js';
import { endOfReturned, readReturned, sayOpenPhases } from './returned.js';
import { RUN_FIELDS } from '../input/fields.js';
import { openInput, type Underlay } from '../input/input.js';
import type { CallSite } from '../problems.js';
import { quiet } from '../../untrusted/calls.js';
import { outcomeOfError } from './outcome.js';
import type { OpenRun, RunEnd } from './open-run.js';
import { openRun } from './run.js';
import { readParent, readRunSettings, readWatchSettings } from '../input/settings.js';
import { createJobProblems } from '../instance/job-problems.js';
import { mergeReport } from '../input/report.js';
import { runInContext } from '../sdk/span.js';
import type { BackupReport, BackupRun, StartedBackup } from '../types.js';
import { watchRun } from './watch.js';

/** Runs a backup in a span and records its start, its life and its end. */
export async function runBackup<T>(core: Core, options: unknown, fn: unknown, at: CallSite, lay?: Underlay): Promise<T> {
  const [description, callback] = typeof fn !== 'function' && typeof options === 'function' ? [fn, options] : [options, fn];
  if (typeof callback !== 'function')
    throw new BackupTelemetryError('callback_required', `Expected the last argument to be a function, got ${typeof fn}.`);
  const job = callback as (run: BackupRun) => T | PromiseLike<T>;
  const live = openLive(core, description, at, lay);
  let value: T;
  try {
    value = await runWork(live.run, live.run.context, () => job(live.owned.handle));
  } catch (error) {
    await live.end({ outcome: outcomeOfError(live.run, live.watch.source), error });
    throw error;
  }
  try {
    readReturned(live.run, value);
  } finally {
    await live.end(endOfReturned(live.run, live.owned.mark()));
  }
  return value;
}

/** Starts a run that somebody else ends. */
export function startRun(core: Core, options: unknown, at: CallSite, lay?: Underlay): StartedBackup {
  const { run, watch, owned, end } = openLive(core, options, at, lay);

  async function endOnce(ending: RunEnd, by: CallSite): Promise<void> {
    if (run.ended) run.problems.report('ended_twice', calledAfterEnd(by), by);
    else await end(ending);
  }
  async function succeed(report?: BackupReport): Promise<void> {
    try {
      if (report !== undefined && !run.ended) mergeReport(run.report, report, run.problems.report, succeed);
    } finally {
      await endOnce(endOfReturned(run, owned.mark()), succeed);
    }
  }
  function partial(reason?: string): Promise<void> {
    return endOnce({ outcome: 'partial', reason: readReason(run, reason, partial) }, partial);
  }
  function fail(error: unknown): Promise<void> {
    return endOnce({ outcome: outcomeOfError(run, watch.source), error: quiet(error) }, fail);
  }
  function cancel(): Promise<void> {
    return endOnce({ outcome: 'cancelled' }, cancel);
  }
  function skip(reason?: string): Promise<void> {
    if (!run.ended) owned.setMark('skipped', reason, skip);
    return endOnce(endOfReturned(run, owned.mark()), skip);
  }

  // It ends by what a run of a function is only marked with.
  return Object.assign(owned.handle, {
    with: <T>(fn: () => T) => runInContext(core, run.context, fn),
    succeed,
    partial,
    fail,
    cancel,
    skip,
  });
}

function openLive(core: Core, options: unknown, at: CallSite, lay: Underlay = (input) => input) {
  const problems = createJobProblems(core);
  const reject = createReject(problems.report, 'options_invalid', at);
  const own = openInput(options, 'the first argument', RUN_FIELDS, '{ job: "db-nightly" }', reject);
  const input = lay(own, RUN_FIELDS);
  const settings = readRunSettings(core, input);
  const watching = readWatchSettings(input, core.heartbeatMs);
  const run = openRun(core, { settings, problems, parent: readParent(input), toleranceMs: watching.heartbeatMs });
  const watch = watchRun(run, watching);
  const owned = createHandle(run, watch, run);
  watch.onBeat(owned.flush);
  // The start leaves at once: a run that dies before its first heartbeat has still been seen.
  core.flusher.flushEarly();
  return { run, watch, owned, end: (ending: RunEnd) => endLive(run, ending) };

  function endLive(ended: OpenRun, ending: RunEnd): Promise<void> {
    watch.stop();
    owned.flush();
    const endedWell = ending.error === undefined && ending.outcome !== 'cancelled';
    try {
      if (endedWell) sayOpenPhases(ended);
    } finally {
      ended.end(ending);
    }
    return settle(core, settings.flush);
  }
}
