import type { ToolReport } from '../../parsers/report.js';
import { worstEnd } from '../../semconv/outcome-order.js';
import type { BackupOutcome } from '../../semconv.js';
import type { AttemptEnd } from './attempt.js';
import type { SuccessCodes } from './success-codes.js';

/** How a command ended by its exit code and by what it said. An exit code that nobody explained means what the tool says that it does. */
export function outcomeOfTool(end: AttemptEnd, report: ToolReport | undefined, codes: SuccessCodes): BackupOutcome {
  if (!report) return end.outcome;
  const isUnexplained = end.outcome === 'failure' && end.error?.name === 'ExitCodeError' && !codes.has(end.exitCode);
  return isUnexplained ? report.outcome : (worstEnd([end.outcome, report.outcome]) ?? end.outcome);
}

/** Of a run that was no success: the first thing that the tool warned of. */
export function reasonOfTool(report: ToolReport | undefined, outcome: BackupOutcome): string | undefined {
  return report && outcome !== 'success' ? Object.keys(report.warnings)[0] : undefined;
}

/** Of one that ended as so much: its own where it has one, none where it did a part of its work. */
export function errorOfTool(outcome: BackupOutcome, { error }: AttemptEnd, report: ToolReport | undefined): Error | undefined {
  if (outcome === 'partial' || outcome === 'skipped') return undefined;
  if (error || !report || outcome !== 'failure') return error;
  return Object.assign(new Error('The tool reported a failure.'), { name: 'ToolReportError' });
}

/** What of its figures a run takes. One beyond 2^53 is none that a number holds. */
export function figuresOf({ bytes, files }: Partial<Pick<ToolReport, 'bytes' | 'files'>> = {}) {
  return { ...(typeof bytes === 'number' && { bytes }), ...(typeof files === 'number' && { files }) };
}
