import { classify } from '../classify.js';
import { exits, type ToolDefinition } from '../tool.js';

/** https://mariadb.com/kb/en/mariadb-dump/ */
export const mysqldump: ToolDefinition = {
  name: 'mysqldump',
  exit: exits({ 0: 'success' }),
  read: (tally) => ({
    line(text) {
      const [, message] = /^(?:mysqldump|mariadb-dump): (.*)$/.exec(text) ?? [];
      if (message === undefined) return;
      if (/^\[?warning\]?\b/i.test(message)) tally.warn(classify(message) === 'access_denied' ? 'other' : classify(message));
      else tally.fail(message, 'failure');
    },
  }),
};
