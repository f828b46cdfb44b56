import { classify } from '../classify.js';
import { textOf } from '../stream/record.js';
import type { JsonRecord } from '../stream/json-reader.js';
import type { Tally } from '../tally.js';
import type { ToolDefinition, Verdict } from '../tool.js';
import { archiveFields, messageOf, readArchive, readPlain, readStatistics } from './borg-output.js';

/** Both tables: 1 is every warning of the older one, 3 to 99 are errors and 100 to 125 warnings of the modern one. */
function exit(code: number): Verdict | undefined {
  if (code === 0) return 'success';
  if (code === 100) return ['partial', 'source_changed'];
  if (code === 107) return ['partial', 'source_missing'];
  if (code === 1 || (code > 100 && code < 126)) return 'partial';
  return undefined;
}

const FIGURELESS =
  /^(?:Starting repository check|Starting archive consistency check|Keeping archive|Pruning archive|Would prune|compaction freed)/;

/** Borg 1 and 2. https://borgbackup.readthedocs.io/en/stable/internals/frontends.html */
export const borg: ToolDefinition = {
  name: 'borg',
  exit,
  json: { fields: new Set(['type', 'levelname', 'name', 'message', 'msgid', ...archiveFields('archive')]) },
  advice: 'With --json (or --log-json --stats) borg says bytes, files and the identifier of the archive; with --json exactly.',
  figureless: FIGURELESS,
  read: (tally) => ({
    line: (text) => readPlain(tally, text),
    value: (_unit, record) => readValue(tally, record),
  }),
};

function readValue(tally: Tally, record: JsonRecord): void {
  const type = textOf(record, 'type');
  if (type === undefined) {
    readArchive(tally, record, 'archive');
    if (!record.has('archive.id')) tally.noteFigureless();
  }
  if (type !== 'log_message') return;
  const message = textOf(record, 'message') ?? '';
  const about = `${textOf(record, 'msgid') ?? ''} ${messageOf(message)}`;
  const level = textOf(record, 'levelname');
  if (level === 'ERROR' || level === 'CRITICAL') {
    // The trace of an error that has been stated is no other.
    if (message.startsWith('Traceback')) return;
    tally.fail(about, 'failure');
  } else if (level === 'WARNING') {
    tally.warn(classify(about));
    tally.worsen('partial');
  } else if (!readStatistics(tally, message) && FIGURELESS.test(message)) tally.noteFigureless();
}
