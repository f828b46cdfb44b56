import { describe, expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import type { OptionTable } from '../../../../src/server/config/option-table.js';
import { readOptions, type GivenOptions } from '../../../../src/server/config/read-options.js';
import { address, amount, duration, oneOf, whole } from '../../../../src/server/config/schemas.js';
import { unknownVariables, type Environment } from '../../../../src/server/config/variables.js';

const TABLE = {
  target: { type: 'string', placeholder: '<path>', summary: 'Where to', needed: 'the path to write to' },
  'token-file': { type: 'secrets', placeholder: '<path>', summary: 'Tokens' },
  port: { type: 'string', placeholder: '<number>', schema: whole(0, 65_535), default: '80', summary: 'Port' },
  url: { type: 'string', placeholder: '<url>', schema: address(), summary: 'Address' },
  every: { type: 'string', placeholder: '<duration>', schema: duration('100ms', '10m', '10s'), default: '10s', summary: 'How often' },
  wait: { type: 'string', placeholder: '<seconds>', schema: amount('seconds', 0.5, 60), summary: 'How long' },
  format: { type: 'string', placeholder: '<format>', schema: oneOf(['text', 'json']), default: 'text', summary: 'Format' },
  strict: { type: 'boolean', summary: 'Refuse more' },
} as const satisfies OptionTable;

const read = (given: GivenOptions, env: Environment = {}, prefix: string | undefined = 'TOOL') =>
  readOptions(TABLE, { given, env, prefix });
const NOTHING = { 'token-file': undefined, port: 80, url: undefined, every: 10_000, wait: undefined, format: 'text', strict: false };

test('an option goes before its variable, a variable before the default', () => {
  const env = { TOOL_TARGET: ' b ', TOOL_PORT: '81', TOOL_TOKEN_FILE: '', TOOL_STRICT: 'true' };
  expect(read({ target: 'a' })).toEqual({ values: { ...NOTHING, target: 'a' } });
  expect(read({}, env)).toEqual({ values: { ...NOTHING, target: 'b', port: 81, strict: true } });
  expect(read({ target: 'a', port: '82', strict: true }, env)).toEqual({ values: { ...NOTHING, target: 'a', port: 82, strict: true } });
});

test('a command without variables reads none', () => {
  expect(readOptions(TABLE, { given: {}, env: { _TARGET: 'a', undefined_TARGET: 'a' } })).toEqual({
    mistake: 'missing --target: the path to write to',
  });
});

test('types of values follow from the table', () => {
  const result = read({ target: 'a' });
  if ('mistake' in result) throw new Error(result.mistake);
  expectTypeOf(result.values).toEqualTypeOf<{
    readonly target: string;
    readonly 'token-file': string | undefined;
    readonly port: number;
    readonly url: string | undefined;
    readonly every: number;
    readonly wait: number | undefined;
    readonly format: 'text' | 'json';
    readonly strict: boolean;
  }>();
});

describe('one sentence says what is wrong with', () => {
  test.each<[string, GivenOptions, string]>([
    ['a missing option', {}, 'missing --target (or TOOL_TARGET): the path to write to'],
    ['a number that is too large', { port: '65536' }, 'expected --port (or TOOL_PORT) to be a whole number from 0 to 65535, got "65536"'],
    ['a number in another form', { port: '1e3' }, 'to be a whole number from 0 to 65535, got "1e3"'],
    ['a negative one', { port: '-1' }, 'got "-1"'],
    [
      'a duration without a unit',
      { every: '10' },
      'expected --every (or TOOL_EVERY) to be a duration from 100ms to 10m such as "10s", got "10"',
    ],
    ['a duration that is too long', { every: '11m' }, 'got "11m"'],
    ['an amount that is too small', { wait: '0.4' }, 'expected --wait (or TOOL_WAIT) to be seconds from 0.5 to 60, got "0.4"'],
    ['an amount that is none', { wait: 'Infinity' }, 'got "Infinity"'],
    ['another word', { format: 'xml' }, 'expected --format (or TOOL_FORMAT) to be text or json, got "xml"'],
    ['an endless text', { format: 'x'.repeat(1_000) }, `got "${'x'.repeat(80)}"`],
  ])('%s', (_, given, sentence) => {
    expect(read({ ...(sentence.startsWith('missing') ? {} : { target: 'a' }), ...given })).toEqual({
      mistake: expect.stringContaining(sentence) as string,
    });
  });

  test('a switch in a variable', () => {
    expect(read({ target: 'a' }, { TOOL_STRICT: 'on' })).toEqual({
      mistake: 'expected --strict (or TOOL_STRICT) to be true or false, got "on"',
    });
    expect(read({ target: 'a' }, { TOOL_STRICT: '0' })).toEqual({ values: { ...NOTHING, target: 'a' } });
  });

  test('an address, which is not shown', () => {
    const result = read({ target: 'a', url: 'https://user:hunter2@host' });
    expect(result).toEqual({
      mistake: expect.stringContaining('Expected --url (or TOOL_URL) to be an http or https URL without user and password') as string,
    });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  test('a plain schema of zod', () => {
    const table = { a: { type: 'string', placeholder: '<a>', summary: 'A', schema: z.string().max(2) } } as const satisfies OptionTable;
    expect(readOptions(table, { given: { a: 'abc' }, env: {} })).toEqual({ mistake: expect.stringMatching(/^--a: Too big/) as string });
  });
});

test('variables that nobody reads are said, with the one that was meant', () => {
  const env = { TOOL_PROT: '1', TOOL_PORT: '1', TOOL_SERVICE_HOST: '10.0.0.1', TOOL_PORT_80_TCP: 'x', TOOLS: 'x' };
  expect(unknownVariables('tool', 'TOOL', TABLE, env)).toEqual([
    'Expected `TOOL_PROT` to be a variable of the tool (did you mean `TOOL_PORT`?).',
  ]);
});
