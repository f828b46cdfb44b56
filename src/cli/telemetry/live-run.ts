import { statSync } from 'node:fs';
import type { Core } from '../../job/instance/core.js';
import { RUN_FIELDS } from '../../job/input/fields.js';
import { openInput } from '../../job/input/input.js';
import { createReject } from '../../job/input/reject.js';
import { readParent, readRunSettings, readWatchSettings } from '../../job/input/settings.js';
import { createJobProblems } from '../../job/instance/job-problems.js';
import { mergeReport } from '../../job/input/report.js';
import { createHandle } from '../../job/run/handle.js';
import type { RunEnd } from '../../job/run/open-run.js';
import { openRun } from '../../job/run/run.js';
import { watchRun } from '../../job/run/watch.js';
import type { BackupOptions, BackupProgress, BackupReport } from '../../job/types.js';
import { EVENT_BACKUP_RUN_HEARTBEAT } from '../../semconv.js';
import { orUndefined } from '../../untrusted/calls.js';

/** A run that begins before its telemetry does. */
export interface LiveRunStart {
  readonly options: BackupOptions;
  readonly names: { readonly runId: string; readonly traceId: string; readonly spanId: string };
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** What is wrong with how it was called. */
  readonly problems: readonly string[];
  /** Of a run of several processes: events of those before, after that of its start. */
  readonly earlierEvents?: number | undefined;
  /** A file whose growth is its progress. */
  readonly outputFile?: string | undefined;
}

/** A run of a command. */
export interface LiveRun {
  readonly report: (report: BackupReport) => void;
  /** A stage of its pipe that failed. */
  readonly failStage: (name: string, error: unknown, endedAt: number) => void;
  readonly end: (end: RunEnd) => void;
  /** Says how far it has come, and leaves the rest of the run to another process. Answers how many events that took. */
  readonly advance: (progress: BackupProgress) => number;
  /** Another process ends it. */
  readonly leaveOpen: () => void;
}

/** Begins a run with the names and the time that it was given when its command was started. */
export function beginRun(given: Core, { options, names, startedAt, problems: said, outputFile, earlierEvents = 0 }: LiveRunStart): LiveRun {
  const core = earlierEvents > 0 ? countOn(given, earlierEvents) : given;
  const problems = createJobProblems(core);
  const input = openInput(
    options,
    'the options',
    RUN_FIELDS,
    '{ job: "db-nightly" }',
    createReject(problems.report, 'options_invalid', ''),
  );
  const settings = readRunSettings(core, input);
  const watching = readWatchSettings(input, core.heartbeatMs);
  const parent = readParent(input);
  const run = openRun(core, { settings, problems, parent, toleranceMs: watching.heartbeatMs, startedAt, id: names.runId });
  const watch = watchRun(run, watching);
  const { handle, flush } = createHandle(run, watch, run);
  for (const message of said) problems.report('options_invalid', message, '');
  // "Alive without progress" is seen by a heartbeat beside which the file does not grow.
  watch.onBeat(() => {
    const size = outputFile === undefined ? undefined : orUndefined(() => statSync(outputFile).size);
    if (size !== undefined) handle.progress({ bytesDone: size });
    flush();
  });
  core.flusher.flushEarly();
  return {
    report: (report) => {
      mergeReport(run.report, report, problems.report, beginRun);
    },
    failStage(name, error, endedAt) {
      run.openPhase(name, run, startedAt).end('failure', error, 0, endedAt);
    },
    advance(progress) {
      watch.stop();
      run.emit(EVENT_BACKUP_RUN_HEARTBEAT);
      handle.progress(progress);
      flush();
      return EVENTS_OF_PROGRESS;
    },
    leaveOpen() {
      watch.stop();
    },
    end(end) {
      watch.stop();
      flush();
      if (end.outcome === 'timeout') run.deadlineExceeded = true;
      run.end(end);
    },
  };
}

// A sign of life and the progress.
const EVENTS_OF_PROGRESS = 2;

/** The start is the event that it was, by its id; those after it count on from where another process stopped. */
function countOn(core: Core, earlier: number): Core {
  const { emit } = core.events;
  return {
    ...core,
    events: {
      ...core.events,
      emit: ({ sequence = 0, ...draft }, keep) => {
        emit({ ...draft, sequence: sequence > 1 ? sequence + earlier : sequence }, keep);
      },
    },
  };
}
