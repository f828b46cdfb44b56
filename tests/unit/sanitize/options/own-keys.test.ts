import { expect, test } from 'vitest';
import { OWN_KEYS } from '../../../../src/sanitize/options/own-keys.js';
import { ATTRIBUTES } from '../../../../src/semconv/registry.js';

const TYPES = { string: 'string', 'string[]': 'string', int: 'number', double: 'number', boolean: 'boolean' } as const;

test('every attribute of the semantic conventions may leave, with values of its own type', () => {
  const expected = [...Object.entries(ATTRIBUTES).map(([key, { type }]) => [key, TYPES[type]]), ['otel.metric.overflow', 'boolean']];
  expect(Object.fromEntries(OWN_KEYS)).toEqual(Object.fromEntries(expected));
});
