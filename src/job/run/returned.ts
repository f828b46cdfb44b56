import { createReject } from '../input/reject.js';
import type { Mark } from './handle.js';
import type { OpenRun, RunEnd } from './open-run.js';
import { isUndone } from '../../untrusted/undone.js';

/**
 * How a run that returned, or that its caller calls a success, ends. What is in doubt ends as the worse of its readings:
 * a program that did not exit with 0 is a failure unless the caller says of the run what it was: what is said of one of its phases
 * explains neither an exit code nor a report that was not read whole. And work that goes on still is at best partial.
 */
export function endOfReturned(run: OpenRun, mark: Mark | undefined): RunEnd {
  if (!mark?.own && run.report.exitFailed) return { outcome: 'failure', reason: 'exit_code' };
  const doubt = run.openPhases.size > 0 ? 'phase_not_awaited' : !mark?.own && run.report.lost;
  if (!doubt) return { outcome: mark?.outcome ?? 'success', reason: mark?.reason };
  return { outcome: 'partial', reason: (mark?.outcome === 'partial' ? mark.reason : undefined) ?? doubt };
}

/** Looks at what a job returned: work that was not done is a problem, and leaves the run at best partial. What a phase returns is for its job to go on with. */
export function readReturned({ report, settings, problems }: OpenRun, value: unknown): void {
  if (!isUndone(value)) return;
  report.lost = 'work_not_done';
  createReject(problems.report, 'work_not_done', '')(`the result of "${settings.job}"`, 'done', value, 'the run is partial');
}

/** Says of each phase that is still open where it was opened. For a run that ended well: the error of one phase ends a run while others go on. */
export function sayOpenPhases({ openPhases, problems, settings }: OpenRun): void {
  for (const { name, site } of openPhases)
    problems.report('phase_not_awaited', `The phase "${name}" of "${settings.job}" was open when its run ended; await it.`, site);
}
