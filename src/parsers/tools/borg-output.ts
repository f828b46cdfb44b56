import { countOf, secondsOf, sizeOf } from '../amounts.js';
import { classify } from '../classify.js';
import { durationOf, textOf, wholeOf } from '../stream/record.js';
import type { JsonRecord } from '../stream/json-reader.js';
import type { Tally } from '../tally.js';

const ID = /^[0-9a-f]{64}$/;
const SIZE = '(\\d[\\d.,]*\\s?[kKMGTPE]?i?B)';
const THIS_ARCHIVE = new RegExp(`^This archive:\\s+${SIZE}\\s+${SIZE}(?:\\s+${SIZE})?$`);
const FAILED =
  /^(?:Repository .{1,4096} does not exist\.?$|Archive .{1,4096} already exists|Data integrity error|Failed to create\/acquire the lock|passphrase supplied in|Local Exception|Remote Exception|Connection closed by remote host|.{0,80}, errors found\.?$)/;

/** Fields of an archive in the JSON of `create`, of both major versions. @param prefix - Where the archive is. */
export function archiveFields(prefix: string): readonly string[] {
  return ['id', 'duration', 'stats.original_size', 'stats.deduplicated_size', 'stats.nfiles'].map((field) => `${prefix}.${field}`);
}

export function readArchive(tally: Tally, record: JsonRecord, prefix: string): void {
  tally.set('bytes', wholeOf(record, `${prefix}.stats.original_size`));
  tally.set('addedBytes', wholeOf(record, `${prefix}.stats.deduplicated_size`));
  tally.set('files', wholeOf(record, `${prefix}.stats.nfiles`));
  tally.took(durationOf(record, `${prefix}.duration`));
  tally.made(textOf(record, `${prefix}.id`), ID);
}

/** A line of text, as it stands alone or in a record of `--log-json`. Answers whether it was of the statistics. */
export function readStatistics(tally: Tally, text: string): boolean {
  const archive = THIS_ARCHIVE.exec(text);
  if (archive) {
    tally.set('bytes', sizeOf(archive[1]), { rounded: true });
    tally.set('addedBytes', sizeOf(archive[3] ?? archive[2]), { rounded: true });
    return true;
  }
  const [, name, value] =
    /^(Archive fingerprint|Duration|Number of files|Original size|Deduplicated size|Error files): +(.{1,80})$/.exec(text) ?? [];
  if (name === 'Archive fingerprint') tally.made(value, ID);
  else if (name === 'Duration') tally.took(secondsOf(/^([\d.]+) seconds$/.exec(value ?? '')?.[1]));
  else if (name === 'Number of files') tally.set('files', countOf(value));
  else if (name === 'Original size') tally.set('bytes', sizeOf(value), { rounded: true });
  else if (name === 'Deduplicated size') tally.set('addedBytes', sizeOf(value), { rounded: true });
  else if (name === 'Error files') tally.countErrors(countOf(value), 'partial');
  return name !== undefined;
}

/** A line of a log without levels. */
export function readPlain(tally: Tally, text: string): void {
  if (readStatistics(tally, text)) return;
  if (FAILED.test(text)) tally.fail(text, 'failure');
  else if (/^\w+Error: /.test(text)) return;
  else if (/: \[Errno \d+\] |: .{0,60}file changed while we backed it up|: file type or inode changed/.test(text)) {
    tally.warn(classify(messageOf(text)));
    tally.worsen('partial');
  }
}

/** Without the path that it begins with, whose words mean nothing. */
export function messageOf(text: string): string {
  const at = text.indexOf(': [Errno ');
  return at < 0 ? text.slice(-200) : text.slice(at);
}
