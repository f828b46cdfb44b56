import { beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { createTestTelemetry } from '../../../src/testing/index.js';
import { findLeaks } from '../../../src/testing/leaks.js';

const SECRET = 'Größe/"hunter2" +&=';
const bytes = Buffer.from(SECRET);
const within = (before: string) => Buffer.from(`${before}${SECRET}-tail`);

describe('a secret is found', () => {
  test.each([
    ['plain', `password=${SECRET};`],
    ['plain', SECRET.replace('hunter', 'HUNTER')],
    ['JSON-escaped', JSON.stringify({ password: SECRET })],
    ['JSON-escaped', `{"password":"Gr\\u00f6\\u00dfe/\\"hunter2\\" +&="}`],
    ['JSON-escaped', JSON.stringify(SECRET).replaceAll('/', '\\/')],
    ['URL-encoded', `https://db/?password=${encodeURIComponent(SECRET)}`],
    ['URL-encoded', encodeURI(SECRET)],
    ['URL-encoded', new URLSearchParams({ password: SECRET }).toString()],
    ['hex', bytes.toString('hex').toUpperCase()],
    ['base64', bytes.toString('base64')],
    ['base64', within('a').toString('base64')],
    ['base64', within('ab').toString('base64')],
    ['base64', within('abc').toString('base64url')],
  ])('%s in %s', (encoding, text) => {
    expect(findLeaks({ logs: [{ body: text }] }, ['nothing', SECRET])).toEqual([{ secret: 1, encoding, where: 'logs[0].body' }]);
  });

  test('in whatever neighbourhood, in every encoding', () => {
    const letters = fc.string({ minLength: 6, maxLength: 40, unit: 'grapheme' });
    fc.assert(
      fc.property(letters, fc.string(), fc.string(), (secret, before, after) => {
        const text = `${before}${secret}${after}`;
        const encoded = [
          text,
          JSON.stringify(text),
          ...['hex', 'base64', 'base64url'].map((way) => Buffer.from(text).toString(way as 'hex')),
        ];
        for (const body of encoded) expect(findLeaks({ logs: [{ body }] }, [secret])).toHaveLength(1);
      }),
    );
  });

  test('in the bytes of a value, in numbers, in lists and however deep', () => {
    const recorded = [{ bytes: new Uint8Array(bytes), phone: 15_551_234_567, list: ['', { deep: [SECRET] }] }];
    expect(findLeaks({ logs: recorded }, [SECRET, '5551234567']).map(({ where }) => where)).toEqual([
      'logs[0].bytes',
      'logs[0].phone',
      'logs[0].list[1].deep[0]',
    ]);
  });

  test('in the name of a field, which is not shown then', () => {
    expect(findLeaks({ logs: [{ [SECRET]: 1 }] }, [SECRET])).toEqual([{ secret: 0, encoding: 'plain', where: 'the name of logs[0]["…"]' }]);
  });
});

describe('in a span of others', () => {
  const telemetry = createTestTelemetry();

  beforeEach(() => {
    telemetry.reset();
    return telemetry.register();
  });

  test.each<[string, (span: ReturnType<typeof start>) => void]>([
    ['spans[0].name', (span) => span.updateName(SECRET)],
    ['spans[0].attributes.query', (span) => span.setAttribute('query', SECRET)],
    ['spans[0].status.message', (span) => span.setStatus({ code: SpanStatusCode.ERROR, message: SECRET })],
    ['spans[0].events[0].name', (span) => span.addEvent(SECRET)],
    ['spans[0].events[0].attributes.query', (span) => span.addEvent('x', { query: SECRET })],
    ['spans[0].events[0].attributes["exception.message"]', (span) => span.recordException({ message: SECRET })],
    ['spans[0].events[0].attributes["exception.message"]', (span) => span.recordException(SECRET)],
    ['spans[0].links[0].attributes.query', (span) => span.addLink({ context: span.spanContext(), attributes: { query: SECRET } })],
    [
      'spans[0].links[1].attributes.query',
      (span) => span.addLinks([1, SECRET].map((query) => ({ context: span.spanContext(), attributes: { query } }))),
    ],
  ])('it is found at %s', (where, leak) => {
    const span = start();
    leak(span);
    span.end();
    expect(telemetry.leaks([SECRET])).toEqual([{ secret: 0, encoding: 'plain', where }]);
  });

  test('nothing is recorded of a span after its end', () => {
    const span = start();
    span.end();
    span
      .updateName(SECRET)
      .setAttribute('a', SECRET)
      .setAttributes({ a: SECRET })
      .addEvent(SECRET)
      .setStatus({ code: SpanStatusCode.ERROR, message: SECRET });
    span.recordException(SECRET);
    span
      .addLink({ context: span.spanContext(), attributes: { a: SECRET } })
      .addLinks([{ context: span.spanContext(), attributes: { a: SECRET } }]);
    expect(telemetry.leaks([SECRET])).toEqual([]);
  });

  test('it is found in a log record and its scope', () => {
    logs.getLogger(SECRET).emit({ attributes: { query: SECRET } });
    expect(telemetry.leaks([SECRET]).map(({ where }) => where)).toEqual(['logs[0].attributes.query', 'logs[0].scope']);
  });

  function start() {
    return trace.getTracer('pg').startSpan('query');
  }
});

describe('a search that would prove nothing is refused:', () => {
  test.each<[string, Parameters<typeof findLeaks>[0], readonly string[], string]>([
    ['no secrets', { logs: ['x'] }, [], 'Expected a list of at least one secret'],
    ['an empty secret', { logs: ['x'] }, ['hunter2', ''], 'Expected secrets of at least 6 characters, got 0 at index 1'],
    ['a short secret', { logs: ['x'] }, ['abc12'], 'Expected secrets of at least 6 characters, got 5 at index 0'],
    ['no telemetry', { logs: [], spans: [] }, ['hunter2'], 'Expected telemetry to search, got none'],
  ])('%s', (_, recorded, secrets, message) => {
    expect(() => findLeaks(recorded, secrets)).toThrow(message);
  });
});
