import type { KeyVerdict } from './key-policy.js';

const HEADER = /^[A-Za-z][\w.-]{0,127}$/;
const FLAG = /^--?[a-z]/i;

/**
 * A list as the command line it may be: what a shell would have to quote is quoted, and so is what follows a short flag.
 * Undefined where the list and the lists in it hold more than `most` items.
 */
export function joinedItems(items: readonly unknown[], most: number): string[] | undefined {
  const joined: string[] = [];
  let left = most;
  let before: unknown;
  for (const item of items) {
    for (const part of Array.isArray(item) ? (item as unknown[]) : [item]) {
      if (--left < 0) return undefined;
      if (typeof part === 'object' && part !== null) continue;
      const text = String(part);
      const quoted = /\s/.test(text) || (typeof before === 'string' && /^-[A-Za-z]$/.test(before) && !FLAG.test(text));
      joined.push(quoted && text !== '' && !/['\n]/.test(text) ? `'${text}'` : text);
      before = part;
    }
  }
  return joined;
}

/**
 * The items of a list that are tied to a name before them, with that name: in a pair (`['x-api-key', 'x']`) and in a flat
 * list of names and values (`rawHeaders` of Node.js).
 */
export function inNamedLists(items: readonly unknown[], judge: (key: string) => KeyVerdict): ReadonlyMap<number, string> | undefined {
  if (items.length % 2 !== 0 || items.length > 256) return undefined;
  let named: Map<number, string> | undefined;
  for (let at = 0; at < items.length; at += 2) {
    const name = items[at];
    if (typeof name !== 'string' || !HEADER.test(name) || (typeof items[at + 1] === 'string' && FLAG.test(items[at + 1] as string)))
      return undefined;
    const verdict = judge(name);
    if (verdict === 'redact' || verdict === 'doubt') (named ??= new Map()).set(at + 1, name);
  }
  return named;
}
