import { once } from 'node:events';
import { PassThrough, Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { createBackupTelemetry } from '../../../src/index.js';
import { byteCounterStream, type ByteCounterStreamOptions } from '../../../src/node/index.js';
import { createTestTelemetry } from '../../../src/testing/index.js';
import { captureDiag } from './process/capture-diag.js';

/** What went through a meter, and what it counted. */
async function meter(
  chunks: readonly unknown[],
  options?: ByteCounterStreamOptions,
): Promise<{ readonly passed: readonly unknown[]; readonly counted: number }> {
  let counted = 0;
  const passed: unknown[] = await Readable.from(chunks)
    .pipe(byteCounterStream({ addBytes: (bytes) => (counted += bytes) }, options))
    .toArray();
  return { passed, counted };
}

it('passes bytes on and counts them as progress of a run', async () => {
  const telemetry = createBackupTelemetry();
  const sizes: unknown[] = [];
  telemetry.onBackupEvent((event) => {
    if (event.name === 'backup.run.progress') sizes.push(event.attributes['backup.progress.done.size']);
  });
  const passed: Buffer[] = [];
  await telemetry.withBackup({ job: 'db-nightly' }, (run) =>
    pipeline(
      Readable.from([Buffer.from('abc'), 'déf'], { objectMode: false }),
      byteCounterStream(run),
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          passed.push(chunk);
          done();
        },
      }),
    ),
  );
  expect(Buffer.concat(passed).toString()).toBe('abcdéf');
  expect(sizes.at(-1)).toBe(7);
});

it('is a stream of bytes: a reader gets as many as it asks for', async () => {
  const stream = byteCounterStream({ addBytes: () => undefined });
  stream.end(Buffer.from('abcdef'));
  await once(stream, 'readable');
  expect(stream.read(2)).toEqual(Buffer.from('ab'));
  expect([stream.readableObjectMode, stream.readableLength]).toEqual([false, 4]);
});

it('counts texts with the encoding they are written with and hands on the bytes they stand for', async () => {
  let counted = 0;
  const stream = byteCounterStream({ addBytes: (bytes) => (counted += bytes) });
  stream.write('00ff10', 'hex');
  stream.write('é', 'latin1');
  stream.end('é');
  expect(Buffer.concat((await stream.toArray()) as Buffer[])).toEqual(Buffer.from([0, 255, 16, 233, 0xc3, 0xa9]));
  expect(counted).toBe(3 + 1 + 2);
});

it('in object mode passes on the very same chunks, and texts as texts', async () => {
  const chunks = [Buffer.from('abc'), 'déf', new Uint8Array(5), { row: 1 }];
  const { passed, counted } = await meter(chunks, { objectMode: true });
  expect(passed).toHaveLength(4);
  for (const [index, chunk] of passed.entries()) expect(chunk).toBe(chunks[index]);
  expect(counted).toBe(3 + 4 + 5);
});

it('lets objects through that nobody announced', async () => {
  const chunks = [{ row: 1 }, { row: 2 }, Buffer.from('abc')];
  expect(await meter(chunks)).toEqual({ passed: chunks, counted: 3 });
});

it('lets chunks through that nobody can measure, and a run that throws', async () => {
  const unmeasurable = {
    get byteLength(): number {
      throw new Error('no');
    },
  };
  const { passed, counted } = await meter([unmeasurable, Buffer.alloc(0), 7]);
  expect(passed).toHaveLength(3);
  expect(counted).toBe(0);

  const stream = byteCounterStream({
    addBytes: () => {
      throw new Error('no');
    },
  });
  stream.end(Buffer.from('abc'));
  expect(await stream.toArray()).toEqual([Buffer.from('abc')]);
});

it('counts a misspelt option as a problem of its run', async () => {
  const { telemetry, problems } = createTestTelemetry();
  await telemetry.withBackup({ job: 'nightly' }, (run) =>
    pipeline(
      Readable.from([Buffer.from('abc')]),
      byteCounterStream(run, { objectmode: true } as ByteCounterStreamOptions),
      new PassThrough().resume(),
    ),
  );
  expect(problems()).toMatchObject([{ kind: 'options_invalid', job: 'nightly' }]);
});

it.each([
  ['a misspelt option', { objectmode: true }, 'did you mean `objectMode`?'],
  ['no object', null, 'Expected the options of byteCounterStream to be an object'],
])('says %s, and passes bytes on', async (_, options, sentence) => {
  const said = captureDiag();
  const { passed, counted } = await meter([Buffer.from('abc')], options as ByteCounterStreamOptions);
  expect([Buffer.concat(passed as Buffer[]).toString(), counted]).toEqual(['abc', 3]);
  expect(said().join('\n')).toContain(sentence);
});
