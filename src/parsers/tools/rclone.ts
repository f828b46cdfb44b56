import { countOf, goDurationOf, sizeOf } from '../amounts.js';
import { classify } from '../classify.js';
import type { Count } from '../report.js';
import { durationOf, textOf, wholeOf } from '../stream/record.js';
import type { JsonRecord } from '../stream/json-reader.js';
import type { Tally } from '../tally.js';
import { exits, type ToolDefinition } from '../tool.js';

/** https://rclone.org/docs/#exit-code */
export const rclone: ToolDefinition = {
  name: 'rclone',
  exit: exits({
    0: 'success',
    3: ['failure', 'source_missing'],
    4: ['failure', 'source_missing'],
    8: ['partial', 'incomplete'],
    9: 'skipped',
    10: ['partial', 'incomplete'],
  }),
  json: {
    fields: new Set(['level', 'msg', ...['bytes', 'transfers', 'errors', 'elapsedTime'].map((field) => `stats.${field}`)]),
  },
  advice: 'With --use-json-log --stats-log-level NOTICE rclone says bytes, files and errors exactly.',
  read(tally) {
    // Of the newest statistics: rclone begins to count anew with each attempt.
    let errors: Count | undefined;
    let unsettled = false;
    const message = (level: string, text: string) => {
      if (/^Attempt \d+\/\d+ succeeded/.test(text)) unsettled = false;
      else if (level === 'error' || level === 'critical' || level === 'emergency' || level === 'alert') {
        unsettled = true;
        if (text.startsWith('Attempt ')) tally.warn('retried');
        else tally.fail(text, 'success');
      }
    };
    return {
      line(text) {
        const [, level = '', said = ''] = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (NOTICE|ERROR|CRITICAL)\s*: (.*)$/.exec(text) ?? [];
        message(level.toLowerCase(), said);
        const failed = /^(?:\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d )?(?:CRITICAL: )?(Failed to .*)$/.exec(text);
        if (failed) tally.warn(classify(failed[1] ?? ''));
        if (failed) tally.worsen('failure');
        errors = readStatistics(tally, text) ?? errors;
      },
      value(_unit, record) {
        message(textOf(record, 'level') ?? '', textOf(record, 'msg') ?? '');
        errors = readJsonStatistics(tally, record) ?? errors;
      },
      end() {
        // Attempts that failed count only where none came after them that did not.
        if (errors === undefined ? unsettled : errors !== 0) tally.worsen('partial');
      },
    };
  },
};

function readJsonStatistics(tally: Tally, record: JsonRecord): Count | undefined {
  tally.set('bytes', wholeOf(record, 'stats.bytes'));
  tally.set('files', wholeOf(record, 'stats.transfers'));
  tally.took(durationOf(record, 'stats.elapsedTime'));
  return wholeOf(record, 'stats.errors');
}

/** The block of `-v` and `-P`, or its one line with `--stats-one-line`. */
function readStatistics(tally: Tally, text: string): Count | undefined {
  const [, name, done = ''] = /^(Transferred|Errors|Elapsed time):\s+(\S.{0,60}?)(?: \/ .*| \(.*|)$/.exec(text.trim()) ?? [];
  if (name === 'Transferred' && /^\d+$/.test(done)) tally.set('files', countOf(done));
  else if (name === 'Transferred') tally.set('bytes', sizeOf(done, 1024), { rounded: true });
  else if (name === 'Elapsed time') tally.took(goDurationOf(done));
  return name === 'Errors' ? countOf(done) : undefined;
}
