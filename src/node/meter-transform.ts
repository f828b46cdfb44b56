import { Transform } from 'node:stream';
import type { BackupRun } from '../job/types.js';

/**
 * A Node.js stream that passes every chunk on as it is and counts its bytes as progress of a run or phase.
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
    transform(chunk: Buffer, _encoding, done) {
      run.processed(chunk.byteLength);
      done(undefined, chunk);
    },
  });
}
