import { expected, kindOf } from '../../errors.js';
import { orUndefined } from '../../untrusted/calls.js';
import { ALERT_KEYS, type AlertInput } from '../contract/alert-event.js';
import { cleanText } from '../contract/clean-text.js';
import { findUnknownKeys } from '../../untrusted/unknown-keys.js';
import type { Report } from '../options/check.js';

type Key = keyof AlertInput;

const MOST_STRANGERS = 50;

/** The fields of an alert as they were given, whatever they hold, and a way to say what is wrong with one. */
export interface Fields {
  readonly value: (name: Key) => unknown;
  /** Without secrets, cut to fit; nothing for an empty text. What is no text and can not be written as one is said. */
  readonly text: (name: Key, max: number) => string | undefined;
  /** Says what one should be and what became of it, never what it is. */
  readonly say: (name: Key, wanted: string, outcome: string) => void;
}

/** What is no object is what there is to be read: the summary. */
export function createFields(given: unknown, report: Report): Fields {
  const isObject = typeof given === 'object' && given !== null && orUndefined(() => given instanceof Error) !== true;
  if (!isObject) report(`${expected('an alert', 'an object', kindOf(given))}: it goes out with what can be read of it.`);
  const values: Partial<Record<Key, unknown>> = isObject ? pick(given) : { summary: given };
  const say: Fields['say'] = (name, wanted, outcome) => {
    report(`${expected(`\`${name}\` of an alert`, wanted, describe(values[name]))}: ${outcome}.`);
  };
  return {
    value: (name) => values[name],
    text(name, max) {
      const value = values[name];
      if (value === undefined || value === null) return undefined;
      const text = textOf(value);
      if (text === undefined) say(name, 'a text', 'it is left out');
      return text === undefined || text === '' ? undefined : cleanText(text, max);
    },
    say,
  };
}

/** What can be written as a text so that people understand it. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return orUndefined(() => (value instanceof Error ? `${value.name}: ${value.message}` : undefined));
}

/** With what an instance of a class has from its class. What it is about may stand beside its place: two jobs stay two. */
function pick(alert: object): Partial<Record<Key, unknown>> {
  const valueOf = (key: string): unknown => orUndefined(() => (alert as Readonly<Record<string, unknown>>)[key]);
  const picked: Partial<Record<Key, unknown>> = Object.fromEntries(ALERT_KEYS.map((key) => [key, valueOf(key)]));
  if (picked.identity !== undefined && picked.identity !== null) return picked;
  const strangers = orUndefined(() => findUnknownKeys(alert, ALERT_KEYS, MOST_STRANGERS)) ?? [];
  const meant = strangers.find(({ meant: name }) => name === 'identity');
  if (meant !== undefined) return { ...picked, identity: valueOf(meant.key) };
  return strangers.length === 0 ? picked : { ...picked, identity: Object.fromEntries(strangers.map(({ key }) => [key, valueOf(key)])) };
}

function describe(value: unknown): string {
  return value === undefined || value === null ? 'none' : 'a value that is not';
}
