import { BACKUP_OUTCOMES, type BackupOutcome } from '../semconv.js';
import { settle, type Core } from './core.js';
import { complainSoftly, type Complain } from './complain.js';
import { createReader, type Reader } from './input.js';
import type { CallSite } from './mistakes.js';
import { parseCode } from './names.js';
import { mergeReport } from './report.js';
import { openRun, type OpenRun } from './run.js';
import { readRunSettings } from './settings.js';

/** Tells a run that happened elsewhere, with its own times. */
export async function recordRun(core: Core, record: unknown, at: CallSite): Promise<void> {
  const complain = complainSoftly(core.report, 'record_invalid', at);
  const reader = createReader(record, complain);
  const times = readTimes(reader, complain);
  if (!times) return;
  const settings = readRunSettings(core, reader);
  const run = openRun(core, settings, times.startedAt);
  const report = reader.raw('report');
  if (report !== undefined) mergeReport(run.report, report, core.report, at);
  const phases = reader.read('phases', 'an array of phases', (value) => (Array.isArray(value) ? [...(value as unknown[])] : undefined));
  for (const phase of phases ?? []) recordPhase(run, phase, complain);
  const reason = reader.read('reason', 'a short code such as "table_locked"', parseCode);
  run.end({ outcome: times.outcome, error: times.error, reason, endedAt: times.endedAt });
  await settle(core, settings.flush);
}

function recordPhase(run: OpenRun, phase: unknown, complain: Complain): void {
  const reader = createReader(phase, complain);
  const times = readTimes(reader, complain);
  if (!times) return;
  run.openPhase(reader.neededName('name', 'upload'), run, times.startedAt).end(times.outcome, times.error, 0, times.endedAt);
}

function readTimes(reader: Reader, complain: Complain) {
  const startedAt = reader.time('startedAt');
  const endedAt = reader.time('endedAt');
  if (startedAt === undefined || endedAt === undefined) {
    complain('`startedAt` and `endedAt`', 'given', undefined, 'the record is left out');
    return undefined;
  }
  // Callbacks say `null` for no error.
  const error = reader.raw('error') ?? undefined;
  const outcome: BackupOutcome = reader.oneOf('outcome', BACKUP_OUTCOMES) ?? (error === undefined ? 'success' : 'failure');
  // An end before its start is a clock that was set back: nothing is shorter than nothing.
  return { startedAt, endedAt: Math.max(startedAt, endedAt), error, outcome };
}
