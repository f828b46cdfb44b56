import type { Duration } from '../policy/duration.js';
import { ATTR_BACKUP_TELEMETRY_MISTAKE, METRIC_BACKUP_TELEMETRY_MISTAKES } from '../semconv.js';
import { createClock } from './clock.js';
import { complainLoudly } from './complain.js';
import type { Core } from './core.js';
import { defineJob } from './definition.js';
import type { BackupDefinition, DefinedBackup } from './definition-types.js';
import type { BackupEventListener } from './event-types.js';
import { createEventEmitter } from './events.js';
import { createFlusher } from './flush.js';
import { read, readDuration, readOneOf, type Input } from './input.js';
import { createLabelCache } from './labels.js';
import { runBackup, startRun } from './live.js';
import { createMistakeReporter } from './mistakes.js';
import { createProviders, type InjectedProviders } from './providers.js';
import { recordRun } from './record.js';
import { FLUSH_MODES } from './settings.js';
import { createRunSlots } from './slots.js';
import { createStateSheet } from './state-sheet.js';
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
  /** Runs a backup and tells its start, its life and its end. */
  readonly withBackup: <T>(options: BackupOptions, fn: (run: BackupRun) => T | PromiseLike<T>) => Promise<T>;
  /** Starts a run that somebody else ends. */
  readonly startBackup: (options: BackupOptions) => StartedBackup;
  /** Tells a run that happened elsewhere. */
  readonly recordBackup: (record: BackupRecord) => Promise<void>;
  /** Makes a job known with what is expected of it. @throws BackupTelemetryError with the code `definition_invalid` */
  readonly defineBackup: (definition: BackupDefinition) => DefinedBackup;
  /** Hands every event to a listener until the returned function is called. */
  readonly subscribe: (listener: BackupEventListener) => () => void;
}

/**
 * Makes an instance of its own, for hosts that do not register their providers globally.
 * Where providers are left out, whatever is registered globally at each run is used.
 *
 * @throws BackupTelemetryError with the code `configuration_invalid`
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

/** What an instance is made of. */
export function createCore(options: BackupTelemetryOptions = {}): Core {
  const complain = complainLoudly('configuration_invalid');
  if (typeof options !== 'object' || (options as unknown) === null) complain('options', 'an object', options);
  const input: Input = { source: options, complain };
  for (const [field, method] of [
    ['tracerProvider', 'getTracer'],
    ['meterProvider', 'getMeter'],
    ['loggerProvider', 'getLogger'],
  ] as const) {
    read(
      input,
      field,
      `a provider with \`${method}\``,
      (value) => typeof (value as Record<string, unknown>)[method] === 'function' || undefined,
    );
  }
  const now = read(input, 'now', 'a function', (value) => (typeof value === 'function' ? (value as () => number) : undefined));
  const clock = createClock(now);
  const report = createMistakeReporter((mistake) => {
    providers.instruments().record(METRIC_BACKUP_TELEMETRY_MISTAKES, 1, { [ATTR_BACKUP_TELEMETRY_MISTAKE]: mistake });
  });
  const sheet = createStateSheet(report, clock.now);
  const providers = createProviders(options, sheet);
  return {
    clock,
    providers,
    sheet,
    slots: createRunSlots(),
    statedCopies: new Map(),
    labels: createLabelCache(),
    report,
    heartbeatMs: readDuration(input, 'heartbeat') ?? 10_000,
    flush: readOneOf(input, 'flush', FLUSH_MODES) ?? 'await',
    events: createEventEmitter(providers, report),
    // The flusher's limit is about the real world: it never follows an injected clock.
    flusher: createFlusher({
      providers: () => providers.all(),
      limitMs: readDuration(input, 'flushTimeout') ?? 2_000,
      report,
      elapsed: () => performance.now(),
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
    defineBackup: (definition) => defineJob(core, definition),
    subscribe: core.events.subscribe,
  };
}
