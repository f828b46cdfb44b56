import { exits, type ToolDefinition } from '../tool.js';
import { readStatistics } from './rsync.js';

/** https://rsnapshot.org/rsnapshot/docs/docbook/rest.html */
export const rsnapshot: ToolDefinition = {
  name: 'rsnapshot',
  exit: exits({ 0: 'success', 2: 'partial' }),
  advice: 'With "verbose 4" and --stats in rsync_long_args rsnapshot says bytes and files.',
  read: (tally) => ({
    line(text) {
      // One run of rsync for each place that is backed up.
      readStatistics(text, (amount, value) => {
        tally.add(amount, value);
      });
      if (/^WARNING: /.test(text)) {
        tally.warn('other');
        tally.worsen('partial');
      } else if (/^ERROR: \S*rsync returned \d+ while processing/.test(text)) tally.fail('', 'partial');
      else if (/^ERROR: (?:backup|Interval|\S+ on line \d+:|Errors were found)/.test(text)) tally.fail(text.slice(-80), 'failure');
    },
  }),
};
