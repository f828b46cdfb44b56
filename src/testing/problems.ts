import { BackupTelemetryError } from '../errors.js';
import type { FoundProblem } from '../job/problems.js';
import type { ProblemKind } from '../semconv.js';
import { ATTR_BACKUP_JOB_NAME } from '../semconv.js';

/** A wrong use of the package, or a failure around it. */
export interface TestProblem {
  /** As in the attribute `backup.telemetry.problem`. */
  readonly kind: ProblemKind;
  /** What was expected, what came, what is done about it, and where. */
  readonly message: string;
  /** Name of the job, where it is known. */
  readonly job?: string;
}

/** Problems in the order in which they were found. */
export interface ProblemStore {
  /** @throws BackupTelemetryError with the code `problem_found` when the testing helpers are strict */
  readonly add: (problem: FoundProblem) => void;
  /** Of the test telemetry's own instance. @throws BackupTelemetryError also with the code `configuration_invalid` for an option of the testing helpers themselves */
  readonly addOwn: (problem: FoundProblem) => void;
  readonly read: () => readonly TestProblem[];
  readonly clear: () => void;
}

// Nobody misused the package when a host fails.
const OF_THE_HOST: readonly ProblemKind[] = ['listener_failed', 'sdk_failed', 'flush_missed', 'too_many_series'];

export function createProblemStore(strict: boolean): ProblemStore {
  let found: FoundProblem[] = [];
  function add(problem: FoundProblem): void {
    found.push(problem);
    if (strict && !OF_THE_HOST.includes(problem.kind)) throw new BackupTelemetryError('problem_found', problem.message);
  }
  return {
    add,
    addOwn(problem) {
      if (problem.kind === 'configuration_invalid') throw new BackupTelemetryError(problem.kind, problem.message);
      add(problem);
    },
    // The job is known later than the problems of its options.
    read: () =>
      found.map(({ kind, message, subject }) => {
        const job = subject?.labels?.identity[ATTR_BACKUP_JOB_NAME];
        return { kind, message, ...(job !== undefined && { job }) };
      }),
    clear() {
      found = [];
    },
  };
}
