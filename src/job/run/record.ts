import { BACKUP_OUTCOMES, type BackupOutcome } from '../../semconv.js';
import { settle, type Core } from '../instance/core.js';
import { CLOCK_TOLERANCE_MS } from '../../policy/clock-tolerance.js';
import { createReject, type Reject } from '../input/reject.js';
import { RECORD_FIELDS, RECORDED_PHASE_FIELDS } from '../input/fields.js';
import {
  findLost,
  isOptions,
  openInput,
  read,
  readList,
  readNeededName,
  readRaw,
  readTime,
  type Input,
  type Underlay,
} from '../input/input.js';
import { createJobProblems } from '../instance/job-problems.js';
import { parseCode } from '../input/names.js';
import { parseOutcome } from '../input/outcome-words.js';
import type { CallSite } from '../problems.js';
import { mergeReport } from '../input/report.js';
import type { OpenRun } from './open-run.js';
import { openRun } from './run.js';
import { readParent, readRunSettings } from '../input/settings.js';

/** How a record says that something ended. */
interface RecordedEnd {
  readonly outcome: BackupOutcome;
  /** Why the outcome is not what the record says, or would be without a word. */
  readonly doubt: string | undefined;
  /** Whether the record states its outcome, and no unread field may contradict a stated success. */
  readonly stated: boolean;
  readonly error: unknown;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What something in a record says of its end, where it holds. */
type Reading = readonly [holds: unknown, outcome: BackupOutcome, doubt: string];

/** Records a run that happened elsewhere, with its own times. */
export async function recordRun(core: Core, record: unknown, at: CallSite, lay: Underlay = (input) => input): Promise<void> {
  const problems = createJobProblems(core);
  const reject = createReject(problems.report, 'record_invalid', at);
  const own = openInput(record, 'a record', RECORD_FIELDS, '{ job: "db-nightly", startedAt, endedAt }', reject);
  const input = lay(own, RECORD_FIELDS);
  const said = readEnd(input, core.clock.now());
  const settings = readRunSettings(core, input);
  const run = openRun(core, { settings, problems, parent: readParent(input), startedAt: said.startedAt });
  const report = readRaw(input, 'report');
  if (report !== undefined) mergeReport(run.report, report, problems.report, at);
  const phases = readList(input, 'phases', 'an array of phases');
  const ends = (phases ?? []).map((phase) => recordPhase(run, phase, reject, said));
  const incomplete = ends.find(({ outcome }) => outcome === 'partial' || outcome === 'cancelled');
  const { outcome, doubt, error, endedAt } = worstOf(said, [
    [run.report.exitFailed, 'failure', 'exit_code'],
    [ends.some((end) => end.outcome === 'failure' || end.outcome === 'timeout'), 'failure', 'phase_failed'],
    [(report !== undefined && !isOptions(report)) || (!phases && readRaw(input, 'phases') !== undefined), 'partial', 'record_unreadable'],
    [input.lost.length || run.report.lost, 'partial', 'field_unknown'],
    [incomplete, 'partial', incomplete?.doubt ?? 'phase_incomplete'],
  ]);
  const reason = doubt ?? read(input, 'reason', 'a short code such as "table_locked"', parseCode);
  run.end({ outcome, reason, error, endedAt });
  await settle(core, settings.flush);
}

/** What a record does not say itself, whatever else is in it may contradict: the worst of that comes first. */
function worstOf(end: RecordedEnd, readings: readonly Reading[]): RecordedEnd {
  const [, outcome, doubt] = (!end.stated && end.outcome !== 'failure' && readings.find(([holds]) => holds)) || [];
  return outcome ? { ...end, outcome, doubt } : end;
}

function recordPhase(run: OpenRun, phase: unknown, reject: Reject, of: RecordedEnd): RecordedEnd {
  const input = openInput(phase, 'a phase', RECORDED_PHASE_FIELDS, '{ name: "dump", startedAt, endedAt }', reject);
  const end = worstOf(readEnd(input, run.core.clock.now(), of.endedAt), [[input.lost.length, 'partial', 'field_unknown']]);
  run.openPhase(readNeededName(input, 'name', 'upload'), run, end.startedAt).end(end.outcome, end.error, 0, end.endedAt);
  return end;
}

/** @param fallback - Time of what has none */
function readEnd(input: Input, now: number, fallback = now): RecordedEnd {
  const startedAt = readTime(input, 'startedAt');
  const endedAt = readTime(input, 'endedAt');
  const missing = startedAt === undefined || endedAt === undefined;
  const last = endedAt ?? startedAt ?? fallback;
  const future = last > now + CLOCK_TOLERANCE_MS;
  const wrong = missing || future || endedAt < startedAt;
  if (missing) input.reject('`startedAt` and `endedAt`', 'given', undefined, 'it is no success');
  else if (wrong) input.reject('`endedAt`', 'between `startedAt` and now', endedAt, 'it is no success');
  const to = future ? fallback : last;

  // Callbacks say `null` for no error.
  const error = readRaw(input, 'error') ?? undefined;
  const said = readRaw(input, 'outcome');
  const meant = parseOutcome(said);
  const stated = said !== undefined;
  const end = (outcome: BackupOutcome, doubt?: string): RecordedEnd => {
    return {
      outcome,
      doubt,
      stated: stated && (outcome !== 'success' || !findLost(input, ['outcome', 'error'])),
      error,
      startedAt: wrong ? to : startedAt,
      endedAt: to,
    };
  };
  const asFailure = (expected: string, came: unknown) => {
    input.reject('`outcome`', expected, came, 'it is recorded as a failure');
  };

  if (stated && !meant) {
    asFailure(`one of ${BACKUP_OUTCOMES.join(', ')}`, said);
    return end('failure', 'outcome_unreadable');
  }
  if (meant && meant !== 'success') return end(meant);
  if (error !== undefined) {
    if (meant) asFailure('no success with an `error`', said);
    return end('failure');
  }
  return wrong ? end('partial', 'time_unreadable') : end('success');
}
