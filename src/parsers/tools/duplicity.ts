import { countOf, secondsOf } from '../amounts.js';
import type { Tally } from '../tally.js';
import { exits, type ToolDefinition } from '../tool.js';

/** https://duplicity.gitlab.io/stable/duplicity.1.html */
export const duplicity: ToolDefinition = {
  name: 'duplicity',
  exit: exits({ 0: 'success' }),
  read: (tally) => ({
    line(text) {
      // `--log-fd` has the same lines behind a dot.
      readLine(tally, text.startsWith('. ') ? text.slice(2) : text);
    },
  }),
};

function readLine(tally: Tally, text: string): void {
  const [, name, value] =
    /^(SourceFiles|SourceFileSize|TotalDestinationSizeChange|ElapsedTime|Errors) ([\d.]{1,40})(?: \(|$)/.exec(text) ?? [];
  if (name === 'SourceFiles') tally.set('files', countOf(value));
  else if (name === 'SourceFileSize') tally.set('bytes', countOf(value));
  else if (name === 'TotalDestinationSizeChange') tally.set('addedBytes', countOf(value));
  else if (name === 'ElapsedTime') tally.took(secondsOf(value));
  // It exits with 0 although files could not be read.
  else if (name === 'Errors') tally.countErrors(countOf(value), 'partial');

  if (text.startsWith('Error accessing possibly locked file ')) tally.warn('source_unreadable');
  else if (text.startsWith('Difference found: ')) tally.warn('damaged');
  else if (/^Attempt \d+ failed/.test(text)) tally.warn('retried');
  else if (/^Backup source directory .* does not exist\.$/.test(text)) tally.fail('does not exist', 'failure');
  else if (/^Giving up after \d+ attempts/.test(text)) tally.fail('connection', 'failure');
  const verified = /^Verify complete: (\d{1,20}) files? compared, (\d{1,20}) differences? found\.$/.exec(text);
  if (verified) tally.set('files', countOf(verified[1]));
  tally.countErrors(countOf(verified?.[2]), 'failure');
}
