import type { BackupOutcome } from '../semconv.js';

/** How tools and databases spell each outcome, in any case and with any of ` _-.` between the words. What is not here can not be read. */
const WORDS: Readonly<Record<BackupOutcome, string>> = {
  success: 'success succeeded succeed successful ok okay complete completed pass passed',
  partial:
    'partial partially incomplete warn warning warnings partialsuccess partiallysuccessful partiallysucceeded partiallycomplete partiallycompleted ' +
    'partialfailure partiallyfailed completedwithwarnings completedwitherrors succeededwithissues',
  failure: 'failure failed fail error errored errors fatal crashed unsuccessful',
  timeout: 'timeout timedout deadlineexceeded',
  cancelled: 'cancelled canceled cancel abort aborted interrupted',
  skipped: 'skipped skip',
};

/** The outcome that a text means. */
export function parseOutcome(value: unknown): BackupOutcome | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const text = value.toLowerCase().replace(/[\s_.-]/g, '');
  return (Object.keys(WORDS) as BackupOutcome[]).find((outcome) => WORDS[outcome].split(' ').includes(text));
}
