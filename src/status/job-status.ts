import { evaluateConditions } from '../conditions/evaluate.js';
import { JOB_CONDITIONS } from '../conditions/index.js';
import { livingRuns, newest, unhealed } from '../conditions/job/facts.js';
import { BAD_OUTCOMES } from '../conditions/bad-outcomes.js';
import { renderText } from '../conditions/texts.js';
import { identityKey, type JobIdentity } from '../identity.js';
import type { BackupOutcome, BackupType } from '../semconv.js';
import type { JobState, OpenRun, SuccessfulRun } from '../state/job-state.js';
import { isWorseEnd } from '../semconv/outcome-order.js';
import { exposureOf, type Exposure } from './exposure.js';
import type { StatusCode } from './status-code.js';
import { verdictOf } from './verdict.js';
import { iso } from './words.js';

/** What is true of a job at a moment: plain data, times as ISO 8601 in UTC, durations in seconds, sizes in bytes. */
export interface JobStatus {
  /** Names the job in addresses. */
  readonly key: string;
  readonly identity: JobIdentity;
  /** The worst that holds. `ok` only where a backup is there, young enough, and nothing is the matter. */
  readonly status: StatusCode;
  /** Why, as one sentence. */
  readonly reason: string;
  /** All that people are notified of. */
  readonly conditions: readonly StatusCondition[];
  readonly lastSuccess?: LastSuccess | undefined;
  /** How near the last success is to its objective. */
  readonly exposure?: Exposure | undefined;
  /** Where the newest run that ended well or badly failed: how many did since the last success. */
  readonly failing?: Failing | undefined;
  /** By when the next run has to begin: one interval, as the job states it, after the newest start. */
  readonly dueBy?: string | undefined;
  /** Runs that go on, oldest first. A run that goes on never hides how the last one ended. */
  readonly runs: readonly RunningRun[];
  readonly lastEnd?: LastEnd | undefined;
  /** When telemetry of the job last came; up to five minutes too early where that was no start, sign of life or end. */
  readonly seenAt?: string | undefined;
}

/** A condition that holds. */
export interface StatusCondition {
  /** Name of its alert. */
  readonly name: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly summary: string;
  readonly runbook: string;
}

/** The newest run that succeeded. */
export interface LastSuccess {
  readonly at: string;
  readonly ageSeconds: number;
  readonly runId?: string | undefined;
  readonly type?: BackupType | undefined;
  readonly durationSeconds?: number | undefined;
  readonly sizeBytes?: number | undefined;
}

/** Runs that failed or timed out since the last success. */
export interface Failing {
  /** When the oldest of them ended that is remembered. */
  readonly since: string;
  readonly runs: number;
  /** There may be more, which are not remembered. */
  readonly isAtLeast: boolean;
}

/** The newest end of a run. */
export interface LastEnd {
  readonly at: string;
  readonly outcome: BackupOutcome;
}

/** A run that goes on. */
export interface RunningRun {
  readonly runId: string;
  readonly startedAt: string;
  readonly elapsedSeconds: number;
  /** Its newest sign of life. */
  readonly lastSignAt: string;
  readonly lastProgressAt?: string | undefined;
}

/** When it is asked, in seconds since the Unix epoch. */
export interface Moment {
  readonly now: number;
  /** What counts as now where silence counts: earlier for a while after events could not be heard. @default now */
  readonly heardUntil?: number | undefined;
}

/** What is true of a job, by the conditions that people are notified of: what no alert counts as silence is none here either. */
export function statusOf(job: JobState, { now, heardUntil = now }: Moment): JobStatus {
  const held = evaluateConditions(JOB_CONDITIONS, job, now, heardUntil);
  const living = livingRuns(job, heardUntil);
  const exposure = exposureOf(job, now);
  const due = dueOf(job);
  // It is kept in steps: what is known of a run may be newer.
  const seen = newest(job.seenAt, job.lastStart, ...Object.values(job.lastEnd), ...living.map(({ lastSign }) => lastSign));
  const [status, reason] = verdictOf(job, { held, living, exposure, due, now, heardUntil });
  return {
    key: identityKey(job.identity),
    identity: job.identity,
    status,
    reason,
    conditions: held.map(({ condition: { name, runbook }, severity, summary }) => ({
      name,
      severity,
      summary: renderText(summary, job.identity),
      runbook,
    })),
    lastSuccess: lastSuccessOf(job, now),
    exposure,
    failing: failingOf(job),
    dueBy: due === undefined ? undefined : iso(due),
    runs: [...living].sort((one, other) => one.startedAt - other.startedAt).map((run) => runningOf(run, now)),
    lastEnd: lastEndOf(job),
    seenAt: seen === undefined ? undefined : iso(seen),
  };
}

/** When the next start is expected, by the interval that the job states. */
function dueOf({ lastStart, knownSince, expected: { interval } }: JobState): number | undefined {
  const from = newest(lastStart, knownSince);
  return from === undefined || interval === undefined ? undefined : from + interval;
}

function lastSuccessOf({ lastEnd: { success: at }, successes }: JobState, now: number): LastSuccess | undefined {
  if (at === undefined) return undefined;
  const known: Partial<SuccessfulRun> = [...successes].reverse().find((run) => run.at === at) ?? {};
  return {
    at: iso(at),
    ageSeconds: Math.max(0, now - at),
    runId: known.runId,
    type: known.type,
    durationSeconds: known.duration,
    sizeBytes: known.size,
  };
}

function failingOf(job: JobState): Failing | undefined {
  const success = unhealed(job, BAD_OUTCOMES);
  if (success === undefined) return undefined;
  const isBad = (outcome: BackupOutcome | undefined) => BAD_OUTCOMES.some((bad) => bad === outcome);
  const bad = job.endedRuns.filter(({ outcome, endedAt }) => isBad(outcome) && endedAt >= success);
  const lastBad = BAD_OUTCOMES.flatMap((outcome) => job.lastEnd[outcome] ?? []);
  const first = Math.min(...bad.map(({ endedAt }) => endedAt), ...lastBad.filter((at) => at >= success));
  return {
    since: iso(first),
    runs: Math.max(1, bad.length),
    isAtLeast: bad.length === 0 || (job.endsForgottenUntil ?? -Infinity) >= success,
  };
}

function lastEndOf({ lastEnd }: JobState): LastEnd | undefined {
  const ends = Object.entries(lastEnd) as [BackupOutcome, number][];
  const [last] = ends.sort(([one, at], [other, otherAt]) => otherAt - at || (isWorseEnd(one, other) ? -1 : 1));
  return last && { outcome: last[0], at: iso(last[1]) };
}

function runningOf({ runId, startedAt, lastSign, lastProgress }: OpenRun, now: number): RunningRun {
  return {
    runId,
    startedAt: iso(startedAt),
    elapsedSeconds: Math.max(0, now - startedAt),
    lastSignAt: iso(lastSign),
    lastProgressAt: lastProgress === undefined ? undefined : iso(lastProgress),
  };
}
