import {
  ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE,
  ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM,
  ATTR_BACKUP_ARTIFACT_FILE_COUNT,
  ATTR_BACKUP_ARTIFACT_SIZE,
  ATTR_BACKUP_RETENTION_COPIES,
  ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP,
  ATTR_PROCESS_EXIT_CODE,
} from '../semconv.js';
import { asExitCode, errorExitCode } from './error-type.js';
import { complainSoftly } from './complain.js';
import { createReader } from './input.js';
import type { CallSite, ReportMistake } from './mistakes.js';
import { definedOnly } from './labels.js';
import { parseChecksum } from './names.js';

/** What a run has told about itself, checked. */
export interface Report {
  bytes?: number | undefined;
  files?: number | undefined;
  checksum?: { readonly algorithm: string; readonly digest: string } | undefined;
  exitCode?: number | undefined;
  copies?: number | undefined;
  /** Milliseconds since the Unix epoch. */
  oldestCopy?: number | undefined;
}

/** Takes over the right fields of what a caller reports; wrong ones are said and left out. */
export function mergeReport(into: Report, told: unknown, report: ReportMistake, at: CallSite): void {
  const complain = complainSoftly(report, 'report_invalid', at);
  if (typeof told !== 'object' || told === null) complain('a report', 'an object such as { bytes: 1024 }', told);
  const reader = createReader(told, complain);
  for (const field of ['bytes', 'files', 'copies'] as const) into[field] = reader.count(field) ?? into[field];
  into.checksum = reader.read('checksum', '`algorithm:digest` such as "sha256:9f86d081..."', parseChecksum) ?? into.checksum;
  into.exitCode = reader.read('exitCode', 'a whole number from 0 to 255', asExitCode) ?? into.exitCode;
  into.oldestCopy = reader.time('oldestCopy') ?? into.oldestCopy;
}

/** A report as attributes of the run's span and events. */
export function reportAttributes(report: Report, error: unknown): Record<string, string | number> {
  return definedOnly({
    [ATTR_BACKUP_ARTIFACT_SIZE]: report.bytes,
    [ATTR_BACKUP_ARTIFACT_FILE_COUNT]: report.files,
    [ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE]: report.checksum?.digest,
    [ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM]: report.checksum?.algorithm,
    [ATTR_PROCESS_EXIT_CODE]: report.exitCode ?? errorExitCode(error),
    [ATTR_BACKUP_RETENTION_COPIES]: report.copies,
    [ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP]: inSeconds(report.oldestCopy),
  });
}

/** Seconds of milliseconds. */
export function inSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1_000;
}
