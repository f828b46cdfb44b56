import { BACKUP_OUTCOMES, type BackupOutcome } from '../semconv.js';
import { settle, type Core } from './core.js';
import { complainSoftly, type Complain } from './complain.js';
import { RECORD_FIELDS, RECORDED_PHASE_FIELDS } from './fields.js';
import { openInput, read, readNeededName, readRaw, readTime, type Input } from './input.js';
import { createJobProblems } from './job-problems.js';
import { parseCode } from './names.js';
import { parseOutcome } from './outcome-words.js';
import type { CallSite } from './problems.js';
import { mergeReport } from './report.js';
import { openRun, type OpenRun } from './run.js';
import { readParent, readRunSettings } from './settings.js';

/** How a record says that something ended. */
interface RecordedEnd {
  readonly outcome: BackupOutcome;
  /** Whether the record says so itself. */
  readonly stated: boolean;
  readonly error: unknown;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Why the outcome is not what the record says, or would be without a word. */
  readonly doubt: 'outcome_unreadable' | 'time_unreadable' | undefined;
}

/** Records a run that happened elsewhere, with its own times. */
export async function recordRun(core: Core, record: unknown, at: CallSite, problems = createJobProblems(core)): Promise<void> {
  const complain = complainSoftly(problems.report, 'record_invalid', at);
  const input = openInput(record, 'a record', RECORD_FIELDS, '{ job: "db-nightly", startedAt, endedAt }', complain);
  const end = readEnd(input, core.clock.now());
  const settings = readRunSettings(core, input);
  const run = openRun(core, { settings, problems, parent: readParent(input), startedAt: end.startedAt });
  const report = readRaw(input, 'report');
  if (report !== undefined) mergeReport(run.report, report, problems.report, at);
  const phases = read(input, 'phases', 'an array of phases', (value) => (Array.isArray(value) ? [...(value as unknown[])] : undefined));
  const outcomes = (phases ?? []).map((phase) => recordPhase(run, phase, complain, end));
  const reason = end.doubt ?? read(input, 'reason', 'a short code such as "table_locked"', parseCode);
  const { error, endedAt } = end;
  run.end({ ...worseOf({ outcome: end.outcome, reason }, end.stated, run, outcomes), error, endedAt });
  await settle(core, settings.flush);
}

/** What a record does not say itself, its exit code and its phases may contradict. */
function worseOf<E extends { readonly outcome: BackupOutcome }>(end: E, stated: boolean, run: OpenRun, phases: readonly BackupOutcome[]) {
  if (stated || end.outcome === 'failure') return end;
  if (run.report.exitFailed) return { outcome: 'failure', reason: 'exit_code' } as const;
  if (phases.some((outcome) => outcome === 'failure' || outcome === 'timeout'))
    return { outcome: 'failure', reason: 'phase_failed' } as const;
  return end;
}

function recordPhase(run: OpenRun, phase: unknown, complain: Complain, of: RecordedEnd): BackupOutcome {
  const input = openInput(phase, 'a phase', RECORDED_PHASE_FIELDS, '{ name: "dump", startedAt, endedAt }', complain);
  const { outcome, error, startedAt, endedAt } = readEnd(input, of.endedAt);
  run.openPhase(readNeededName(input, 'name', 'upload'), run, startedAt).end(outcome, error, 0, endedAt);
  return outcome;
}

/** @param fallback - Time of what has none */
function readEnd(input: Input, fallback: number): RecordedEnd {
  const startedAt = readTime(input, 'startedAt');
  const endedAt = readTime(input, 'endedAt');
  const missing = startedAt === undefined || endedAt === undefined;
  const reversed = !missing && endedAt < startedAt;
  if (missing) input.complain('`startedAt` and `endedAt`', 'given', undefined, 'it is no success');
  if (reversed) input.complain('`endedAt`', 'not before `startedAt`', startedAt - endedAt, 'it is no success');
  const last = Math.max(endedAt ?? -Infinity, startedAt ?? -Infinity);
  const to = Number.isFinite(last) ? last : fallback;
  const times = { startedAt: missing || reversed ? to : startedAt, endedAt: to };

  // Callbacks say `null` for no error.
  const error = readRaw(input, 'error') ?? undefined;
  const said = readRaw(input, 'outcome');
  const outcome = parseOutcome(said) ?? (said === undefined && error === undefined ? 'success' : 'failure');
  const stated = said !== undefined;
  if (stated && parseOutcome(said) === undefined) {
    input.complain('`outcome`', `one of ${BACKUP_OUTCOMES.join(', ')}`, said, 'it is recorded as a failure');
    return { ...times, outcome, stated, error, doubt: 'outcome_unreadable' };
  }
  if (outcome !== 'success') return { ...times, outcome, stated, error, doubt: undefined };
  if (error !== undefined) {
    input.complain('`outcome`', 'no success where there is an `error`', undefined, 'it is recorded as a failure');
    return { ...times, outcome: 'failure', stated, error, doubt: undefined };
  }
  return missing || reversed
    ? { ...times, outcome: 'partial', stated, error, doubt: 'time_unreadable' }
    : { ...times, outcome, stated, error, doubt: undefined };
}
