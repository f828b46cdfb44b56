import {
  ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE,
  ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM,
  ATTR_BACKUP_ARTIFACT_FILE_COUNT,
  ATTR_BACKUP_ARTIFACT_SIZE,
  ATTR_BACKUP_RETENTION_COPIES,
  ATTR_BACKUP_RETENTION_NEWEST_TIMESTAMP,
  ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  ATTR_PROCESS_EXIT_CODE,
  type CopyComparison,
} from '../../semconv.js';
import { asExitCode, errorExitCode } from './error-type.js';
import { createReject } from './reject.js';
import { REPORT_FIELDS } from './fields.js';
import { findLost, openInput, read, readCount, readRaw, readTime } from './input.js';
import type { CallSite, ReportProblem } from '../problems.js';
import type { DraftAttributes } from '../../state/job-labels.js';
import { parseChecksum } from './names.js';

/** What a run has reported so far, checked. */
export interface Report {
  bytes?: number | undefined;
  files?: number | undefined;
  checksum?: { readonly algorithm: string; readonly digest: string } | undefined;
  exitCode?: number | undefined;
  /** Whether the program that did the work did not say that it did it. */
  exitFailed?: boolean;
  /** Why the run is at best partial: something was not read that may have said that it failed, a copy is no match, or work was left to be done. */
  lost?: 'field_unknown' | 'phase_invalid' | 'work_not_done' | `copy_${Exclude<CopyComparison, 'match'>}`;
  retainedCopies?: number | undefined;
  /** Seconds since the Unix epoch. */
  oldestCopy?: number | undefined;
  newestCopy?: number | undefined;
  /** What facts say besides, which other parts of the package record. */
  said?: DraftAttributes;
}

/** Takes over the right fields of what a caller reports; wrong ones are said and left out. */
export function mergeReport(into: Report, given: unknown, report: ReportProblem, at: CallSite): void {
  const input = openInput(given, 'a report', REPORT_FIELDS, '{ bytes: 1024 }', createReject(report, 'report_invalid', at));
  for (const field of ['bytes', 'files', 'retainedCopies'] as const) {
    const count = readCount(input, field);
    if (count !== undefined) into[field] = count;
    // It may have said that there is nothing in it.
    else if (readRaw(input, field) !== undefined) into.lost = 'field_unknown';
  }
  into.checksum = read(input, 'checksum', '`algorithm:digest`', parseChecksum) ?? into.checksum;
  const exitCode = read(input, 'exitCode', 'a whole number from 0 to 255', asExitCode);
  const misspelt = findLost(input, ['exitCode']);
  // One that is there but cannot be read (of a program that a signal ended, or under a name that is misspelt) is no zero.
  if (readRaw(input, 'exitCode') !== undefined) Object.assign(into, { exitCode, exitFailed: exitCode !== 0 });
  if (misspelt && readRaw(input, misspelt.key) !== 0) into.exitFailed = true;
  for (const field of ['oldestCopy', 'newestCopy'] as const) {
    const ms = readTime(input, field);
    if (ms) into[field] = ms / 1_000;
  }
  if (input.lost.length > 0) into.lost = 'field_unknown';
}

/** What a report says in attributes of the run's span and events. */
export function reportAttributes(report: Report, error: unknown): DraftAttributes {
  return {
    [ATTR_BACKUP_ARTIFACT_SIZE]: report.bytes,
    [ATTR_BACKUP_ARTIFACT_FILE_COUNT]: report.files,
    [ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE]: report.checksum?.digest,
    [ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM]: report.checksum?.algorithm,
    [ATTR_PROCESS_EXIT_CODE]: report.exitCode ?? errorExitCode(error),
    [ATTR_BACKUP_RETENTION_COPIES]: report.retainedCopies,
    [ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP]: report.oldestCopy,
    [ATTR_BACKUP_RETENTION_NEWEST_TIMESTAMP]: report.newestCopy,
    ...report.said,
  };
}
