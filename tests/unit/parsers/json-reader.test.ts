import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJsonReader } from '../../../src/parsers/stream/json-reader.js';

/** What `JSON.parse` makes of the same text: every value that is no container, by the path to it; the last of several wins. */
function flatten(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (Array.isArray(value)) for (const item of value as unknown[]) flatten(item, `${path}[]`, into);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) flatten(item, path === '' ? key : `${path}.${key}`, into);
  } else into.set(path, String(value));
  return into;
}

/** All fields are wanted. */
const ALL = { has: () => true } as unknown as ReadonlySet<string>;

function read(text: string, cuts: readonly number[]): { readonly state: string; readonly fields: Map<string, string> } {
  const fields = new Map<string, string>();
  const reader = createJsonReader({ fields: ALL }, (_unit, record) => {
    for (const [path, { text: written }] of record) fields.set(path, written);
  });
  const ends = [...new Set([...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort((one, other) => one - other);
  let from = 0;
  let state = 'open';
  for (const end of ends) {
    const part = text.slice(from, end);
    const answer = reader.read(part, 0);
    from = end;
    state = answer.state;
    // More after the value is not its reader's concern.
    if (state !== 'open') return { state: answer.end < part.length || end < text.length ? `${state} early` : state, fields };
  }
  return { state, fields };
}

const key = fc.stringMatching(/^[a-z_-]{1,12}$/);
const leaf = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const document = fc.letrec<{ value: unknown; object: unknown; list: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('object'), tie('list')),
  object: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  list: fc.array(tie('value'), { maxLength: 5 }),
}));
const root = fc.oneof(document.object, document.list);

test('reads what JSON.parse reads, compact or indented, cut anywhere', () => {
  fc.assert(
    fc.property(root, fc.constantFrom(0, 2), fc.array(fc.nat(5000), { maxLength: 20 }), (value, indent, cuts) => {
      const { state, fields } = read(JSON.stringify(value, null, indent), cuts);
      expect(state).toBe('done');
      expect(fields).toEqual(flatten(JSON.parse(JSON.stringify(value)), '', new Map()));
    }),
    { numRuns: 500 },
  );
});

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object' && JSON.parse(text) !== null;
  } catch {
    return false;
  }
}

test('accepts a damaged text exactly where JSON.parse does', () => {
  const damage = fc.record({ at: fc.nat(5000), remove: fc.nat(3), insert: fc.stringMatching(/^[{}[\],:"\\a0-9.eE+\n -]{0,3}$/) });
  fc.assert(
    fc.property(root, damage, (value, { at, remove, insert }) => {
      const text = JSON.stringify(value);
      const position = at % (text.length + 1);
      // The value begins with its bracket: what stands before it is a line of text.
      const damaged = (text.slice(0, position) + insert + text.slice(position + remove)).trim();
      fc.pre(/^[{[]/.test(damaged));
      expect(read(damaged, []).state === 'done').toBe(isJson(damaged));
    }),
    { numRuns: 2000 },
  );
});

test('numbers keep all their digits', () => {
  const { fields } = read('{"bytes":9007199254740993,"tiny":1e-7}', []);
  expect([...fields.values()]).toEqual(['9007199254740993', '1e-7']);
});

test('depth is bounded, and so is what is kept of a string', () => {
  expect(read('['.repeat(10_000), []).state).toBe('failed early');
  expect(read(JSON.stringify({ path: 'x'.repeat(100_000) }), []).fields.get('path')).toHaveLength(1024);
});

test('parts are handed over as they are complete, each with its own fields', () => {
  const seen: unknown[] = [];
  const reader = createJsonReader({ fields: new Set(['[].label', '[].info.size']), units: ['[]'] }, (unit, record) => {
    seen.push([unit, ...[...record.values()].map(({ text }) => text)]);
  });
  reader.read('[{"label":"one","info":{"size":1}},{"label":"two"}]', 0);
  expect(seen).toEqual([['[]', 'one', '1'], ['[]', 'two'], ['']]);
});
