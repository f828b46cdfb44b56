import { clockOf, countOf, sizeOf } from '../amounts.js';
import { durationOf, textOf, wholeOf } from '../stream/record.js';
import type { JsonRecord } from '../stream/json-reader.js';
import type { Tally } from '../tally.js';
import { exits, type ToolDefinition } from '../tool.js';

const ID = /^[0-9a-f]{8}(?:[0-9a-f]{56})?$/;

/** https://restic.readthedocs.io/en/stable/075_scripting.html */
export const restic: ToolDefinition = {
  name: 'restic',
  exit: exits({
    0: 'success',
    3: ['partial', 'source_unreadable'],
    10: ['failure', 'repository_missing'],
    11: ['failure', 'locked'],
    12: ['failure', 'access_denied'],
    130: 'cancelled',
  }),
  json: {
    fields: new Set([
      'message_type',
      ...['total_files_processed', 'total_bytes_processed', 'data_added', 'data_added_packed', 'total_duration', 'snapshot_id'],
      ...['files_restored', 'total_files', 'bytes_restored', 'total_bytes', 'seconds_elapsed', 'num_errors'],
      ...['total_size', 'total_file_count', 'snapshots_count'],
      ...['message', 'during', 'error.message', 'error.Err', 'error.Op'],
    ]),
  },
  advice: 'With --json restic says bytes, files and the identifier of the snapshot exactly.',
  figureless: /^(?:load(?:ing)? indexes|created restic repository|restoring <Snapshot|Applying Policy|scanning\.\.\.|successfully removed)/,
  read(tally) {
    let reports: 'none' | 'begun' | 'summary' = 'none';
    return {
      line: (text) => readLine(tally, text),
      value(_unit, record) {
        const type = textOf(record, 'message_type');
        if (type === 'status' && reports === 'none') reports = 'begun';
        if (type === 'summary') reports = 'summary';
        readValue(tally, type, record);
      },
      end({ exitCode }) {
        if (reports !== 'begun' || exitCode !== 0) return;
        tally.warn('summary_missing');
        tally.worsen('partial');
      },
    };
  },
};

function readValue(tally: Tally, type: string | undefined, record: JsonRecord): void {
  if (type === 'summary') {
    tally.set('files', wholeOf(record, 'total_files_processed') ?? wholeOf(record, 'files_restored'));
    tally.set('bytes', wholeOf(record, 'total_bytes_processed') ?? wholeOf(record, 'bytes_restored'));
    tally.set('addedBytes', wholeOf(record, 'data_added_packed') ?? wholeOf(record, 'data_added'));
    tally.took(durationOf(record, 'total_duration') ?? durationOf(record, 'seconds_elapsed'));
    tally.made(textOf(record, 'snapshot_id'), ID);
    tally.countErrors(wholeOf(record, 'num_errors'), 'failure');
  } else if (type === 'error') {
    // Before 0.17 the error is the one of the operating system, as a number.
    const message = textOf(record, 'error.message') ?? `${textOf(record, 'error.Op') ?? ''} errno ${record.get('error.Err')?.text ?? ''}`;
    tally.fail(message.replace('errno 13', 'permission denied'), 'partial');
  } else if (type === 'exit_error') {
    tally.fail(textOf(record, 'message') ?? '', 'success');
  } else if (record.has('snapshots_count')) {
    tally.set('bytes', wholeOf(record, 'total_size'));
    tally.set('files', wholeOf(record, 'total_file_count'));
  } else if (type === undefined) tally.noteFigureless();
}

function readLine(tally: Tally, text: string): void {
  const processed = /^processed (\d+) files, (.{1,30}) in ([\d:]{1,12})$/.exec(text);
  if (processed) {
    tally.set('files', countOf(processed[1]));
    tally.set('bytes', sizeOf(processed[2]), { rounded: true });
    tally.took(clockOf(processed[3]));
    return;
  }
  const added = /^Added to the repo(?:sitory)?: ([^()]{1,30}?)(?: +\(([^()]{1,30}?) +stored\))?$/.exec(text);
  if (added) tally.set('addedBytes', sizeOf(added[2] ?? added[1]), { rounded: true });
  tally.made(/^snapshot ([0-9a-f]{8}) saved$/.exec(text)?.[1], ID);

  // It exits with 0 all the same.
  if (text.endsWith('does not exist, skipping')) tally.fail('does not exist', 'partial');
  else if (text.startsWith('Warning: at least one source file could not be read')) tally.worsen('partial');
  else if (text.startsWith('error: ') || text.startsWith('ignoring error for ')) tally.fail(text, 'partial');
  else if (text.startsWith('Fatal: ')) tally.fail(text, 'failure');
  else if (text.includes(' returned error, retrying after ')) tally.warn('retried');
  else if (/^pack [0-9a-f]{64}/.test(text)) tally.fail('damaged', 'failure');
}
