import { ProtobufLogsSerializer, JsonLogsSerializer } from '@opentelemetry/otlp-transformer';
import { expect, test } from 'vitest';
import { encodingOf, successBody } from '../../../src/otlp/answers.js';

test.each([
  ['json' as const, JsonLogsSerializer],
  ['protobuf' as const, ProtobufLogsSerializer],
])('a real SDK reads from the answer in %s how many records were rejected, and why', (encoding, serializer) => {
  const answer = serializer.deserializeResponse(successBody(encoding, { rejected: 3, message: 'backup.run.finished without a time' }));
  expect(Number(answer.partialSuccess?.rejectedLogRecords)).toBe(3);
  expect(answer.partialSuccess?.errorMessage).toBe('backup.run.finished without a time');
});

test('an answer to what was accepted whole is empty', () => {
  expect(new TextDecoder().decode(successBody('json'))).toBe('{}');
  expect(successBody('protobuf')).toHaveLength(0);
});

test.each([
  ['application/json; charset=utf-8', 'json'],
  ['Application/X-Protobuf', 'protobuf'],
  ['text/plain', undefined],
  [null, undefined],
])('the media type %s is %s', (type, encoding) => {
  expect(encodingOf(type)).toBe(encoding);
});
