import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { createBackupTelemetry } from '../../../src/index.js';
import { meterTransform } from '../../../src/node/index.js';

it('passes every chunk on as it is and counts its bytes for the run', async () => {
  const telemetry = createBackupTelemetry();
  const finished: unknown[] = [];
  telemetry.subscribe((event) => {
    if (event.name === 'backup.run.finished') finished.push(event.attributes['backup.processed.size']);
  });
  const passed: Buffer[] = [];
  await telemetry.withBackup({ job: 'db-nightly' }, (run) =>
    pipeline(
      Readable.from([Buffer.from('abc'), 'déf'], { objectMode: false }),
      meterTransform(run),
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          passed.push(chunk);
          done();
        },
      }),
    ),
  );
  expect(Buffer.concat(passed).toString()).toBe('abcdéf');
  expect(finished).toEqual([7]);
});
