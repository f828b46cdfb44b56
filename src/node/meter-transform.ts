import { Transform } from 'node:stream';
import { attempt } from '../job/attempt.js';
import { chunkSize } from '../job/meter.js';
import type { BackupRun } from '../job/types.js';

/**
 * A Node.js stream that passes every chunk on as it is and counts its bytes as progress of a run or phase.
 * It takes byte streams and object streams alike: a string counts with its encoding, an object without bytes counts nothing.
 *
 * @example
 * ```ts
 * import { createReadStream, createWriteStream } from 'node:fs';
 * import { pipeline } from 'node:stream/promises';
 * import { withBackup } from '@wedsync/backup-telemetry';
 * import { meterTransform } from '@wedsync/backup-telemetry/node';
 *
 * await withBackup({ job: 'wedding-db-nightly' }, (run) =>
 *   pipeline(createReadStream('dump.sql'), meterTransform(run), createWriteStream('copy.sql')),
 * );
 * ```
 */
export function meterTransform(run: Pick<BackupRun, 'processed'>): Transform {
  return new Transform({
    // In byte mode an object would end the pipeline with an error, and a string would leave as a Buffer.
    objectMode: true,
    // The default would keep sixteen chunks waiting: memory that is written anew for each costs more than the backup's own work.
    highWaterMark: 1,
    transform(chunk: unknown, encoding: BufferEncoding | undefined, done) {
      const passed = typeof chunk === 'string' ? keepBytes(chunk, encoding) : chunk;
      attempt(() => {
        run.processed(chunkSize(passed));
      });
      done(undefined, passed);
    },
  });
}

/** In object mode the next stream is not told a string's encoding: what is not UTF-8 leaves as the bytes it stands for. */
function keepBytes(text: string, encoding: BufferEncoding = 'utf8'): string | Buffer {
  return encoding === 'utf8' || encoding === 'utf-8' ? text : Buffer.from(text, encoding);
}
