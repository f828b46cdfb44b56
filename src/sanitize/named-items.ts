import type { KeyVerdict } from './key-policy.js';

const HEADER = /^[A-Za-z][\w.-]{0,127}$/;
const FLAG = /^--?[a-z]/i;

/** A list as the command line it may be: what a shell would have to quote is quoted, and so is what follows a short flag. */
export function joinedItems(items: readonly unknown[]): string[] {
  const texts = items.flatMap((item) => (Array.isArray(item) ? (item as unknown[]).filter((inner) => typeof inner !== 'object') : [item]));
  return texts
    .filter((item) => typeof item !== 'object' || item === null)
    .map((item, index) => {
      const text = String(item);
      const before = index > 0 ? texts[index - 1] : undefined;
      const quoted = /\s/.test(text) || (typeof before === 'string' && /^-[A-Za-z]$/.test(before) && !FLAG.test(text));
      return quoted && text !== '' && !/['\n]/.test(text) ? `'${text}'` : text;
    });
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
