import type { AlertSeverity } from '../contract/schema.js';
import { parseSeverity } from '../contract/words.js';
import type { Fields } from './fields.js';

const HIGHEST_LEVEL = 9;
const WORST_FIRST: readonly AlertSeverity[] = ['critical', 'warning', 'info'];

/** How urgent an alert is, the worse of what it may mean. A severity that stands in the place of the level counts as one. */
export function readUrgency(fields: Fields): { readonly severity: AlertSeverity; readonly level: number } {
  const misplaced = parseSeverity(fields.value('level'));
  const stated = parseSeverity(fields.value('severity'));
  if (stated === undefined) fields.say('severity', 'critical, warning or info', 'it counts as critical');
  const severity = stated ?? 'critical';
  if (misplaced === undefined) return { severity, level: readLevel(fields) };
  fields.say('level', 'a whole number from 0 to 9', 'it is taken for a severity');
  return { severity: WORST_FIRST.find((worse) => worse === severity || worse === misplaced) ?? severity, level: 0 };
}

/** A level that was there before is one that somebody was notified of, so a wrong one is none of the lower. */
function readLevel(fields: Fields): number {
  const given = fields.value('level') ?? 0;
  const level = typeof given === 'number' || (typeof given === 'string' && /^\s*-?\d+(?:\.\d+)?\s*$/.test(given)) ? Number(given) : NaN;
  if (Number.isInteger(level) && level >= 0 && level <= HIGHEST_LEVEL) return level;
  const instead = Number.isNaN(level) ? HIGHEST_LEVEL : Math.min(Math.max(Math.ceil(level), 0), HIGHEST_LEVEL);
  fields.say('level', 'a whole number from 0 to 9', `it counts as ${instead}`);
  // Rounding up leaves a negative zero.
  return instead + 0;
}
