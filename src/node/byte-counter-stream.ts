import { Transform } from 'node:stream';
import { expected, kindOf } from '../errors.js';
import { orUndefined } from '../untrusted/calls.js';
import { chunkSize } from '../job/run/byte-counter.js';
import type { BackupRun } from '../job/types.js';
import { describeUnknownKeys, keysOf } from '../untrusted/unknown-keys.js';
import { siteOf, type ReportsProblems } from '../job/problems.js';
import { reportProblem } from './problems/report-problem.js';

/** Options of {@link byteCounterStream}. */
export interface ByteCounterStreamOptions {
  /** Whether chunks are objects or texts that have to stay what they are, such as rows. @default false */
  readonly objectMode?: boolean | undefined;
}

/**
 * A Node.js stream that passes bytes on and counts them as progress of a run or phase.
 * Texts leave as the bytes they stand for, unless it is in object mode; what has no bytes counts nothing.
 *
 * @example
 * ```ts
 * import { createReadStream, createWriteStream } from 'node:fs';
 * import { pipeline } from 'node:stream/promises';
 * import { withBackup } from '@wedsync/backup-telemetry';
 * import { byteCounterStream } from '@wedsync/backup-telemetry/node';
 *
 * await withBackup({ job: 'wedding-db-nightly' }, (run) =>
 *   pipeline(createReadStream('dump.sql'), byteCounterStream(run), createWriteStream('copy.sql')),
 * );
 * ```
 */
export function byteCounterStream(run: Pick<BackupRun, 'addBytes'>, options: ByteCounterStreamOptions = {}): Transform {
  const sentences = findUnknown(options);
  for (const sentence of sentences) reportProblem(run as Partial<ReportsProblems>, sentence, siteOf(byteCounterStream));
  const objectMode = orUndefined(() => options.objectMode) === true;
  return new Transform({
    // In byte mode an object written would end the pipeline with an error.
    writableObjectMode: true,
    readableObjectMode: objectMode,
    // The default would keep sixteen chunks waiting: memory that is written anew for each costs more than the backup's own work.
    writableHighWaterMark: 1,
    readableHighWaterMark: objectMode ? 1 : READABLE_BYTES,
    transform(chunk: unknown, encoding: BufferEncoding | undefined, done) {
      const passed = typeof chunk === 'string' ? textAs(objectMode, chunk, encoding) : chunk;
      orUndefined(() => {
        run.addBytes(chunkSize(passed));
      });
      if (!objectMode && !isBytes(passed)) becomeObjectMode(this);
      done(undefined, passed);
    },
  });
}

/** The stream stands in a backup: what is wrong with its options is said, and ends nothing. */
function findUnknown(options: unknown): readonly string[] {
  const isObject = typeof options === 'object' && options !== null;
  const sentences = orUndefined(() => isObject && describeUnknownKeys('an option of byteCounterStream', options, OPTIONS));
  return sentences || [`${expected('the options of byteCounterStream', 'an object', kindOf(options))}.`];
}

const OPTIONS = keysOf<ByteCounterStreamOptions>({ objectMode: 1 });

// One chunk of a file.
const READABLE_BYTES = 65_536;

/** In object mode the next stream does not learn a string's encoding: what is not UTF-8 leaves as the bytes it stands for. */
function textAs(objectMode: boolean, text: string, encoding: BufferEncoding = 'utf8'): string | Buffer {
  return objectMode && (encoding === 'utf8' || encoding === 'utf-8') ? text : Buffer.from(text, encoding);
}

function isBytes(chunk: unknown): boolean {
  return chunk instanceof Uint8Array;
}

/** An object that nobody announced: a meter that refused it would end the backup that it only watches. */
function becomeObjectMode(stream: Transform): void {
  const { _readableState: state } = stream as unknown as { readonly _readableState?: { objectMode: boolean } };
  // What waits as bytes is counted as bytes.
  if (state && stream.readableLength === 0) state.objectMode = true;
}
