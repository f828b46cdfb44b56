import { exits, type ToolDefinition } from '../tool.js';
import { archiveFields, readArchive, readPlain } from './borg-output.js';

/** With several repositories the figures are those of the last. https://torsion.org/borgmatic/docs/how-to/monitor-your-backups/ */
export const borgmatic: ToolDefinition = {
  name: 'borgmatic',
  exit: exits({ 0: 'success' }),
  json: { fields: new Set(archiveFields('[].archive')), units: ['[]'] },
  advice: 'With "create --json" borgmatic says bytes, files and the identifier of the archive exactly.',
  read(tally) {
    let hasFailed = false;
    return {
      line(text) {
        // A warning of borg, such as a source that is missing, leaves its exit code at 0.
        readPlain(tally, text);
        // Its summary says it once more.
        if (hasFailed || !/: Error running (?:actions|configuration|pre-|post-|command)/.test(text)) return;
        hasFailed = true;
        tally.fail('', 'failure');
      },
      value(unit, record) {
        if (unit === '[]') readArchive(tally, record, '[].archive');
      },
    };
  },
};
