import { CONDITIONS } from '../../conditions/index.js';

const MAX_LENGTH = 2_000;
const texts = new Map<string, string>();

/** What the shipped runbook of an alert says in short, for whoever gets no page to open; nothing for alerts of somebody else's. */
export function runbookText(alert: string): string | undefined {
  const known = texts.get(alert);
  if (known !== undefined) return known;
  const guide = CONDITIONS.find(({ name }) => name === alert)?.guide;
  if (guide === undefined) return undefined;
  const steps = guide.act.map((step, index) => `${index + 1}. ${typeof step === 'string' ? step : step.say}`);
  const text = [guide.meaning, ...steps, guide.escalate].join('\n').slice(0, MAX_LENGTH);
  texts.set(alert, text);
  return text;
}
