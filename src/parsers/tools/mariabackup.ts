import { exits, type ToolDefinition } from '../tool.js';

/** It is done when it says so, whatever its exit code. https://mariadb.com/kb/en/mariadb-backup-options/ */
export const mariabackup: ToolDefinition = {
  name: 'mariabackup',
  exit: exits({ 0: 'success' }),
  read(tally) {
    let isComplete = false;
    let begun = false;
    return {
      line(text) {
        begun = true;
        const [, message = text] = /^\[\d\d\] \d{4}-\d\d-\d\d [ \d]\d:\d\d:\d\d (.*)$/.exec(text) ?? [];
        isComplete = message === 'completed OK!';
        if (/^(?:Error: |Failed to |mariabackup: (?:Can't|Error|error))|\[ERROR\]/.test(message)) tally.fail(message, 'failure');
        else if (/\[Warning\]|^(?:mariabackup: )?warning:/i.test(message)) tally.warn('other');
      },
      end({ exitCode }) {
        if (isComplete || !begun || exitCode !== 0) return;
        tally.warn('summary_missing');
        tally.worsen('failure');
      },
    };
  },
};
