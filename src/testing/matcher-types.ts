import type { ExpectedFailure, ExpectedRun } from './matchers.js';

/** The matchers as methods of `expect(...)`. */
export interface BackupMatchers<R = void> {
  /** A backup of this job ended as `success`, whatever came before or after it. Neither it nor its `not` holds where no such run began, or, unless one is found, while one goes on. */
  toHaveBackedUp(job: string, expected?: ExpectedRun): R;
  /** A run of this job, whatever its operation, ended as `failure` or `timeout`. Neither it nor its `not` holds where no such run began, or, unless one is found, while one goes on. */
  toHaveFailed(job: string, expected?: ExpectedFailure): R;
  /** The package was used without a problem: no misspelt option, no value that cannot be read, no phase that is not awaited. Neither it nor its `not` holds where nothing was recorded, or while a run goes on. */
  toHaveNoProblems(): R;
  /** None of these texts is in anything that would be sent, in whatever encoding. */
  toLeakNothing(secrets: readonly string[]): R;
}
