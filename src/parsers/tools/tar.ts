import { countOf } from '../amounts.js';
import { exits, type ToolDefinition } from '../tool.js';

/** https://www.gnu.org/software/tar/manual/html_node/Synopsis.html */
export const tar: ToolDefinition = {
  name: 'tar',
  exit: exits({ 0: 'success', 1: 'partial' }),
  advice: 'With --totals tar says the bytes of the archive.',
  read: (tally) => ({
    line(text) {
      const total = /^Total bytes written: (\d{1,30}) \(/.exec(text);
      if (total) tally.set('bytes', countOf(total[1]));
      // A name may hold anything, also ": ".
      const said = /^(?:\/\S+\/)?g?tar: (?:.*: )?([^:]+)(?:: ([^:]+))?$/.exec(text);
      if (!said || /Removing leading|due to previous errors|not recoverable|is the archive; not dumped/.test(text)) return;
      tally.fail(`${said[1] ?? ''}: ${said[2] ?? ''}`, 'success');
    },
  }),
};
