import { countOf, sizeOf } from '../amounts.js';
import { classify } from '../classify.js';
import { isTrue, numberOf, textOf, wholeOf } from '../stream/record.js';
import type { JsonRecord } from '../stream/json-reader.js';
import type { Tally } from '../tally.js';
import { exits, type ToolDefinition } from '../tool.js';

const LABEL = /^\d{8}-\d{6}F(?:_\d{8}-\d{6}[DI])?$/;
const BACKUP = '[].backup[]';

/** https://pgbackrest.org/command.html */
export const pgbackrest: ToolDefinition = {
  name: 'pgbackrest',
  exit: exits({ 0: 'success' }),
  json: {
    fields: new Set([
      '[].status.code',
      '[].status.message',
      ...['label', 'error', 'info.size', 'info.repository.delta', 'timestamp.start', 'timestamp.stop'].map((field) => `${BACKUP}.${field}`),
    ]),
    units: [BACKUP, '[]'],
  },
  advice: 'What "pgbackrest info --output=json" says after the backup is exact.',
  figureless: /INFO: (?:check|stanza-create|verify|restore|archive-push|expire) command begin/,
  read(tally) {
    let newest = -1;
    return {
      line: (text) => readLine(tally, text),
      value(unit, record) {
        if (unit === BACKUP) {
          const stop = numberOf(record, `${BACKUP}.timestamp.stop`) ?? 0;
          if (stop < newest) return;
          newest = stop;
          readBackup(tally, record, stop);
        } else if (unit === '[]' && numberOf(record, '[].status.code') !== 0) {
          // Also of a stanza that does not exist: the exit code is 0.
          tally.fail(textOf(record, '[].status.message') ?? '', 'failure');
        }
      },
    };
  },
};

function readBackup(tally: Tally, record: JsonRecord, stop: number): void {
  tally.made(textOf(record, `${BACKUP}.label`), LABEL);
  tally.set('bytes', wholeOf(record, `${BACKUP}.info.size`));
  tally.set('addedBytes', wholeOf(record, `${BACKUP}.info.repository.delta`));
  const start = numberOf(record, `${BACKUP}.timestamp.start`);
  if (start !== undefined && stop >= start && stop < 1e11) tally.took((stop - start) * 1000);
  // Pages whose checksums are wrong.
  if (isTrue(record, `${BACKUP}.error`)) tally.fail('damaged', 'partial');
}

function readLine(tally: Tally, text: string): void {
  const [, level, message = text] = /^(?:\d{4}-\d\d-\d\d [\d:.]+ P\d+ +)?(WARN|ERROR|ASSERT|INFO): (.*)$/.exec(text) ?? [];
  if (level === 'ERROR' || level === 'ASSERT') tally.fail(message, 'failure');
  else if (level === 'WARN') tally.warn(message.startsWith("option '") ? 'other' : classify(message));
  if (level !== 'INFO') return;

  tally.made(/^new backup label = (\S{1,40})$/.exec(message)?.[1], LABEL);
  const size = /^(full|diff|incr) backup size = ([\d.]{1,20}[KMGTP]?B)(?:, file total = (\d{1,20}))?/.exec(message);
  if (size) {
    // Of one that is no full backup it is what changed.
    tally.set(size[1] === 'full' ? 'bytes' : 'addedBytes', sizeOf(size[2], 1024), { rounded: true });
    tally.set('files', countOf(size[3]));
  }
  const ended = /^(backup|restore|verify|check) command end: (completed successfully|aborted)(?:.*\((\d{1,15})ms\))?/.exec(message);
  if (ended?.[3] !== undefined) tally.took(Number(ended[3]));
  if (ended?.[2] === 'aborted') tally.worsen('failure');
}
