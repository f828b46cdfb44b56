import { BackupTelemetryError } from '../../errors.js';
import { parseDuration, type Duration } from '../duration.js';
import { BACKUP_TRIGGERS } from '../../semconv.js';
import { suggest } from '../../untrusted/suggest.js';
import { describeUnknown, findUnknownKeys, keysOf } from '../../untrusted/unknown-keys.js';
import type { RunStart, Schedule } from './create-schedule.js';
import { readMoment } from './moments.js';

/** A start that was expected, and what became of it. */
export interface ExpectedStart<T extends RunStart = RunStart> {
  /** When it was expected. */
  readonly at: Date;
  /**
   * - `on_time`: the run began within the grace.
   * - `late`: it began later, or has not begun although the grace is over; the next start is not due yet.
   * - `missed`: none began before the next start was due.
   * - `due`: none has begun, and the grace is not over.
   */
  readonly state: 'on_time' | 'late' | 'missed' | 'due';
  /** The run that counts for it. */
  readonly run?: T | undefined;
  /** Further attempts at it. */
  readonly retries: readonly T[];
  /** How late it began, in milliseconds; so far, where it has not begun. Never below 0. */
  readonly latenessMs: number;
}

/** Expected starts and the runs that count for them. */
export interface MatchedRuns<T extends RunStart = RunStart> {
  /** Ascending. */
  readonly expected: readonly ExpectedStart<T>[];
  /** Runs that count for none: by hand, by an event, or a second one. */
  readonly extra: readonly T[];
}

/** What to look at. */
export interface MatchOptions {
  /** Starts expected from this moment on. */
  readonly from: Date;
  /** Up to this moment, at which it is judged what is late. */
  readonly until: Date;
  /** How late a start may be. @default '0s' */
  readonly grace?: Duration | undefined;
}

const MOST_EXPECTED = 1_000_000;

const RUN_KEYS = keysOf<RunStart>({ startedAt: 1, trigger: 1, scheduledFor: 1 });
const OPTION_KEYS = keysOf<MatchOptions>({ from: 1, until: 1, grace: 1 });

/**
 * Says which runs count for which expected start, which starts were late or missed, and which runs are extra.
 *
 * @param runs - In any order; those of the hours before `from` too, where `every` counts from the last start
 * @throws BackupTelemetryError `configuration_invalid` for dates, triggers or a grace that are none, misspelt fields, or more than 1 000 000 expected starts
 *
 * @example
 * ```ts
 * import { matchRuns, schedule } from '@wedsync/backup-telemetry/policy';
 *
 * const nightly = schedule({ cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler: 'cron' });
 * const runs = [{ startedAt: new Date('2026-06-20T00:31:00Z') }];
 * const { expected } = matchRuns(nightly, runs, { from: new Date('2026-06-20T00:00:00Z'), until: new Date('2026-06-22T12:00:00Z'), grace: '15m' });
 * expected.map(({ state }) => state); // on_time, missed, late
 * ```
 */
export function matchRuns<T extends RunStart>(schedule: Schedule, runs: readonly T[], options: MatchOptions): MatchedRuns<T> {
  const { from, until, grace = '0s' } = options;
  const [unknown] = findUnknownKeys(options, OPTION_KEYS);
  if (unknown) refuse(describeUnknown('an option of matchRuns', unknown, OPTION_KEYS));
  for (const [index, run] of runs.entries()) checkRun(run, `runs[${String(index)}]`);
  const graceMs = parseDuration(grace);
  if (graceMs === undefined) refuse(`Expected \`grace\` to be a duration such as "15m", got ${String(grace)}.`);
  const span = { from: readMoment('from', from), until: readMoment('until', until) };
  const ordered = [...runs].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  const matched = schedule.isRelative ? matchChain(schedule, ordered, span) : matchStarts(schedule, ordered, span);
  return {
    extra: matched.extra,
    expected: matched.starts.map((start, index) => judge(start, matched.starts[index + 1]?.at ?? matched.next, span.until, graceMs)),
  };
}

/** A run may have fields of its own. One that is all but the name of a field that is missing is a slip: the run would count as something else. */
function checkRun(run: RunStart, name: string): void {
  readMoment(`${name}.startedAt`, run.startedAt);
  if (run.scheduledFor !== undefined) readMoment(`${name}.scheduledFor`, run.scheduledFor);
  if (run.trigger !== undefined && !BACKUP_TRIGGERS.includes(run.trigger))
    refuse(`Expected \`${name}.trigger\` to be one of ${BACKUP_TRIGGERS.join(', ')}, got ${JSON.stringify(run.trigger)}.`);
  for (const key of Object.keys(run)) {
    if (RUN_KEYS.some((known) => known === key)) continue;
    const meant = suggest(key, RUN_KEYS);
    if (meant !== undefined && !(meant in run) && Math.abs(key.length - meant.length) <= 2)
      refuse(`Expected \`${name}.${key}\` to be a field of a run (did you mean \`${meant}\`?).`);
  }
}

interface Span {
  readonly from: number;
  readonly until: number;
}

interface Start<T> {
  readonly at: number;
  run?: T;
  readonly retries: T[];
}

interface Matched<T> {
  readonly starts: readonly Start<T>[];
  /** The first start after the span. */
  readonly next: number | undefined;
  readonly extra: readonly T[];
}

function matchStarts<T extends RunStart>(schedule: Schedule, runs: readonly T[], { from, until }: Span): Matched<T> {
  const starts = new Map<number, Start<T>>();
  let at = schedule.next(1, new Date(from - 1))[0]?.getTime();
  while (at !== undefined && at <= until) {
    starts.set(at, { at, retries: [] });
    if (starts.size > MOST_EXPECTED) tooMany();
    at = schedule.next(1, new Date(at))[0]?.getTime();
  }
  const extra: T[] = [];
  for (const run of runs) {
    const began = run.startedAt.getTime();
    const expected = schedule.expectedAt(run)?.getTime();
    const start = expected === undefined ? undefined : starts.get(expected);
    if (start && !start.run) start.run = run;
    else if (start && run.trigger === 'retry') start.retries.push(run);
    // What counts for a start outside the span is of no concern inside it.
    else if ((start || expected === undefined) && began >= from && began <= until) extra.push(run);
  }
  return { starts: [...starts.values()], next: at, extra };
}

/** Each start counts from the one before, whatever began that one; from a missed one it counts on. */
function matchChain<T extends RunStart>(schedule: Schedule, runs: readonly T[], { from, until }: Span): Matched<T> {
  const step = (at: number) => (at === Infinity ? at : (schedule.next(1, new Date(at))[0]?.getTime() ?? Infinity));
  const before = runs.filter((run) => run.startedAt.getTime() < from).at(-1);
  const waiting = runs.filter((run) => run.startedAt.getTime() >= from && run.startedAt.getTime() <= until);
  const starts: Start<T>[] = [];
  let at = step(before?.startedAt.getTime() ?? from);
  let index = 0;
  while (at <= until || index < waiting.length) {
    if (starts.length > MOST_EXPECTED) tooMany();
    const run = waiting[index];
    const following = step(at);
    if (run && run.startedAt.getTime() < following) {
      starts.push({ at, run, retries: [] });
      at = step(run.startedAt.getTime());
      index += 1;
    } else {
      starts.push({ at, retries: [] });
      at = following;
    }
  }
  return { starts: starts.filter((start) => start.at >= from), next: at, extra: [] };
}

function judge<T extends RunStart>(
  { at, run, retries }: Start<T>,
  next: number | undefined,
  until: number,
  graceMs: number,
): ExpectedStart<T> {
  const latenessMs = Math.max(0, (run?.startedAt.getTime() ?? until) - at);
  const isLate = latenessMs > graceMs;
  const state = run ? (isLate ? 'late' : 'on_time') : next !== undefined && next <= until ? 'missed' : isLate ? 'late' : 'due';
  return { at: new Date(at), state, run, retries, latenessMs };
}

function tooMany(): never {
  return refuse(`Expected at most ${String(MOST_EXPECTED)} starts from \`from\` to \`until\`, got more.`);
}

function refuse(sentence: string): never {
  throw new BackupTelemetryError('configuration_invalid', sentence);
}
