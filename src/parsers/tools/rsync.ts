import { groupedCount, sizeOf } from '../amounts.js';
import type { Count } from '../report.js';
import type { Tally } from '../tally.js';
import { exits, type ToolDefinition } from '../tool.js';

/** https://download.samba.org/pub/rsync/rsync.1#EXIT_VALUES */
export const rsync: ToolDefinition = {
  name: 'rsync',
  exit: exits({
    0: 'success',
    5: 'failure',
    10: ['failure', 'connection'],
    11: 'failure',
    12: ['failure', 'connection'],
    20: 'cancelled',
    23: 'partial',
    24: ['partial', 'source_changed'],
    25: ['partial', 'incomplete'],
    30: ['failure', 'connection'],
    35: ['failure', 'connection'],
  }),
  advice: 'With --stats, and without -h, rsync says bytes and files exactly.',
  read: (tally) => ({
    line(text, stream) {
      if (stream === 'stdout') {
        readStatistics(text, setOf(tally));
        readClosing(text, setOf(tally));
      }
      readComplaint(tally, text);
    },
  }),
};

type Put = (amount: 'bytes' | 'addedBytes' | 'files', value: Count | undefined, options?: { readonly rounded: boolean }) => void;

function setOf(tally: Tally): Put {
  return (amount, value, options) => {
    tally.set(amount, value, options);
  };
}

/** A line of `--stats`. */
export function readStatistics(text: string, put: Put): void {
  const files = /^Number of files: (\d(?:[\d.,']{0,28}\d)?)(?: \(reg: (\d(?:[\d.,']{0,28}\d)?))?/.exec(text);
  // Without a regular file there is no count of them.
  if (files) put('files', groupedCount(files[2] ?? (text.includes('(') ? '0' : files[1])));
  const [, name, value = ''] = /^(Total file size|Total transferred file size): ([\d.,']{1,30}[KMGTP]?) bytes$/.exec(text) ?? [];
  if (name !== undefined) putSize(put, name === 'Total file size' ? 'bytes' : 'addedBytes', value);
}

/** The last line of `-v` and of `--stats`. */
function readClosing(text: string, put: Put): void {
  const [, value] = /^total size is ([\d.,']{1,30}[KMGTP]?) {2}speedup is /.exec(text) ?? [];
  if (value !== undefined) putSize(put, 'bytes', value);
}

function putSize(put: Put, amount: 'bytes' | 'addedBytes', value: string): void {
  const exact = groupedCount(value);
  if (exact === undefined) put(amount, sizeOf(value), { rounded: true });
  else put(amount, exact);
}

/** Exit codes say how bad it is. */
function readComplaint(tally: Tally, text: string): void {
  if (/^(?:rsync error|rsync warning): /.test(text)) return;
  if (/^rsync: /.test(text)) tally.fail(text.slice(text.lastIndexOf('"') + 1), 'success');
  else if (/^file has vanished: /.test(text)) tally.warn('source_changed');
  else if (/^IO error encountered/.test(text)) tally.worsen('partial');
}
