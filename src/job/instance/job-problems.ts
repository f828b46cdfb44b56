import { ATTR_BACKUP_TELEMETRY_PROBLEM, EVENT_BACKUP_PROBLEM_FOUND, type ProblemKind } from '../../semconv.js';
import type { JobLabels } from '../../state/job-labels.js';
import type { Clock } from '../clock.js';
import type { ProblemSubject, ReportProblem } from '../problems.js';
import type { EventEmitter } from '../sdk/events.js';

/** What problems are reported to. */
interface Receivers {
  readonly clock: Clock;
  readonly events: EventEmitter;
  readonly report: ReportProblem;
}

/** The problems of one run or one definition: each is reported, and is an event of its job, so that an alert can name the job. */
export interface JobProblems extends ProblemSubject {
  readonly report: ReportProblem;
  /** Says which job it is. Options are read before their job is known: what was found so far is of now. */
  readonly belongTo: (labels: JobLabels) => void;
  /** The kind of the newest, once there is one. */
  readonly newest?: ProblemKind;
}

export function createJobProblems({ clock, events, report }: Receivers): JobProblems {
  const problems: { -readonly [Key in keyof JobProblems]: JobProblems[Key] } = {
    report(problem, message, at) {
      // Once for each kind in a row: a loop that goes wrong must not push other events out of the queue of an SDK.
      if (problems.newest !== problem) {
        problems.newest = problem;
        emit();
      }
      report(problem, message, at, problems);
    },
    belongTo(labels) {
      problems.labels = labels;
      emit();
    },
  };
  return problems;

  function emit(): void {
    const { labels, newest } = problems;
    if (!labels || !newest) return;
    const attributes = () => ({ ...labels.identity, [ATTR_BACKUP_TELEMETRY_PROBLEM]: newest });
    events.emit({ name: EVENT_BACKUP_PROBLEM_FOUND, timestamp: clock.now(), attributes, labels });
  }
}
