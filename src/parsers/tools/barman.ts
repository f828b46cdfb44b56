import { sizeOf } from '../amounts.js';
import { durationOf, textOf, wholeOf } from '../stream/record.js';
import type { JsonRecord } from '../stream/json-reader.js';
import type { Tally } from '../tally.js';
import { exits, type ToolDefinition } from '../tool.js';

const ID = /^\d{8}T\d{6}$/;
const LISTED = '*[]';

/** https://docs.pgbarman.org */
export const barman: ToolDefinition = {
  name: 'barman',
  exit: exits({ 0: 'success' }),
  json: {
    fields: new Set([
      ...['backup_id', 'status', 'size', 'copy_stats.total_time', '_ERROR[]'],
      ...['*.backup_id', '*.status', '*.base_backup_information.disk_usage_bytes'],
      ...['*[].backup_id', '*[].status', '*[].size_bytes'],
    ]),
    units: [LISTED, '*'],
  },
  advice: 'With "-f json" barman says bytes and the identifier of the backup exactly.',
  figureless: /^(?:Server \S{1,200}:$|Backup \d{8}T\d{6}:$|Starting local restore|Starting (?:WAL|streaming) archiv)/,
  read(tally) {
    // A list of backups has the newest first.
    let isListed = false;
    return {
      line: (text) => readLine(tally, text),
      value(unit, record) {
        if (unit === LISTED && isListed) return;
        if (unit === LISTED) {
          isListed = textOf(record, '*[].backup_id') !== undefined;
          readBackup(tally, record, '*[].', '*[].size_bytes');
        } else if (unit === '*') readBackup(tally, record, '*.', '*.base_backup_information.disk_usage_bytes');
        else readBackup(tally, record, '', 'size');
        tally.took(durationOf(record, 'copy_stats.total_time'));
        const error = textOf(record, '_ERROR[]');
        if (error !== undefined) tally.fail(error, 'failure');
      },
    };
  },
};

function readBackup(tally: Tally, record: JsonRecord, prefix: string, size: string): void {
  tally.made(textOf(record, `${prefix}backup_id`), ID);
  tally.set('bytes', wholeOf(record, size));
  const status = textOf(record, `${prefix}status`);
  if (status === 'FAILED') tally.fail('', 'failure');
  else if (status === 'WAITING_FOR_WALS') waitForWal(tally);
}

function waitForWal(tally: Tally): void {
  tally.warn('incomplete');
  tally.worsen('partial');
}

function readLine(tally: Tally, text: string): void {
  tally.made(/^Starting backup copy via \S{1,40} for (\d{8}T\d{6})$/.exec(text)?.[1], ID);
  tally.set('bytes', sizeOf(/^Backup size: (.{1,30})$/.exec(text)?.[1]?.replace(/\. Actual.*$/, '')), { rounded: true });
  if (/^\t.{1,80}: FAILED\b/.test(text)) tally.fail('', 'failure');
  else if (/^ERROR: /.test(text)) tally.fail(text, 'failure');
  else if (/^WARNING: (?!IMPORTANT)/.test(text)) tally.warn('other');
  // It is complete once the server has sent what was written meanwhile.
  if (text.includes('classified as WAITING_FOR_WALS')) waitForWal(tally);
}
