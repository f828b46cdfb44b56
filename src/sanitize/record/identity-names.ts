import { NAME_LIST_KEYS } from '../../semconv/generated/keys.js';
import { NAME_KEYS, nameFor, unnamed } from '../../semconv/names.js';
import type { Finding } from '../scan/findings.js';

const KEYS: ReadonlySet<string> = new Set([...NAME_KEYS, ...NAME_LIST_KEYS]);

// An address, a number or a path as a name is a name.
const NO_SECRETS: ReadonlySet<string> = new Set(['ip-address', 'ip-address-v6', 'phone-number', 'path', 'windows-path', 'pgpass']);

/** Whether the values of an attribute tell two things apart, so that no rule may mask them. */
export function isNameKey(key: string): boolean {
  return KEYS.has(key);
}

/** Makes what gives each value of such an attribute a name: its own, or one that stands for it and for no other. */
export function createNameCleaner(
  find: (text: string) => readonly Finding[] | undefined,
  rules: readonly string[],
  count: (rule: string, times: number) => void,
): (key: string, value: unknown) => string | readonly string[] | undefined {
  const nameOf = (key: string, value: unknown): string | undefined => {
    if (value === undefined || value === null) return undefined;
    const text = textOf(value);
    let name = nameFor(key, text);
    if (name === text && find(text)?.some(({ rule }) => !NO_SECRETS.has(rules[rule] ?? ''))) name = unnamed(text);
    if (name !== text) count('identity-name', 1);
    return name;
  };
  return (key, value) =>
    // In a list an empty name says that there is none.
    NAME_LIST_KEYS.includes(key) && Array.isArray(value)
      ? value.map((item) => (item === '' ? '' : (nameOf(key, item) ?? '')))
      : nameOf(key, value);
}

/** As the collector writes what is no text. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return `${value}`;
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
