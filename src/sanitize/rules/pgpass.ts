import { isAt, NAME, nextSpace } from '../text/chars.js';
import type { Rule } from '../scan/rule.js';

/** `host:5432:database:user:password` of a `.pgpass` file. */
export const pgpassRule: Rule = {
  name: 'pgpass',
  triggers: [':0000:', ':*:', ':00000:'],
  find(text, from, to, findings) {
    const limit = Math.min(text.length, to + 512);
    const match = /^(?:[^:\s]{1,64}:)([^:\s]{1,64}):(?=\S)/.exec(text.slice(to, limit));
    if (match === null) return;
    if (isAt(text, from - 1, NAME) || text[from - 1] === '*') findings.redact(to + match[0].length, nextSpace(text, to + match[0].length));
  },
};
