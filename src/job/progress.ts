import {
  ATTR_BACKUP_PHASE_NAME,
  ATTR_BACKUP_PROGRESS_BYTES_DONE,
  ATTR_BACKUP_PROGRESS_BYTES_TOTAL,
  ATTR_BACKUP_PROGRESS_FILES_DONE,
  ATTR_BACKUP_PROGRESS_FILES_TOTAL,
  EVENT_BACKUP_RUN_PROGRESS,
  METRIC_BACKUP_LAST_PROGRESS_TIME,
  METRIC_BACKUP_PROCESSED,
} from '../semconv.js';
import { record } from './core.js';
import { createReader } from './input.js';
import type { EventAttributes, OpenRun } from './run.js';

/** Tells the progress of one handle, at most once a second, and counts its bytes. */
export interface ProgressTeller {
  /** Takes over what a caller says. */
  readonly tell: (progress: unknown, at: (...args: never[]) => unknown) => void;
  /** Counts bytes of a meter. Called for every chunk, so it does next to nothing. */
  readonly count: (bytes: number) => void;
  /** Bytes counted so far. */
  readonly processed: () => number;
  /** Tells what has not been told yet, however recent. */
  readonly flush: () => void;
}

const FIELDS = {
  bytesDone: ATTR_BACKUP_PROGRESS_BYTES_DONE,
  bytesTotal: ATTR_BACKUP_PROGRESS_BYTES_TOTAL,
  filesDone: ATTR_BACKUP_PROGRESS_FILES_DONE,
  filesTotal: ATTR_BACKUP_PROGRESS_FILES_TOTAL,
} as const;

const LEAST_INTERVAL_MS = 1_000;

export function createProgressTeller(run: OpenRun, phaseName: string | undefined): ProgressTeller {
  const { core, settings } = run;
  const latest: EventAttributes = phaseName === undefined ? {} : { [ATTR_BACKUP_PHASE_NAME]: phaseName };
  let processed = 0;
  let recorded = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let pending = false;

  function emit(): void {
    if (!pending) return;
    pending = false;
    toldAt = core.clock.elapsed();
    if (processed > recorded) {
      latest[ATTR_BACKUP_PROGRESS_BYTES_DONE] = processed;
      record(core, METRIC_BACKUP_PROCESSED, processed - recorded, settings.labels.identity);
      recorded = processed;
    }
    const now = core.clock.now();
    core.sheet.renew(METRIC_BACKUP_LAST_PROGRESS_TIME, settings.labels.identity, now / 1_000);
    run.emit(EVENT_BACKUP_RUN_PROGRESS, { ...latest }, now);
  }

  function emitUnlessRecent(): void {
    if (core.clock.elapsed() - toldAt >= LEAST_INTERVAL_MS) emit();
  }

  return {
    tell(progress, at) {
      if (typeof progress !== 'object' || progress === null) {
        core.report('progress_invalid', 'Expected progress to be an object such as { bytesDone: 1024 }; it is left out.', at);
        return;
      }
      const reader = createReader(progress, 'progress_invalid', core.report, at);
      for (const [field, name] of Object.entries(FIELDS)) {
        const value = reader.count(field);
        if (value === undefined || value === latest[name]) continue;
        latest[name] = value;
        // Only work that was done is progress: a job that learns its total again and again stands still.
        if (field === 'bytesDone' || field === 'filesDone') pending = true;
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
