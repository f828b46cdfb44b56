import type { addCounts } from '../amounts.js';
import { countOf } from '../amounts.js';
import { classify } from '../classify.js';
import type { ToolName } from '../programs.js';
import type { Tally } from '../tally.js';
import { exits, type ToolDefinition } from '../tool.js';

const exit = exits({ 0: 'success' });

/** `pg_dump: error: ...`; other programs of the server say their own on behalf of the one that was called. */
function readMessage(tally: Tally, text: string): void {
  const [, level, message = ''] = /^pg_\w{1,20}: (error|fatal|warning): (.*)$/.exec(text) ?? [];
  if (level === 'warning') tally.warn(classify(message));
  else if (level !== undefined) tally.fail(message, 'failure');
  // What pg_restore passed over, under another word.
  tally.countErrors(countOf(/^errors ignored on restore: (\d{1,20})$/.exec(message)?.[1]), 'partial');
}

function program(name: ToolName, more: Partial<ToolDefinition> = {}): ToolDefinition {
  return { name, exit, read: (tally) => ({ line: (text) => readMessage(tally, text) }), ...more };
}

export const pgDump = program('pg_dump');
export const pgDumpall = program('pg_dumpall');
export const pgRestore = program('pg_restore');
export const pgVerifybackup = program('pg_verifybackup');

/** https://www.postgresql.org/docs/current/app-pgbasebackup.html */
export const pgBasebackup = program('pg_basebackup', {
  isNeverExact: true,
  advice: 'With --progress pg_basebackup says how much it read, in whole kilobytes.',
  read: (tally) => ({
    line(text) {
      readMessage(tally, text);
      const done = /^ *(\d{1,20})\/\d{1,20} kB \(\d+%\)/.exec(text)?.[1];
      if (done !== undefined) tally.set('bytes', timesK(done), { rounded: true });
    },
  }),
});

function timesK(kilobytes: string): ReturnType<typeof addCounts> {
  return countOf(String(BigInt(kilobytes) * 1024n));
}
