import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { expect, expectTypeOf, test } from 'vitest';
import { withBackup, type ByteMeter } from '../../../src/index.js';

test('a byte meter goes into a pipeline of Node.js, by its types and in fact', async () => {
  const output = await withBackup({ job: 'db' }, (run) =>
    pipeline(Readable.from([Buffer.from('ab'), Buffer.from('c')]), run.meter(), (source: AsyncIterable<Uint8Array>) =>
      text(Readable.from(source)),
    ),
  );
  expect(output).toBe('abc');
});

test('a byte meter stands between files and behind a web stream', () => {
  const store = (meter: ByteMeter) => pipeline(createReadStream('a'), meter, createWriteStream('b'));
  const pass = (dump: ReadableStream<Uint8Array>, meter: ByteMeter) => dump.pipeThrough(meter);
  expectTypeOf(store).returns.toEqualTypeOf<Promise<void>>();
  expectTypeOf(pass).returns.toExtend<ReadableStream<Uint8Array>>();
});

test('nobody calls a byte meter', () => {
  // @ts-expect-error It is no function.
  const call = (meter: ByteMeter) => meter(undefined);
  expect(call).toBeTypeOf('function');
});
