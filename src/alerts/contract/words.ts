import type { AlertSeverity, AlertStatus } from './schema.js';

/** How monitoring systems spell each severity, in any case and with any of ` _-.` between the words. */
const SEVERITIES: Readonly<Record<AlertSeverity, RegExp>> = {
  critical: /^(crit(ical)?|fatal|emerg(ency)?|panic|disaster|page|alert|err(or)?)$/,
  warning: /^(warn(ings?)?|minor)$/,
  info: /^(info(rmation(al)?)?|notice|debug|none)$/,
};

const STATUSES: Readonly<Record<AlertStatus, RegExp>> = {
  firing: /^(fir(e|ing)|alert(ing)?|active|open|triggered|problem)$/,
  resolved: /^(resolved?|recover(ed|y)|closed?|ok(ay)?)$/,
};

/** The severity that a text means. */
export function parseSeverity(value: unknown): AlertSeverity | undefined {
  return parse(SEVERITIES, value);
}

/** The status that a text means. */
export function parseStatus(value: unknown): AlertStatus | undefined {
  return parse(STATUSES, value);
}

function parse<T extends string>(spellings: Readonly<Record<T, RegExp>>, value: unknown): T | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const text = value.toLowerCase().replace(/[\s_.-]/g, '');
  return (Object.keys(spellings) as T[]).find((word) => spellings[word].test(text));
}
