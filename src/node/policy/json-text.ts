import type { ReadText } from './file-text.js';

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const DEEPEST = 64;

/** Reads JSON and remembers where its parts stand. A key that comes twice is a mistake: `JSON.parse` would take the second one in silence. */
export function readJson(text: string): ReadText {
  const lines = new Map<string, number>();
  let at = 0;
  let mistake: { readonly at: number; readonly message: string } | undefined;

  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const fail = (message: string, where = at) => void (mistake ??= { at: where, message });
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) at += found.length;
    return found;
  };
  const accept = (sign: string) => {
    take(SPACE);
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  };

  function readValue(keys: readonly (string | number)[]): unknown {
    take(SPACE);
    lines.set(JSON.stringify(keys), at);
    if (keys.length > DEEPEST) return fail(`at most ${String(DEEPEST)} levels`);
    if (accept('{')) return readMembers(keys);
    if (accept('[')) return readItems(keys);
    const scalar = take(STRING) ?? take(SCALAR);
    return scalar === undefined ? fail('a value') : parseScalar(scalar);
  }

  function parseScalar(scalar: string): unknown {
    try {
      return JSON.parse(scalar) as unknown;
    } catch {
      return fail('a text without control characters and unknown escapes', at - scalar.length);
    }
  }

  function readItems(keys: readonly (string | number)[]): unknown[] {
    const items: unknown[] = [];
    if (accept(']')) return items;
    do items.push(readValue([...keys, items.length]));
    while (!mistake && accept(','));
    if (!accept(']')) fail('a comma or a closing bracket');
    return items;
  }

  function readMembers(keys: readonly (string | number)[]): object {
    const members = new Map<string, unknown>();
    if (accept('}')) return {};
    do {
      take(SPACE);
      const start = at;
      const name = take(STRING);
      if (name === undefined || !accept(':')) fail('a key in double quotes, and a colon');
      const key = name === undefined ? '' : String(parseScalar(name));
      if (members.has(key)) fail(`another key than before, got ${JSON.stringify(key)} twice`, start);
      if (!mistake) members.set(key, readValue([...keys, key]));
    } while (!mistake && accept(','));
    if (!accept('}')) fail('a comma or a closing brace');
    return Object.fromEntries(members);
  }

  const value = readValue([]);
  take(SPACE);
  if (at < text.length) fail('nothing behind the value');
  if (mistake) return { ok: false, problems: [{ line: lineAt(mistake.at), message: `Expected JSON: ${mistake.message}.` }] };
  return {
    ok: true,
    value,
    lineOf(keys) {
      const offset = lines.get(JSON.stringify(keys));
      return offset === undefined ? undefined : lineAt(offset);
    },
  };
}
