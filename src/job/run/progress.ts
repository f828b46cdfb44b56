import {
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_PROGRESS_DONE_SIZE,
  ATTR_BACKUP_PROGRESS_TOTAL_SIZE,
  ATTR_BACKUP_PROGRESS_DONE_FILE_COUNT,
  ATTR_BACKUP_PROGRESS_TOTAL_FILE_COUNT,
  EVENT_BACKUP_RUN_PROGRESS,
  METRIC_BACKUP_PROCESSED_SIZE,
} from '../../semconv.js';
import type { EventAttributes } from '../../events/event.js';
import { record } from '../instance/core.js';
import { createReject } from '../input/reject.js';
import type { FieldsOf } from '../input/fields.js';
import { openInput, readCount } from '../input/input.js';
import type { CallSite } from '../problems.js';
import type { Moment } from './run-clock.js';
import type { OpenRun } from './open-run.js';
import type { BackupProgress } from '../types.js';

/** Emits the progress of one handle, at most once a second, and counts its bytes. */
export interface ProgressEmitter {
  /** Takes over what a caller says. */
  readonly take: (progress: unknown, at: CallSite) => void;
  /** Counts bytes of a byte counter. Called for every chunk, so it does next to nothing. */
  readonly count: (bytes: number) => void;
  /** Bytes counted so far. */
  readonly processed: () => number;
  /** Emits what has not been emitted yet, however recent. */
  readonly flush: () => void;
}

/** Every field of progress, and the attribute that it becomes. */
const FIELDS = {
  bytesDone: ATTR_BACKUP_PROGRESS_DONE_SIZE,
  bytesTotal: ATTR_BACKUP_PROGRESS_TOTAL_SIZE,
  filesDone: ATTR_BACKUP_PROGRESS_DONE_FILE_COUNT,
  filesTotal: ATTR_BACKUP_PROGRESS_TOTAL_FILE_COUNT,
} as const satisfies FieldsOf<BackupProgress>;

const LEAST_INTERVAL_MS = 1_000;

export function createProgressEmitter(run: OpenRun, phaseName: string | undefined): ProgressEmitter {
  const { core, settings } = run;
  const latest: EventAttributes = phaseName === undefined ? {} : { [ATTR_BACKUP_PHASE_NAME]: phaseName };
  let processed = 0;
  let recorded = 0;
  let emittedAt: Moment | undefined;
  let pending = false;

  function emit(): void {
    if (!pending) return;
    pending = false;
    emittedAt = run.clock.moment();
    if (processed > recorded) {
      latest[ATTR_BACKUP_PROGRESS_DONE_SIZE] = processed;
      record(core, METRIC_BACKUP_PROCESSED_SIZE, processed - recorded, settings.labels.identity);
      recorded = processed;
    }
    run.emit(EVENT_BACKUP_RUN_PROGRESS, { ...latest }, emittedAt.time);
  }

  function emitUnlessRecent(): void {
    if (!emittedAt || run.clock.since(emittedAt) >= LEAST_INTERVAL_MS) emit();
  }

  return {
    take(progress, at) {
      const input = openInput(
        progress,
        'progress',
        FIELDS,
        '{ bytesDone: 1024 }',
        createReject(run.problems.report, 'progress_invalid', at),
      );
      for (const [field, name] of Object.entries(FIELDS)) {
        const value = readCount(input, field);
        if (value === undefined || value === latest[name]) continue;
        latest[name] = value;
        // Only work that was done is progress: a job that learns its total again and again stands still.
        if (/Done/.test(field)) pending = true;
      }
      emitUnlessRecent();
    },
    count(bytes) {
      if (bytes <= 0) return;
      processed += bytes;
      run.processed += bytes;
      pending = true;
      emitUnlessRecent();
    },
    processed: () => processed,
    flush: emit,
  };
}
