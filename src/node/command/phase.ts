import { createReject } from '../../job/input/reject.js';
import { defaultCore } from '../../job/default.js';
import { PROBLEMS, type CallSite, type ReportsProblems } from '../../job/problems.js';
import { isStrict } from '../../untrusted/guard.js';
import type { BackupRun } from '../../job/types.js';
import { orUndefined, quiet } from '../../untrusted/calls.js';

/** What a command needs of the handle of its phase. */
export type CommandPhase = Pick<BackupRun, 'progress' | 'report' | 'partial'> & {
  readonly [member in 'signal' | typeof PROBLEMS]?: (BackupRun & ReportsProblems)[member] | undefined;
};

/** A run whose phases can say where they were begun. */
interface PhaseOwner {
  readonly phase: (name: string, work: (phase: unknown) => Promise<unknown>, at: CallSite) => unknown;
}

// The phase of a command whose run is none: nothing is recorded of it, and nothing stops it.
const UNOBSERVED: CommandPhase = { progress: () => undefined, report: () => undefined, partial: () => undefined };

/**
 * Does the work as a phase of a run. What is no handle, or does not do the work, must not cost the command; where the work was begun,
 * what the phase throws is thrown on.
 *
 * @param at - Function of the package that the caller called: the phase was begun where that was
 * @param site - Where that is, since nobody can find out later
 */
export async function inPhase<T>(
  run: unknown,
  name: string,
  work: (phase: CommandPhase) => Promise<T>,
  at: CallSite,
  site: string,
): Promise<T> {
  let begun: Promise<T> | undefined;
  const begin = (phase: unknown) => (begun ??= work(readPhase(phase)));
  try {
    await (quiet(run) as PhaseOwner).phase(name, begin, at);
  } catch (error) {
    // Strict testing helpers throw where the problem is made.
    if (begun || isStrict(error)) throw error;
  }
  if (!begun) {
    const reject = createReject(defaultCore.report, 'options_invalid', site);
    reject(`the first argument of ${at.name}`, 'the handle of a run', run, 'the command runs, and nothing is recorded of it');
  }
  return await (begun ?? work(UNOBSERVED));
}

/** Of a handle that somebody made, only what can be called is taken. */
function readPhase(given: unknown): CommandPhase {
  const isWhole = orUndefined(() => {
    const { progress, report, partial } = given as Partial<CommandPhase>;
    return [progress, report, partial].every((member) => typeof member === 'function');
  });
  return isWhole ? untilEnd(given as CommandPhase) : UNOBSERVED;
}

/** A command may go on when its run is over: nothing of it is recorded then, and nobody used the run wrongly. */
function untilEnd(phase: CommandPhase): CommandPhase {
  const unlessOver = (member: 'progress' | 'report' | 'partial') => (said: unknown) => {
    if (!orUndefined(() => phase[PROBLEMS]?.ended)) (phase[member] as (said: unknown) => void)(said);
  };
  return {
    progress: unlessOver('progress'),
    report: unlessOver('report'),
    partial: unlessOver('partial'),
    // Asked of the handle itself: that of somebody's own class may need it.
    get signal() {
      return phase.signal;
    },
    get [PROBLEMS]() {
      return phase[PROBLEMS];
    },
  };
}
