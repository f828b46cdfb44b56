import { BACKUP_OUTCOMES, type BackupOutcome } from '../semconv.js';
import { settle, type Core } from './core.js';
import { createReader, isCode, readPhaseName } from './input.js';
import { mergeReport } from './report.js';
import { openRun, type OpenRun } from './run.js';
import { createOptionsReader, readRunSettings } from './settings.js';

type CallSite = (...args: never[]) => unknown;

/** Tells a run that happened elsewhere, with its own times. */
export async function recordRun(core: Core, record: unknown, at: CallSite): Promise<void> {
  const times = readSpan(core, record, at);
  if (!times) return;
  const settings = readRunSettings(core, createOptionsReader(record, core.report, at), at);
  const run = openRun(core, settings, times.startedAt);
  const reader = createReader(record, 'record_invalid', core.report, at);
  const report = reader.raw('report');
  if (report !== undefined) mergeReport(run.report, report, core.report, at);
  const phases = reader.read('phases', 'an array of phases', (value) => (Array.isArray(value) ? [...(value as unknown[])] : undefined));
  for (const phase of phases ?? []) recordPhase(run, phase, at);
  const reason = reader.read('reason', 'a short code such as "table_locked"', (value) => (isCode(value) ? value : undefined));
  run.end({ outcome: times.outcome, error: times.error, reason, endedAt: times.endedAt });
  await settle(core, settings.flush);
}

function recordPhase(run: OpenRun, phase: unknown, at: CallSite): void {
  const times = readSpan(run.core, phase, at);
  if (!times) return;
  const name = createReader(phase, 'record_invalid', run.core.report, at).raw('name');
  run.openPhase(readPhaseName(name, run.core.report, at), run, times.startedAt).end(times.outcome, times.error, 0, times.endedAt);
}

function readSpan(core: Core, source: unknown, at: CallSite) {
  const reader = createReader(source, 'record_invalid', core.report, at);
  const startedAt = reader.time('startedAt');
  const endedAt = reader.time('endedAt');
  if (startedAt === undefined || endedAt === undefined) {
    core.report(
      'record_invalid',
      'Expected `startedAt` and `endedAt` as a Date or milliseconds since the Unix epoch; the record is left out.',
      at,
    );
    return undefined;
  }
  const error = reader.raw('error');
  const outcome: BackupOutcome = reader.oneOf('outcome', BACKUP_OUTCOMES) ?? (error === undefined ? 'success' : 'failure');
  // An end before its start is a clock that was set back: nothing is shorter than nothing.
  return { startedAt, endedAt: Math.max(startedAt, endedAt), error, outcome };
}
