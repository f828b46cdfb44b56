import type { FieldsOf } from '../../job/input/fields.js';
import { openInput, read, readCount, readOneOf, readRaw, type OpenInput } from '../../job/input/input.js';
import { parseChecksum } from '../../job/input/names.js';
import {
  ATTR_BACKUP_COPY_COMPARISON,
  ATTR_BACKUP_COPY_SIZE,
  ATTR_BACKUP_SOURCE_SIZE,
  COPY_COMPARISONS,
  EVENT_BACKUP_COPY_COMPARED,
  type CopyComparison,
} from '../../semconv.js';
import { definedOnly } from '../../state/job-labels.js';
import type { EventAttributeValue } from '../../events/event.js';
import { emitFact, openFact, type FactRecorder } from './open-fact.js';

/** What was measured of a backup at one place. */
export interface MeasuredCopy {
  /** Its size in bytes. */
  readonly bytes?: number | undefined;
  /** `algorithm:digest`, the digest in hexadecimal or in padded base64. */
  readonly checksum?: string | undefined;
}

/** A copy beside its source. */
export interface ComparedCopy {
  /** What came of it. @default what `source` and `copy` say: a match where a checksum or else the size is the same, `unreachable` where they say nothing */
  readonly result?: CopyComparison | undefined;
  /** What the copy should be. */
  readonly source?: MeasuredCopy | undefined;
  /** What it is. */
  readonly copy?: MeasuredCopy | undefined;
}

const FIELDS: FieldsOf<ComparedCopy> = { result: 1, source: 1, copy: 1 };
const MEASURED: FieldsOf<MeasuredCopy> = { bytes: 1, checksum: 1 };
const EXAMPLE = { what: 'a comparison', fields: FIELDS, example: "{ result: 'match' }" };

/**
 * Records what came of comparing a copy with its source, of a run that names its `destination` and, by `proves`, the backup. Any result but
 * `match` leaves the run at best `partial`, so that it verifies nothing. Doubt is no match: not one of another size or checksum, nor one of
 * which something was not read.
 *
 * Never throws.
 *
 * @returns what was recorded
 * @example
 * ```ts
 * import { withBackup } from '@wedsync/backup-telemetry';
 * import { recordComparison } from '@wedsync/backup-telemetry/facts';
 *
 * await withBackup({ job: 'wedding-db-nightly', operation: 'verify', destination: 's3-us' }, (run) => {
 *   recordComparison(run, { source: { bytes: 1024 }, copy: { bytes: 1024 } });
 * });
 * ```
 */
export function recordComparison(run: FactRecorder, compared: ComparedCopy): CopyComparison {
  const fact = openFact(run, compared, EXAMPLE, recordComparison);
  if (!fact) return 'unreachable';
  const { input } = fact;
  const source = measure(input, 'source');
  const copy = measure(input, 'copy');
  const stated = readOneOf(input, 'result', COPY_COMPARISONS);
  const found = judge(source, copy);
  const isUnread = input.lost.length > 0 || (stated === undefined && readRaw(input, 'result') !== undefined);
  const claimed = stated ?? found ?? 'unreachable';
  const result = found === 'mismatch' && claimed !== 'missing' ? found : claimed !== 'match' ? claimed : isUnread ? 'unreachable' : claimed;
  if (result !== 'match') fact.run.report.lost = `copy_${result}`;
  if (fact.run.settings.destination === undefined) {
    input.reject('the run', 'one that names its `destination`', undefined, 'the comparison is of no copy');
    return result;
  }
  emitFact(
    fact.run,
    EVENT_BACKUP_COPY_COMPARED,
    definedOnly<EventAttributeValue>({
      [ATTR_BACKUP_COPY_COMPARISON]: result,
      [ATTR_BACKUP_COPY_SIZE]: copy?.bytes,
      [ATTR_BACKUP_SOURCE_SIZE]: source?.bytes,
    }),
  );
  return result;
}

interface Measured {
  readonly bytes?: number | undefined;
  readonly checksum?: ReturnType<typeof parseChecksum>;
}

/** What cannot be read of it is among what the comparison lost. */
function measure(input: OpenInput, field: 'source' | 'copy'): Measured | undefined {
  const given = readRaw(input, field);
  if (given === undefined) return undefined;
  const place = openInput(given, `\`${field}\``, MEASURED, '{ bytes: 1024 }', input.reject);
  const bytes = readCount(place, 'bytes');
  const checksum = read(place, 'checksum', '`algorithm:digest`', parseChecksum);
  input.lost.push(...place.lost);
  for (const [key, value] of Object.entries({ bytes, checksum }))
    if (value === undefined && readRaw(place, key) !== undefined) input.lost.push({ key });
  return { bytes, checksum };
}

const HEXADECIMAL = /^[\da-f]+$/i;

/** What sizes and checksums say; `undefined` where nothing can be compared. Of checksums those of one algorithm in one notation. */
function judge(source: Measured | undefined, copy: Measured | undefined): 'match' | 'mismatch' | undefined {
  const verdicts: boolean[] = [];
  if (source?.bytes !== undefined && copy?.bytes !== undefined) verdicts.push(source.bytes === copy.bytes);
  const [one, other] = [source?.checksum, copy?.checksum].map(
    (sum) =>
      sum && `${sum.algorithm.toLowerCase()} ${HEXADECIMAL.test(sum.digest) ? `hex ${sum.digest.toLowerCase()}` : `base64 ${sum.digest}`}`,
  );
  const kindOf = (sum: string) => sum.slice(0, sum.lastIndexOf(' '));
  if (one !== undefined && other !== undefined && kindOf(one) === kindOf(other)) verdicts.push(one === other);
  if (verdicts.includes(false)) return 'mismatch';
  return verdicts.length > 0 ? 'match' : undefined;
}
