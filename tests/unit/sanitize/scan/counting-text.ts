/** How many characters were read from a {@link countingText}. */
export interface Reads {
  count: number;
}

/**
 * A text that counts each character that is read from it: how much work a finder does, the same on every machine.
 * What a call hands back as a text of its own counts with its length; a regular expression that runs over the whole
 * text in place can not be seen, and counts a little.
 */
export function countingText(text: string): { readonly text: string; readonly reads: Reads } {
  const reads: Reads = { count: 0 };
  const spend = <Value>(count: number, value: Value): Value => {
    reads.count += count;
    return value;
  };
  const reach = (from: number, found: number): number => Math.max(1, (found < 0 ? text.length : found) - from);
  const methods: Readonly<Record<string, (...input: never[]) => unknown>> = {
    charCodeAt: (at: number) => spend(1, text.charCodeAt(at)),
    charAt: (at: number) => spend(1, text.charAt(at)),
    codePointAt: (at: number) => spend(1, text.codePointAt(at)),
    startsWith: (search: string, at?: number) => spend(1, text.startsWith(search, at)),
    endsWith: (search: string, at?: number) => spend(1, text.endsWith(search, at)),
    slice: (from?: number, to?: number) => {
      const part = text.slice(from, to);
      return spend(part.length, part);
    },
    indexOf: (search: string, from = 0) => {
      const found = text.indexOf(search, from);
      return spend(reach(from, found), found);
    },
    lastIndexOf: (search: string, from = text.length) => {
      const found = text.lastIndexOf(search, from);
      return spend(Math.max(1, Math.min(from, text.length) - found), found);
    },
    toString: () => spend(8, text),
  };
  const counting = new Proxy(new String(text), {
    get(_target, property) {
      if (property === 'length') return text.length;
      if (property === Symbol.toPrimitive) return methods['toString'];
      if (typeof property === 'symbol') return undefined;
      const method = methods[property];
      if (method !== undefined) return method;
      if (/^-?\d+$/.test(property)) return spend(1, text[Number(property)]);
      throw new Error(`The counting text does not know "${property}".`);
    },
  });
  return { text: counting as unknown as string, reads };
}
