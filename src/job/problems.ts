import * as api from '@opentelemetry/api';
import { SCOPE_NAME, type ProblemKind } from '../semconv.js';
import type { JobLabels } from '../state/job-labels.js';
import { orUndefined } from '../untrusted/calls.js';

/** Which job a problem is about, once it is known. */
export interface ProblemSubject {
  readonly labels?: JobLabels;
}

/** A problem as testing helpers collect it. */
export interface FoundProblem {
  readonly kind: ProblemKind;
  readonly message: string;
  readonly subject: ProblemSubject | undefined;
}

/** Hears of problems: testing helpers. */
export type ProblemWatcher = (problem: FoundProblem) => void;

/**
 * Says a problem once for each place in the caller's code, and counts it every time.
 * `at` is the public function the caller called, or the place itself where that was noted earlier.
 */
export type ReportProblem = (problem: ProblemKind, message: string, at?: CallSite | string, subject?: ProblemSubject) => void;

/** The handle of a run or phase, for other parts of the package: problems that they find are the run's. */
export interface ReportsProblems {
  readonly [PROBLEMS]: { readonly problems: { readonly report: ReportProblem }; readonly ended: boolean };
}

/** Any function: only its identity matters, as the frame below which the stack belongs to the caller. */
export type CallSite = (...args: never[]) => unknown;

const MOST_SITES_REMEMBERED = 1_000;

// Shared by all copies of the package in a process: the one that a test loads need not be the one that its backups use.
export const PROBLEMS = Symbol.for(`${SCOPE_NAME}.problems.1`);

/** Hear of the problems of each instance in the process that has no watcher of its own. */
export const problemWatchers = ((globalThis as Record<symbol, unknown>)[PROBLEMS] ??= new Set()) as Set<ProblemWatcher>;

/** @param watchers - Hear of each problem; what they throw, strict testing helpers throw. */
export function createProblemReporter(count: (problem: ProblemKind) => unknown, watchers: Iterable<ProblemWatcher>): ReportProblem {
  const said = new Set<string>();

  function say(problem: ProblemKind, text: string, site: string): unknown {
    // What came may be different each time, the problem is the same.
    const key = `${problem} ${site} ${text.replace(/, got .*/, '')}`;
    if (said.has(key) || said.size >= MOST_SITES_REMEMBERED) return;
    said.add(key);
    return api.diag.warn(SCOPE_NAME, text);
  }

  return function reportProblem(problem, message, at, subject) {
    const site = typeof at === 'string' ? at : siteOf(at);
    const text = site ? `${message} (at ${site})` : message;
    // A host's meter or diag logger may fail; neither keeps the other from hearing of it, nor reaches the backup.
    orUndefined(() => count(problem));
    orUndefined(() => say(problem, text, site));
    for (const watcher of watchers) watcher({ kind: problem, message: text, subject });
  };
}

/** Where the caller is: `file.js:12:5`, without the folder. Empty where the engine has no structured stacks, or the host's way to write them throws. */
export function siteOf(at: CallSite | undefined): string {
  const holder: { stack?: string } = {};
  // The first frame is enough, and each further one costs as much. Some hosts freeze the limit.
  const limit = Error.stackTraceLimit;
  Reflect.set(Error, 'stackTraceLimit', 1);
  const stack = orUndefined(() => {
    if (at) (Error as Partial<typeof Error>).captureStackTrace?.(holder, at);
    return holder.stack;
  });
  Reflect.set(Error, 'stackTraceLimit', limit);
  return /([^/\\(\s]+:\d+:\d+)\)?$/m.exec(stack ?? '')?.[1] ?? '';
}
