import { orUndefined } from '../../untrusted/calls.js';
import { findUnknownKeys } from '../../untrusted/unknown-keys.js';
import { unnamed } from '../../semconv/names.js';
import { cleanLine } from '../contract/clean-text.js';
import { IDENTITY_KEYS, type AlertIdentity } from '../contract/schema.js';
import { textOf, type Fields } from './fields.js';

// Whoever gives more gives no identity.
const MOST_KEYS = 50;

/**
 * What an alert is about. Two jobs stay two: a part that is no text is hashed, one under a misspelt key counts where the right one is not
 * given, a text in place of all parts is the job, and where none is the job, a hash of what no key takes is.
 */
export function readIdentity(fields: Fields): AlertIdentity {
  const given = fields.value('identity');
  if (given === undefined || given === null || given === '') {
    fields.say('identity', 'an object with the parts of an identity', 'the alert says no job');
    return {};
  }
  if (typeof given !== 'object' || Array.isArray(given)) {
    const job = cleanLine(textOf(given), 256);
    fields.say(
      'identity',
      'an object with the parts of an identity',
      job === undefined ? 'a hash of it is the job' : 'it counts as the job',
    );
    return { job: job ?? unnamed(orUndefined(() => JSON.stringify(given)) ?? '') };
  }
  const strangers = orUndefined(() => findUnknownKeys(given, IDENTITY_KEYS, MOST_KEYS)) ?? [];
  const values = given as Readonly<Record<string, unknown>>;
  const valueOf = (key: string) => orUndefined(() => values[key]);
  const meant = strangers.flatMap(({ key, meant: name }) => (name === undefined ? [] : [[name, valueOf(key)]]));
  const set = IDENTITY_KEYS.flatMap((key) => (isNone(valueOf(key)) ? [] : [[key, valueOf(key)]]));
  const parts = Object.fromEntries([...meant, ...set]) as Record<string, unknown>;
  const rest = strangers.filter(({ meant: name }) => name === undefined);
  if (isNone(parts['job']) && rest.length > 0) parts['job'] = Object.fromEntries(rest.map(({ key }) => [key, valueOf(key)]));
  return Object.fromEntries(
    IDENTITY_KEYS.flatMap((key) => {
      const line = cleanLine(lineOf(parts[key], fields), 256);
      return line === undefined ? [] : [[key, line]];
    }),
  );
}

function lineOf(value: unknown, fields: Fields): string | undefined {
  if (isNone(value)) return undefined;
  const text = textOf(value);
  if (text !== undefined) return text;
  fields.say('identity', 'an object of texts', 'a hash stands for the part that is none');
  return unnamed(orUndefined(() => JSON.stringify(value)) ?? '');
}

function isNone(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
