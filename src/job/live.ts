import { complainLoudly, complainSoftly } from './complain.js';
import { settle, type Core } from './core.js';
import { calledAfterEnd, createHandle, readReason } from './handle.js';
import { type Input } from './input.js';
import type { CallSite } from './mistakes.js';
import { outcomeOf } from './outcome.js';
import { openRun, type OpenRun, type RunEnd } from './run.js';
import { readRunSettings, readWatchSettings } from './settings.js';
import { mergeReport } from './report.js';
import { runInContext } from './span.js';
import type { BackupOptions, BackupReport, BackupRun, StartedBackup } from './types.js';
import { watchRun } from './watch.js';

/** Runs a backup in a span and tells its start, its life and its end. */
export async function runBackup<T>(core: Core, options: unknown, fn: unknown, at: CallSite): Promise<T> {
  const swapped = typeof fn !== 'function' && typeof options === 'function';
  const [description, callback] = swapped ? [fn, options] : [options, fn];
  if (typeof callback !== 'function') complainLoudly('callback_required')('the last argument', 'a function', fn);
  const job = callback as (run: BackupRun) => T | PromiseLike<T>;
  const live = openLive(core, description, at);
  const settled = (threw: boolean) => ({
    threw,
    deadlineExceeded: live.run.deadlineExceeded,
    signal: live.watch.source,
    mark: live.owned.mark()?.outcome,
  });
  let value: T;
  try {
    value = await runInContext(core, live.run.context, () => job(live.owned.handle));
  } catch (error) {
    await live.end({ outcome: outcomeOf(settled(true)), error });
    throw error;
  }
  await live.end({ outcome: outcomeOf(settled(false)), reason: live.owned.mark()?.reason });
  return value;
}

/** Starts a run that somebody else ends. */
export function startRun(core: Core, options: BackupOptions, at: CallSite): StartedBackup {
  const { run, watch, owned, end } = openLive(core, options, at);
  const { phase, progress, processed, report, meter } = owned.handle;

  async function endOnce(ending: RunEnd, by: CallSite): Promise<void> {
    if (run.ended) core.report('ended_twice', calledAfterEnd(by), by);
    else await end(ending);
  }
  function succeed(told?: BackupReport): Promise<void> {
    if (told !== undefined && !run.ended) mergeReport(run.report, told, core.report, succeed);
    const mark = owned.mark();
    return endOnce({ outcome: mark?.outcome ?? 'success', reason: mark?.reason }, succeed);
  }
  function partial(reason?: string): Promise<void> {
    return endOnce({ outcome: 'partial', reason: readReason(run, reason, partial) }, partial);
  }
  function fail(error: unknown): Promise<void> {
    const outcome = outcomeOf({ threw: true, deadlineExceeded: run.deadlineExceeded, signal: watch.source, mark: undefined });
    return endOnce({ outcome, error }, fail);
  }
  function cancel(): Promise<void> {
    return endOnce({ outcome: 'cancelled' }, cancel);
  }
  function skip(reason?: string): Promise<void> {
    return endOnce({ outcome: 'skipped', reason: readReason(run, reason, skip) }, skip);
  }

  return {
    id: run.reference.runId,
    reference: run.reference,
    get signal() {
      return watch.signal();
    },
    phase,
    progress,
    processed,
    report,
    meter,
    with: (fn) => runInContext(core, run.context, fn),
    succeed,
    partial,
    fail,
    cancel,
    skip,
  };
}

function openLive(core: Core, options: unknown, at: CallSite) {
  const input: Input = { source: options, complain: complainSoftly(core.report, 'options_invalid', at) };
  const settings = readRunSettings(core, input);
  const run = openRun(core, settings);
  const watch = watchRun(run, readWatchSettings(input, core.heartbeatMs));
  const owned = createHandle(run, watch, run);
  watch.onBeat(owned.flush);
  // The start leaves at once: a run that dies before its first heartbeat has still been seen.
  core.flusher.flushEarly();
  return { run, watch, owned, end: (ending: RunEnd) => endLive(run, ending) };

  function endLive(ended: OpenRun, ending: RunEnd): Promise<void> {
    watch.stop();
    owned.flush();
    ended.end(ending);
    return settle(core, settings.flush);
  }
}
