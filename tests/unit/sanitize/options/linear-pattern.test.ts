import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSanitizer } from '../../../../src/sanitize/index.js';
import { linearPattern, type LinearPattern } from '../../../../src/sanitize/options/linear-pattern.js';
import { loops } from '../../../kit/loops.js';

const compiled = (pattern: RegExp): LinearPattern => {
  const linear = linearPattern(pattern);
  if (typeof linear === 'string') throw new Error(linear);
  return linear;
};
const matches = (pattern: RegExp, text: string): string[] => {
  const found: string[] = [];
  compiled(pattern).forEach(text, (start, end) => found.push(text.slice(start, end)));
  return found;
};

it.each([/(?:[A-Z]|[A-Z0-9]){6,24}-X/, /(?:a|a)+b/, /(?:a|ab|b)+c/, /(?:a?){30}a{30}b/, /(?:a+)+b/, /(?:\w+\s?)+:/, /(?:.*,){11}P/])(
  'ends with %s where a backtracking engine would need years',
  (slow) => {
    for (const text of ['A'.repeat(4000), 'a'.repeat(4000), 'aab,'.repeat(100)])
      expect(matches(slow, `${text}!`).join('')).not.toContain('!');
  },
);

it.each([
  [/\s+x/, '\u00a0\u2003x a', ['\u00a0\u2003x']],
  [/[^\s]+/, 'a\u00a0b', ['a', 'b']],
  [/[\S]+/, 'a\u3000b', ['a', 'b']],
  [/a[\s:]b/, 'a\u202fb a:b', ['a\u202fb', 'a:b']],
  [new RegExp(String.raw`\A\z`), 'Az', ['Az']],
  [/\pL/, 'pL xL', ['pL']],
  [/\p{Lu}+/u, 'abÄÖc', ['ÄÖ']],
  [/[[:alpha:]]/, 'a x:]', [':]']],
  [/x\0y/, 'x\0y', ['x\0y']],
  [/guest-(?<code>\d{4})$/i, 'GUEST-1234\nGuest-5678', ['Guest-5678']],
  [/a.b/s, 'a\nb', ['a\nb']],
  [/\u0041{2}\x42/, 'AAB', ['AAB']],
  [/[\w.-]{2,8}@acme/, 'x 😀 jo@acme', ['jo@acme']],
])('finds with %s what JavaScript finds', (pattern, text, expected) => {
  expect(matches(pattern, text)).toEqual(expected);
  expect(Array.from(text.matchAll(new RegExp(pattern, `${pattern.flags}g`)), ([whole]) => whole)).toEqual(expected);
});

const atom = fc.constantFrom(
  'a',
  'b',
  '0',
  '-',
  '\\d',
  '\\w',
  '\\s',
  '\\S',
  '\\D',
  '\\W',
  '[ab]',
  '[^a]',
  '[\\s0]',
  '[^\\d-]',
  '\\b',
  ' ',
  '\\.',
  '\\n',
);
const piece = fc.tuple(atom, fc.constantFrom('', '', '?', '{1,2}', '+', '*', '+?')).map(([of, times]) => (of === '\\b' ? of : of + times));
const sequence = fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
const source = fc
  .tuple(sequence, fc.constantFrom('', '', '(?:X)?', '(?:X|b)', '(X)+'), sequence)
  .map(([first, group, last]) => `${group.replace('X', () => last)}${first}`);

it('finds what JavaScript finds, whatever pattern and text', () => {
  fc.assert(
    fc.property(
      source,
      fc.string({ unit: fc.constantFrom('a', 'b', '0', '-', ' ', '\u00a0', '\n', '.', 'é'), maxLength: 12 }),
      (from, text) => {
        const native = new RegExp(from, 'g');
        if (typeof linearPattern(native) === 'string') return;
        expect(matches(native, text)).toEqual(Array.from(text.matchAll(native), ([whole]) => whole).filter((whole) => whole !== ''));
      },
    ),
    { numRuns: loops({ ci: 400, soak: 20_000 }) },
  );
});

it('checks the values of allowed keys in linear time too', () => {
  const { attributes } = createSanitizer({ allowedKeys: { 'acme.shard': /^(?:a|a)+$/ } });
  const scope = '@wedsync/backup-telemetry';
  expect(attributes({ 'acme.shard': 'aaa' }, scope)).toEqual({ 'acme.shard': 'aaa' });
  expect(attributes({ 'acme.shard': `${'a'.repeat(200)}!` }, scope)).toEqual({});
});

it('gives up a text with more matches than anybody would want out of one', () => {
  const { text } = createSanitizer({ rules: [{ name: 'letter', pattern: /[xy]/ }] });
  expect(text('x '.repeat(2000))).not.toContain('x');
});
