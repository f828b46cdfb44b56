import { defaultCore } from '../../job/default.js';
import { isStrict, PROBLEMS, type CallSite, type ReportsProblems } from '../../job/problems.js';
import type { BackupRun } from '../../job/types.js';
import { quiet } from '../../untrusted/calls.js';

/** What a command needs of the handle of its phase. */
export type CommandPhase = Pick<BackupRun, 'progress' | 'report' | 'partial'> & Partial<Pick<BackupRun, 'signal'> & ReportsProblems>;

/** A run whose phases can say where they were begun. */
interface PhaseOwner {
  readonly phase: (name: string, work: (phase?: CommandPhase) => Promise<unknown>, at: CallSite) => unknown;
}

// The phase of a command whose run is none: nothing is told of it, and nothing stops it.
const UNOBSERVED: CommandPhase = {
  progress: () => undefined,
  report: () => undefined,
  partial: () => undefined,
};

/**
 * Does the work as a phase of a run. What is no handle, or does not do the work, must not cost the command.
 *
 * @param at - Function of the package that the caller called: the phase was begun where that was
 */
export async function inPhase<T>(run: unknown, name: string, work: (phase: CommandPhase) => Promise<T>, at: CallSite): Promise<T> {
  let begun: Promise<T> | undefined;
  const begin = (phase: CommandPhase = UNOBSERVED) => (begun ??= work(phase));
  try {
    const told = quiet((run as PhaseOwner).phase(name, begin, at));
    if (told instanceof Promise) return await (told as Promise<T>);
  } catch (error) {
    if (isStrict(error)) throw error;
  }
  if (!begun) {
    const message = `Expected the first argument of ${at.name} to be the handle of a run, got something else; nothing is told of the command.`;
    defaultCore.report('options_invalid', message, at);
  }
  return await begin();
}

/**
 * Reports a wrong option of a command as a problem of the run that it belongs to. A handle that somebody made does not say
 * which run that is: there it is a problem of the process.
 */
export function reportProblem(phase: CommandPhase, message: string, site: string): void {
  const report = phase[PROBLEMS] ?? defaultCore.report;
  report('options_invalid', message, site);
}
