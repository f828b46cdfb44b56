import type { ExpectedFailure, ExpectedRun } from './matchers.js';

/** The matchers as methods of `expect(...)`. */
export interface BackupMatchers<R = void> {
  /** A backup of this job ended as `success`. */
  toHaveBackedUp(job: string, expected?: ExpectedRun): R;
  /** A run of this job, whatever its operation, ended as `failure` or `timeout`. */
  toHaveFailed(job: string, expected?: ExpectedFailure): R;
  /** The package was used without a problem: no misspelt option, no value that cannot be read, no phase that is not awaited. */
  toHaveNoProblems(): R;
  /** None of these texts is in anything that would be sent, in whatever encoding. */
  toLeakNothing(secrets: readonly string[]): R;
}
