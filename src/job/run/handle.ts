import type { Context } from '@opentelemetry/api';
import type { BackupOutcome } from '../../semconv.js';
import { outcomeOfError } from './outcome.js';
import { complainSoftly } from '../input/complain.js';
import { read, readNeededName } from '../input/input.js';
import { createMeter } from './meter.js';
import { PROBLEMS, siteOf, type CallSite, type ReportsProblems } from '../problems.js';
import type { ProblemKind } from '../../semconv.js';
import { parseCode } from '../input/names.js';
import { createProgressTeller, type ProgressTeller } from './progress.js';
import { mergeReport } from '../input/report.js';
import type { OpenPhase, OpenPlace, OpenRun } from './open-run.js';
import { isDeep, runInContext, type OpenSpan } from '../sdk/span.js';
import type { BackupProgress, BackupReport, BackupRun, MeteredChunk } from '../types.js';
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
  /** Tells progress that has not been told yet. */
  readonly flush: () => void;
  /** Bytes that went through the handle's meters. */
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
  let teller: ProgressTeller | undefined;
  let ended: Mark | undefined;
  const complain = (problem: ProblemKind, at: CallSite) => complainSoftly(reportProblem, problem, at);
  const tellProgress = () => (teller ??= createProgressTeller(run, phaseName));

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
      complain('phase_invalid', at)('the last argument', 'a plain or async function', work, 'nothing runs');
      run.report.lost = 'phase_invalid';
    }
    // It may be the promise of work that is under way.
    if (typeof work !== 'function') return Promise.resolve(work as T);
    // The work is the caller's and is done; only nothing is told of it.
    if (isOver(at)) return (async () => work(handle))();
    const safeName = readNeededName({ source: { phase: given }, complain: complain('phase_invalid', at) }, 'phase', 'upload');
    const labels = run.settings.labels.phase(safeName);
    const place = { name: safeName, site: (labels.site ??= siteOf(at)) };
    return runPhase(run, watch, run.openPhase(safeName, parent), place, addMark, work);
  }

  function progress(said: BackupProgress): void {
    if (!isOver(progress)) tellProgress().tell(said, progress);
  }

  function processed(bytes: number): void {
    if (isOver(processed)) return;
    if (Number.isFinite(bytes) && bytes >= 0) tellProgress().count(bytes);
    else complain('progress_invalid', processed)('`bytes`', 'a number of at least 0', bytes);
  }

  function report(told: BackupReport): void {
    if (!isOver(report)) mergeReport(run.report, told, reportProblem, report);
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
    processed,
    report,
    partial,
    skip,
    meter<C extends MeteredChunk>() {
      const { stream, drain } = createMeter<C>((bytes) => {
        // Chunks may still flow when the run is over; they pass, and are no longer counted.
        if (!run.ended) tellProgress().count(bytes);
      });
      drains.push(drain);
      return stream;
    },
  };
  const flush = () => {
    for (const drain of drains) drain();
    teller?.flush();
  };
  return { handle, flush, processed: () => teller?.processed() ?? 0, mark: () => ended, setMark };
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
  return `\`${by.name}\` was called after the end of the run; nothing is told of it.`;
}

/** A reason is a code; free text may carry personal data, and is left out. */
export function readReason({ problems }: OpenRun, reason: unknown, at: CallSite): string | undefined {
  const complain = complainSoftly(problems.report, 'options_invalid', at);
  return read({ source: { reason }, complain }, 'reason', 'a short code such as "table_locked"', parseCode);
}
