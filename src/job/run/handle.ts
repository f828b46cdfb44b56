import type { Context } from '@opentelemetry/api';
import type { BackupOutcome } from '../../semconv.js';
import { outcomeOfError } from './outcome.js';
import { createReject } from '../input/reject.js';
import { read, readNeededName } from '../input/input.js';
import { createByteCounter } from './byte-counter.js';
import { PROBLEMS, siteOf, type CallSite, type ReportsProblems } from '../problems.js';
import { parseCode } from '../input/names.js';
import { createProgressEmitter, type ProgressEmitter } from './progress.js';
import { mergeReport } from '../input/report.js';
import type { OpenPhase, OpenPlace, OpenRun } from './open-run.js';
import { isDeep, runInContext, type OpenSpan } from '../sdk/span.js';
import type { BackupProgress, BackupReport, BackupRun, CountedChunk } from '../types.js';
import { isGenerator } from '../../untrusted/undone.js';
import type { Watch } from './watch.js';

/** How a function marked its run before it returned. */
export interface Mark {
  readonly outcome: 'partial' | 'skipped';
  readonly reason: string | undefined;
  /** Whether the caller said it of the run itself, or of one of its phases only. */
  readonly own: boolean;
}

/** A handle with what only its owner may see. */
export interface OwnedHandle {
  readonly handle: BackupRun;
  /** Emits progress that has not been emitted yet. */
  readonly flush: () => void;
  /** Bytes that went through the handle's byte counters. */
  readonly processed: () => number;
  readonly mark: () => Mark | undefined;
  readonly setMark: (outcome: Mark['outcome'], reason: unknown, at: CallSite) => void;
}

/** Makes the handle of a run (without `phase`) or of one of its phases. */
export function createHandle(
  run: OpenRun,
  watch: Watch,
  parent: OpenSpan,
  phaseName?: string,
  markParent?: (mark: Mark) => void,
): OwnedHandle {
  const { report: reportProblem } = run.problems;
  const drains: (() => void)[] = [];
  let emitter: ProgressEmitter | undefined;
  let ended: Mark | undefined;
  const reject = (problem: 'phase_invalid' | 'progress_invalid', at: CallSite) => createReject(reportProblem, problem, at);
  const progressEmitter = () => (emitter ??= createProgressEmitter(run, phaseName));

  function addMark(mark: Mark): void {
    // What is missing stays missing: a later "nothing to do" does not hide it.
    ended = { ...(ended?.outcome === 'partial' ? ended : mark), own: mark.own || ended?.own === true };
    markParent?.({ ...mark, own: false });
  }

  function setMark(outcome: Mark['outcome'], reason: unknown, at: CallSite): void {
    if (!isOver(at)) addMark({ outcome, reason: readReason(run, reason, at), own: true });
  }

  function isOver(at: CallSite): boolean {
    if (run.ended) reportProblem('used_after_end', calledAfterEnd(at), at);
    return run.ended;
  }

  function phase<T>(name: string, fn: (phase: BackupRun) => T | PromiseLike<T>, caller?: CallSite): Promise<T> {
    // Another part of the package may begin it for its own caller, whose line is then the place of the phase.
    const at = caller ?? phase;
    // A forgotten name must not cost the work.
    const [given, work] = typeof name === 'function' && fn === undefined ? [undefined, name] : [name, fn];
    if (typeof work !== 'function' || isGenerator(work)) {
      reject('phase_invalid', at)('the last argument', 'a plain or async function', work, 'nothing runs');
      run.report.lost = 'phase_invalid';
    }
    // It may be the promise of work that is under way.
    if (typeof work !== 'function') return Promise.resolve(work as T);
    // The work is the caller's and is done; only nothing is recorded of it.
    if (isOver(at)) return (async () => work(handle))();
    const safeName = readNeededName({ source: { phase: given }, reject: reject('phase_invalid', at) }, 'phase', 'upload');
    const labels = run.settings.labels.phase(safeName);
    const place = { name: safeName, site: (labels.site ??= siteOf(at)) };
    return runPhase(run, watch, run.openPhase(safeName, parent), place, addMark, work);
  }

  function progress(said: BackupProgress): void {
    if (!isOver(progress)) progressEmitter().take(said, progress);
  }

  function addBytes(bytes: number): void {
    if (isOver(addBytes)) return;
    if (Number.isFinite(bytes) && bytes >= 0) progressEmitter().count(bytes);
    else reject('progress_invalid', addBytes)('`bytes`', 'a number of at least 0', bytes);
  }

  function report(given: BackupReport): void {
    if (!isOver(report)) mergeReport(run.report, given, reportProblem, report);
  }

  function partial(reason?: string): void {
    setMark('partial', reason, partial);
  }

  function skip(reason?: string): void {
    setMark('skipped', reason, skip);
  }

  const handle: BackupRun & ReportsProblems = {
    [PROBLEMS]: run,
    id: run.reference.runId,
    reference: run.reference,
    signal: watch.signal,
    phase,
    progress,
    addBytes,
    report,
    partial,
    skip,
    byteCounter<C extends CountedChunk>() {
      const { stream, drain } = createByteCounter<C>((bytes) => {
        // Chunks may still flow when the run is over; they pass, and are no longer counted.
        if (!run.ended) progressEmitter().count(bytes);
      });
      drains.push(drain);
      return stream;
    },
  };
  const flush = () => {
    for (const drain of drains) drain();
    emitter?.flush();
  };
  return { handle, flush, processed: () => emitter?.processed() ?? 0, mark: () => ended, setMark };
}

async function runPhase<T>(
  run: OpenRun,
  watch: Watch,
  opened: OpenPhase,
  place: OpenPlace,
  markParent: (mark: Mark) => void,
  fn: (phase: BackupRun) => T | PromiseLike<T>,
): Promise<T> {
  const owned = createHandle(run, watch, opened, place.name, markParent);
  run.openPhases.add(place);
  const stopWatching = watch.onBeat(owned.flush);
  const end = (outcome: BackupOutcome, error?: unknown) => {
    stopWatching();
    owned.flush();
    run.openPhases.delete(place);
    opened.end(outcome, error, owned.processed());
  };
  let value: T;
  try {
    value = await runWork(run, opened.context, () => fn(owned.handle));
  } catch (error) {
    end(outcomeOfError(run, watch.source), error);
    throw error;
  }
  end(owned.mark()?.outcome ?? 'success');
  return value;
}

/** Runs a function of the caller's in a context. */
export async function runWork<T>({ core }: OpenRun, context: Context, work: () => T | PromiseLike<T>): Promise<T> {
  if (isDeep()) await Promise.resolve();
  return runInContext(core, context, work);
}

/** What is said of a call that came too late. */
export function calledAfterEnd(by: CallSite): string {
  return `\`${by.name}\` was called after the end of the run; it is left out.`;
}

/** A reason is a code; free text may carry personal data, and is left out. */
export function readReason({ problems }: OpenRun, reason: unknown, at: CallSite): string | undefined {
  const reject = createReject(problems.report, 'options_invalid', at);
  return read({ source: { reason }, reject }, 'reason', 'a short code such as "table_locked"', parseCode);
}
