import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { expect, expectTypeOf, test } from 'vitest';
import { withBackup, type ByteCounter } from '../../../../src/index.js';

test('a byte counter goes into a pipeline of Node.js, by its types and in fact', async () => {
  const output = await withBackup({ job: 'db' }, (run) =>
    pipeline(Readable.from([Buffer.from('ab'), Buffer.from('c')]), run.byteCounter(), (source: AsyncIterable<Uint8Array>) =>
      text(Readable.from(source)),
    ),
  );
  expect(output).toBe('abc');
});

test('a byte counter stands between files and behind a web stream', () => {
  const store = (meter: ByteCounter) => pipeline(createReadStream('a'), meter, createWriteStream('b'));
  const pass = (dump: ReadableStream<Uint8Array>, meter: ByteCounter) => dump.pipeThrough(meter);
  expectTypeOf(store).returns.toEqualTypeOf<Promise<void>>();
  expectTypeOf(pass).returns.toExtend<ReadableStream<Uint8Array>>();
});

test('nobody calls a byte counter', () => {
  // @ts-expect-error It is no function.
  const call = (meter: ByteCounter) => meter(undefined);
  expect(call).toBeTypeOf('function');
});
