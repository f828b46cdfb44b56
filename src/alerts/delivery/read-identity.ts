import { findUnknownKeys } from '../../policy/unknown-keys.js';
import { unnamed } from '../../semconv/names.js';
import { cleanLine } from '../contract/clean-text.js';
import { IDENTITY_KEYS, type AlertIdentity } from '../contract/schema.js';
import { textOf, type Fields } from './fields.js';

/**
 * What an alert is about. Two jobs stay two: a part that is no text is hashed, one under a misspelt key counts where the right one is not
 * given, and a text in place of all parts is the job.
 */
export function readIdentity(fields: Fields): AlertIdentity {
  const given = fields.value('identity');
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const job = cleanLine(textOf(given), 256);
    fields.say('identity', 'an object with the parts of an identity', job === undefined ? 'the alert says no job' : 'it counts as the job');
    return job === undefined ? {} : { job };
  }
  const parts = { ...meantParts(given), ...set(given as Readonly<Record<string, unknown>>) };
  return Object.fromEntries(
    IDENTITY_KEYS.flatMap((key) => {
      const line = cleanLine(lineOf(parts[key], fields), 256);
      return line === undefined ? [] : [[key, line]];
    }),
  );
}

function meantParts(given: object): Readonly<Record<string, unknown>> {
  const values = given as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    findUnknownKeys(given, IDENTITY_KEYS).flatMap(({ key, suggestion }) => (suggestion === undefined ? [] : [[suggestion, values[key]]])),
  );
}

function set(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(IDENTITY_KEYS.flatMap((key) => (isNone(given[key]) ? [] : [[key, given[key]]])));
}

function lineOf(value: unknown, fields: Fields): string | undefined {
  if (isNone(value)) return undefined;
  const text = textOf(value);
  if (text !== undefined) return text;
  fields.say('identity', 'an object of texts', 'a hash stands for the part that is none');
  return unnamed(jsonOf(value));
}

function isNone(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
