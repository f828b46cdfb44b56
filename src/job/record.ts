import { BACKUP_OUTCOMES, type BackupOutcome } from '../semconv.js';
import { settle, type Core } from './core.js';
import { complainSoftly, type Complain } from './complain.js';
import { read, readNeededName, readOneOf, readRaw, readTime, type Input } from './input.js';
import type { CallSite } from './mistakes.js';
import { parseCode } from './names.js';
import { mergeReport } from './report.js';
import { openRun, type OpenRun } from './run.js';
import { readRunSettings } from './settings.js';

/** Tells a run that happened elsewhere, with its own times. */
export async function recordRun(core: Core, record: unknown, at: CallSite): Promise<void> {
  const complain = complainSoftly(core.report, 'record_invalid', at);
  const input: Input = { source: record, complain };
  const times = readTimes(input, complain);
  if (!times) return;
  const settings = readRunSettings(core, input);
  const run = openRun(core, settings, times.startedAt);
  const report = readRaw(input, 'report');
  if (report !== undefined) mergeReport(run.report, report, core.report, at);
  const phases = read(input, 'phases', 'an array of phases', (value) => (Array.isArray(value) ? [...(value as unknown[])] : undefined));
  for (const phase of phases ?? []) recordPhase(run, phase, complain);
  const reason = read(input, 'reason', 'a short code such as "table_locked"', parseCode);
  run.end({ outcome: times.outcome, error: times.error, reason, endedAt: times.endedAt });
  await settle(core, settings.flush);
}

function recordPhase(run: OpenRun, phase: unknown, complain: Complain): void {
  const input: Input = { source: phase, complain };
  const times = readTimes(input, complain);
  if (!times) return;
  run.openPhase(readNeededName(input, 'name', 'upload'), run, times.startedAt).end(times.outcome, times.error, 0, times.endedAt);
}

function readTimes(input: Input, complain: Complain) {
  const startedAt = readTime(input, 'startedAt');
  const endedAt = readTime(input, 'endedAt');
  if (startedAt === undefined || endedAt === undefined) {
    complain('`startedAt` and `endedAt`', 'given', undefined, 'the record is left out');
    return undefined;
  }
  // Callbacks say `null` for no error.
  const error = readRaw(input, 'error') ?? undefined;
  const outcome: BackupOutcome = readOneOf(input, 'outcome', BACKUP_OUTCOMES) ?? (error === undefined ? 'success' : 'failure');
  // An end before its start is a clock that was set back: nothing is shorter than nothing.
  return { startedAt, endedAt: Math.max(startedAt, endedAt), error, outcome };
}
