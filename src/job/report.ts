import {
  ATTR_BACKUP_ARTIFACT_CHECKSUM,
  ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM,
  ATTR_BACKUP_ARTIFACT_FILES,
  ATTR_BACKUP_ARTIFACT_SIZE,
  ATTR_BACKUP_RETENTION_COPIES,
  ATTR_BACKUP_RETENTION_OLDEST_TIME,
  ATTR_PROCESS_EXIT_CODE,
} from '../semconv.js';
import { errorExitCode } from './error-type.js';
import { createReader, parseChecksum } from './input.js';
import type { ReportMistake } from './mistakes.js';

/** What a run has told about itself, checked. */
export interface Report {
  bytes: number | undefined;
  files: number | undefined;
  checksum: { readonly algorithm: string; readonly digest: string } | undefined;
  exitCode: number | undefined;
  copies: number | undefined;
  /** Milliseconds since the Unix epoch. */
  oldestCopy: number | undefined;
}

export function emptyReport(): Report {
  return { bytes: undefined, files: undefined, checksum: undefined, exitCode: undefined, copies: undefined, oldestCopy: undefined };
}

/** Takes over the right fields of what a caller reports; wrong ones are said and left out. */
export function mergeReport(into: Report, told: unknown, report: ReportMistake, at: (...args: never[]) => unknown): void {
  if (typeof told !== 'object' || told === null) {
    report('report_invalid', 'Expected a report to be an object such as { bytes: 1024 }; it is left out.', at);
    return;
  }
  const reader = createReader(told, 'report_invalid', report, at);
  into.bytes = reader.count('bytes') ?? into.bytes;
  into.files = reader.count('files') ?? into.files;
  into.checksum = reader.read('checksum', '`algorithm:digest` such as "sha256:9f86d081..."', parseChecksum) ?? into.checksum;
  into.exitCode = reader.read('exitCode', 'a whole number from 0 to 255', asExitCode) ?? into.exitCode;
  into.copies = reader.count('copies') ?? into.copies;
  into.oldestCopy = reader.time('oldestCopy') ?? into.oldestCopy;
}

/** A report as attributes of the run's span and events. */
export function reportAttributes(report: Report, error: unknown): Record<string, string | number> {
  const attributes: Record<string, string | number> = {};
  const add = (name: string, value: string | number | undefined) => {
    if (value !== undefined) attributes[name] = value;
  };
  add(ATTR_BACKUP_ARTIFACT_SIZE, report.bytes);
  add(ATTR_BACKUP_ARTIFACT_FILES, report.files);
  add(ATTR_BACKUP_ARTIFACT_CHECKSUM, report.checksum?.digest);
  add(ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM, report.checksum?.algorithm);
  add(ATTR_PROCESS_EXIT_CODE, report.exitCode ?? errorExitCode(error));
  add(ATTR_BACKUP_RETENTION_COPIES, report.copies);
  add(ATTR_BACKUP_RETENTION_OLDEST_TIME, report.oldestCopy === undefined ? undefined : report.oldestCopy / 1_000);
  return attributes;
}

function asExitCode(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255 ? value : undefined;
}
