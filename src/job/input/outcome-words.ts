import type { BackupOutcome } from '../../semconv.js';

/** How tools and databases spell each outcome, in any case and with any of ` _-.` between the words. What is not here can not be read. */
const SPELLINGS: Readonly<Record<BackupOutcome, string>> = {
  success: 'success(ful)?|succeed(ed)?|ok(ay)?|completed?|pass(ed)?',
  partial: 'partial.*|incomplete|warn(ings?)?|(completed|succeeded)with(warning|error|issue)s',
  failure: 'fail(ed|ure)?|error(ed|s)?|fatal|crashed|unsuccessful',
  timeout: 'timed?out|deadlineexceeded',
  cancelled: 'cancell?(ed)?|abort(ed)?|interrupted',
  skipped: 'skip(ped)?',
};

/** The outcome that a text means. */
export function parseOutcome(value: unknown): BackupOutcome | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const text = value.toLowerCase().replace(/[\s_.-]/g, '');
  return (Object.keys(SPELLINGS) as BackupOutcome[]).find((outcome) => new RegExp(`^(${SPELLINGS[outcome]})$`, 's').test(text));
}
