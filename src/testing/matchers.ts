import { BackupTelemetryError, expected, kindOf } from '../errors.js';
import { keysOf } from '../untrusted/unknown-keys.js';
import { refuseUnknown } from '../untrusted/refuse-unknown.js';
import type { TestRun } from './runs.js';
import type { TestTelemetry } from './telemetry.js';

/** What the run has to be besides its job. A field that is left out may be anything. */
export interface ExpectedRun {
  /** Name of the place the backup goes to or is read from. */
  readonly destination?: string | undefined;
}

/** What the failed run has to be besides its job. */
export interface ExpectedFailure extends ExpectedRun {
  /** Class or code of the error, as it is recorded: `TypeError`, `ECONNREFUSED`. */
  readonly errorType?: string | undefined;
}

/** What a matcher answers to vitest or jest. */
export interface MatcherAnswer {
  /** Whether the expectation holds. */
  readonly pass: boolean;
  /** What to say where it does not, or where `not` was asked. */
  readonly message: () => string;
}

/**
 * Matchers for `expect.extend` of vitest and jest.
 * `./testing/vitest` and `./testing/jest` extend it themselves and bring the types.
 *
 * @example
 * ```ts
 * import { backupMatchers, createTestTelemetry } from '@wedsync/backup-telemetry/testing';
 *
 * const { pass, message } = backupMatchers.toHaveBackedUp(createTestTelemetry(), 'db-nightly');
 * console.log(pass, message());
 * ```
 */
export const backupMatchers = {
  /** A backup of this job ended as `success`, whatever came before or after it. Neither it nor its `not` holds where no such run began, or, unless one is found, while one goes on. */
  toHaveBackedUp(this: unknown, received: unknown, job: string, expected: ExpectedRun = {}): MatcherAnswer {
    refuseUnknown('the options', expected, RUN_KEYS, 'query_invalid');
    const runs = telemetryOf(received).runs();
    const holds = (run: TestRun) => run.operation === 'backup' && run.outcome === 'success' && fits(run, { job, ...expected });
    return judge(this, runs, { job, ...expected, holds, expected: `backup "${job}"${wanted(expected)} to end as success` });
  },
  /** A run of this job, whatever its operation, ended as `failure` or `timeout`. Neither it nor its `not` holds where no such run began, or, unless one is found, while one goes on. */
  toHaveFailed(this: unknown, received: unknown, job: string, expected: ExpectedFailure = {}): MatcherAnswer {
    refuseUnknown('the options', expected, FAILURE_KEYS, 'query_invalid');
    const runs = telemetryOf(received).runs();
    const holds = (run: TestRun) => (run.outcome === 'failure' || run.outcome === 'timeout') && fits(run, { job, ...expected });
    return judge(this, runs, { job, ...expected, holds, expected: `a run of "${job}"${wanted(expected)} to fail` });
  },
  /**
   * The package was used without a problem: no misspelt option, no value that cannot be read, no phase that is not awaited.
   * Neither it nor its `not` holds where it was not used at all, or while a run goes on.
   */
  toHaveNoProblems(this: unknown, received: unknown): MatcherAnswer {
    const telemetry = telemetryOf(received);
    const problems = telemetry.problems();
    const runs = telemetry.runs();
    const isUsed = telemetry.spans().length + telemetry.events().length > 0;
    if (problems.length === 0 && !(isUsed && runs.every(hasEnded))) return neither(this, 'a use of the package without a problem', runs);
    const list = firstTen(problems.map(({ kind, message, job }) => `${job === undefined ? '' : `"${job}": `}${kind}: ${message}`));
    return {
      pass: problems.length === 0,
      message: () =>
        problems.length === 0
          ? 'Expected the package to be used with a problem, but there was none.'
          : `Expected the package to be used without a problem, but found:${list}`,
    };
  },
  /** None of these texts is in anything that would be sent: plain, URL-encoded, in base64, in hexadecimal or JSON-escaped. */
  toLeakNothing(received: unknown, secrets: readonly string[]): MatcherAnswer {
    const leaks = telemetryOf(received).leaks(secrets);
    const list = firstTen(
      leaks.map(({ secret, encoding, where }) => `secret ${secret + 1} of ${secrets.length}, ${encoding}, in ${where}`),
    );
    return {
      pass: leaks.length === 0,
      message: () =>
        leaks.length === 0
          ? `Expected one of ${secrets.length} secrets to leak, but none is in what was recorded.`
          : `Expected nothing to leak, but found:${list}`,
    };
  },
};

/** A line for each of the first ten, and how many more there are. */
function firstTen(lines: readonly string[]): string {
  const more = lines.length > 10 ? [`and ${lines.length - 10} more`] : [];
  return [...lines.slice(0, 10), ...more].map((line) => `\n  ${line}`).join('');
}

/** A run that is looked for, or its opposite. */
interface Sought {
  readonly job: string;
  readonly destination?: string | undefined;
  readonly holds: (run: TestRun) => boolean;
  readonly expected: string;
}

function judge(context: unknown, runs: readonly TestRun[], { job, destination, holds, expected }: Sought): MatcherAnswer {
  // Else a variable that was never set would be any job.
  if (typeof job !== 'string') throw new BackupTelemetryError('query_invalid', `Expected the job to be a name, got ${kindOf(job)}.`);
  const found = runs.some(holds);
  const ofJob = runs.filter((run) => fits(run, { job, destination }));
  return found || (ofJob.length > 0 && ofJob.every(hasEnded)) ? answer(found, expected, runs) : neither(context, expected, runs);
}

function hasEnded({ outcome }: TestRun): boolean {
  return outcome !== undefined;
}

/** Where there is nothing to judge yet, no expectation holds: not what was expected, and not its opposite. */
function neither(context: unknown, expected: string, runs: readonly TestRun[]): MatcherAnswer {
  const { isNot = false } = (context ?? {}) as { readonly isNot?: boolean };
  const hint = isNot && runs.length > 0 ? ' That nothing ran is to be expected of `runs()`.' : '';
  return { pass: isNot, message: () => `Expected ${expected}, but it has not ended, or never began.${hint} ${describeRuns(runs)}` };
}

function answer(pass: boolean, expected: string, runs: readonly TestRun[]): MatcherAnswer {
  return { pass, message: () => `Expected ${pass ? 'no ' : ''}${expected}. ${describeRuns(runs)}` };
}

function describeRuns(runs: readonly TestRun[]): string {
  // The commonest reason: the code under test uses the functions of the package, which know nothing of this telemetry.
  if (runs.length === 0) return 'Nothing ran with this telemetry. Code that uses the `withBackup` of the package is seen after register().';
  const lines = runs.slice(-10).map((run) => `\n  ${describeRun(run)}`);
  const earlier = runs.length > lines.length ? `\n  and ${runs.length - lines.length} before them` : '';
  return `What ran:${lines.join('')}${earlier}`;
}

function describeRun({ operation, job, destination, outcome, errorType, reason }: TestRun): string {
  const why = errorType ?? reason;
  return `${operation} "${job}"${wanted({ destination })}: ${outcome ?? 'still running'}${why === undefined ? '' : ` (${why})`}`;
}

function wanted({ destination, errorType }: ExpectedFailure): string {
  return `${destination === undefined ? '' : ` to "${destination}"`}${errorType === undefined ? '' : ` with ${errorType}`}`;
}

const RUN_KEYS = keysOf<ExpectedRun>({ destination: 1 });
const FAILURE_KEYS = keysOf<ExpectedFailure>({ destination: 1, errorType: 1 });

function fits(run: TestRun, expected: Partial<TestRun>): boolean {
  return Object.entries(expected).every(([field, value]) => value === undefined || run[field as keyof TestRun] === value);
}

function telemetryOf(received: unknown): TestTelemetry {
  const given = received as Partial<TestTelemetry> | null | undefined;
  if (typeof given?.runs === 'function' && typeof given.leaks === 'function') return given as TestTelemetry;
  const came = received === null ? 'null' : typeof received;
  throw new BackupTelemetryError('query_invalid', `${expected('expect()', 'given what createTestTelemetry() returns', came)}.`);
}
