import { METRIC_BACKUP_LAST_CLEAN_TIMESTAMP, METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP } from '../semconv.js';
import type { GaugeStore } from '../state/gauge-store.js';
import type { Labels } from '../state/job-labels.js';
import type { Clock } from './clock.js';
import type { ProblemSubject, ReportProblem } from './problems.js';

/** What is needed to date problems. */
interface Dating {
  readonly report: ReportProblem;
  readonly gauges: GaugeStore;
  readonly clock: Clock;
}

/** The problems of one run or one definition: each is reported, and dated on its job, so that a rule can name the job. */
export interface JobProblems {
  readonly report: ReportProblem;
  /** Says which job it is. Options are read before their job is known: what was found so far is dated now. */
  readonly belongTo: (identity: Labels) => void;
  readonly found: () => boolean;
}

export function createJobProblems({ report, gauges, clock }: Dating): JobProblems {
  const subject: ProblemSubject = { identity: undefined };
  let found = false;
  const date = () => {
    if (found && subject.identity) gauges.renew(METRIC_BACKUP_LAST_PROBLEM_TIMESTAMP, subject.identity, clock.now() / 1_000);
  };
  return {
    report(problem, message, at) {
      found = true;
      date();
      report(problem, message, at, subject);
    },
    belongTo(identity) {
      subject.identity = identity;
      date();
    },
    found: () => found,
  };
}

/** Dates a run that had no problem. By the clock of now, as problems are: a run that is recorded ended earlier. */
export function recordCleanRun({ gauges, clock }: Omit<Dating, 'report'>, identity: Labels): void {
  gauges.renew(METRIC_BACKUP_LAST_CLEAN_TIMESTAMP, identity, clock.now() / 1_000);
}
