import type * as api from '@opentelemetry/api';
import type { Duration } from '../policy/duration.js';
import { ATTR_BACKUP_TELEMETRY_PROBLEM, METRIC_BACKUP_TELEMETRY_PROBLEMS } from '../semconv.js';
import { createClock, realElapsed } from './clock.js';
import { createReject } from './input/reject.js';
import type { Core } from './instance/core.js';
import { defineJob } from './definition/definition.js';
import type { BackupDefinition, DefinedBackup } from './definition-types.js';
import type { BackupEventListener } from '../events/event.js';
import { createEventEmitter } from './sdk/events.js';
import { createFlusher } from './sdk/flush.js';
import type { FieldsOf } from './input/fields.js';
import { openInput, read, readLongDuration, readOneOf } from './input/input.js';
import { runBackup, startRun } from './run/with-backup.js';
import { createProblemReporter, problemWatchers, type CallSite, type ProblemWatcher } from './problems.js';
import { createProviders, type EventLoggerProvider, type InjectedProviders, type Providers } from './sdk/providers.js';
import { recordRun } from './run/record.js';
import { FLUSH_MODES, readHeartbeat } from './input/settings.js';
import { createGaugeStore } from '../state/gauge-store.js';
import { createLabelCache } from '../state/job-labels.js';
import { createRunSlots } from './instance/run-slots.js';
import type { BackupOptions, BackupRecord, BackupRun, FlushMode, StartedBackup } from './types.js';

/** Options of {@link createBackupTelemetry}. */
export interface BackupTelemetryOptions extends InjectedProviders {
  /** Clock in milliseconds since the Unix epoch, for tests and replays. @default the system's clocks */
  readonly now?: (() => number) | undefined;
  /** Time between signs of life of a run. @default '10s' */
  readonly heartbeat?: Duration | undefined;
  /** What the end of a run does about telemetry that has not left yet. @default 'await' */
  readonly flush?: FlushMode | undefined;
  /** How long the end of a run waits for that at most. @default '2s' */
  readonly flushTimeout?: Duration | undefined;
}

/** Everything that makes backups observable, bound to one set of providers. */
export interface BackupTelemetry {
  /** Runs a backup and records its start, its life and its end. */
  readonly withBackup: <T>(options: BackupOptions, fn: (run: BackupRun) => T | PromiseLike<T>) => Promise<T>;
  /** Starts a run that somebody else ends. */
  readonly startBackup: (options: BackupOptions) => StartedBackup;
  /** Records a run that happened elsewhere. */
  readonly recordBackup: (record: BackupRecord) => Promise<void>;
  /** Makes a job known with what is expected of it. Never throws: what is wrong in a definition is a problem, and is left out. */
  readonly defineBackup: (definition: BackupDefinition) => DefinedBackup;
  /** Hands every event to a listener until the returned function is called. */
  readonly onBackupEvent: (listener: BackupEventListener) => () => void;
}

/**
 * Makes an instance of its own, for hosts that do not register their providers globally.
 * Where providers are left out, whatever is registered globally at each run is used.
 *
 * Never throws: an option that is wrong is a problem, and is left out.
 *
 * @example
 * ```ts
 * import { createBackupTelemetry } from '@wedsync/backup-telemetry';
 *
 * const telemetry = createBackupTelemetry({ heartbeat: '30s', flush: 'background' });
 * await telemetry.withBackup({ job: 'db-nightly' }, (run) => run.report({ bytes: 1024 }));
 * ```
 */
export function createBackupTelemetry(options?: BackupTelemetryOptions): BackupTelemetry {
  return bindTelemetry(createCore(options));
}

const FIELDS: FieldsOf<BackupTelemetryOptions> = {
  tracerProvider: 1,
  meterProvider: 1,
  loggerProvider: 1,
  now: 1,
  heartbeat: 1,
  flush: 1,
  flushTimeout: 1,
};

/** What an instance is made of. @param watcher - Hears of each problem, in place of those that hear of every instance's */
export function createCore(options: BackupTelemetryOptions = {}, watcher?: ProblemWatcher, at: CallSite = createBackupTelemetry): Core {
  // Problems of the options themselves are found before there are providers to count them with.
  let late: Providers | undefined;
  const report = createProblemReporter(
    (problem) => {
      const attributes = { [ATTR_BACKUP_TELEMETRY_PROBLEM]: problem };
      return late?.instruments()(METRIC_BACKUP_TELEMETRY_PROBLEMS, 1, attributes);
    },
    watcher ? [watcher] : problemWatchers,
  );
  const input = openInput(options, 'the options', FIELDS, '{ heartbeat: "30s" }', createReject(report, 'configuration_invalid', at));
  const provider = (field: string, method: string) =>
    read<unknown>(input, field, `a provider with \`${method}\``, (value) =>
      typeof (value as Record<string, unknown>)[method] === 'function' ? value : undefined,
    );
  const now = read(input, 'now', 'a function', (value) => (typeof value === 'function' ? (value as () => number) : undefined));
  const clock = createClock(now);
  const gauges = createGaugeStore(report, clock.now);
  const bound = (late = createProviders(
    {
      tracerProvider: provider('tracerProvider', 'getTracer') as api.TracerProvider | undefined,
      meterProvider: provider('meterProvider', 'getMeter') as api.MeterProvider | undefined,
      loggerProvider: provider('loggerProvider', 'getLogger') as EventLoggerProvider | undefined,
    },
    gauges,
  ));
  return {
    clock,
    providers: bound,
    gauges,
    slots: createRunSlots(),
    definitions: new Map(),
    deferred: [],
    labels: createLabelCache(),
    report,
    heartbeatMs: readHeartbeat(input) ?? 10_000,
    flush: readOneOf(input, 'flush', FLUSH_MODES) ?? 'await',
    events: createEventEmitter(bound, gauges, report),
    // The flusher's limit is about the real world: it never follows an injected clock.
    flusher: createFlusher({
      providers: () => bound.all(),
      limitMs: readLongDuration(input, 'flushTimeout', 100) ?? 2_000,
      report,
      elapsed: realElapsed,
    }),
  };
}

/** The functions of an instance. */
export function bindTelemetry(core: Core): BackupTelemetry {
  return {
    withBackup: function withBackup<T>(runOptions: BackupOptions, fn: (run: BackupRun) => T | PromiseLike<T>): Promise<T> {
      return runBackup(core, runOptions, fn, withBackup);
    },
    startBackup: function startBackup(runOptions) {
      return startRun(core, runOptions, startBackup);
    },
    recordBackup: function recordBackup(record) {
      return recordRun(core, record, recordBackup);
    },
    defineBackup: function defineBackup(definition) {
      return defineJob(core, definition, defineBackup);
    },
    onBackupEvent: core.events.onBackupEvent,
  };
}
