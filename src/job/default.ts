import { SCOPE_NAME } from '../semconv.js';
import { bindTelemetry, createCore, type BackupTelemetry } from './telemetry.js';

// One instance in a process, however often the package is loaded (as ESM and as CommonJS, say):
// two would each keep half of the jobs' state. The key carries the version of what is stored under it.
const KEY = Symbol.for(`${SCOPE_NAME}.1`);

const holder = globalThis as Record<symbol, BackupTelemetry | undefined>;

/** Core of the one instance, unless another copy of the package made that: then nothing ever happens here. */
export const defaultCore = createCore();

const telemetry = (holder[KEY] ??= bindTelemetry(defaultCore));

/**
 * Runs a backup in a span and records its start, its life and its end.
 * What `fn` returns is returned untouched, what it throws is rethrown as the same object, and no problem in telemetry stops it.
 * Resolves when the telemetry has left, or 2 s after the end.
 *
 * @throws BackupTelemetryError with the code `callback_required` when there is no function to run
 * @example
 * ```ts
 * import { withBackup } from '@wedsync/backup-telemetry';
 *
 * await withBackup({ job: 'wedding-db-nightly', type: 'full', destination: 's3-eu' }, async (run) => {
 *   const dump = await run.phase('dump', () => ({ size: 1024 }));
 *   run.report({ bytes: dump.size, files: 1 });
 * });
 * ```
 */
export const withBackup: BackupTelemetry['withBackup'] = telemetry.withBackup;

/**
 * Starts a run that somebody else ends: for orchestrators driven by events.
 *
 * @example
 * ```ts
 * import { startBackup } from '@wedsync/backup-telemetry';
 *
 * const run = startBackup({ job: 'wedding-db-nightly', trigger: 'event' });
 * run.progress({ filesDone: 1, filesTotal: 2 });
 * await run.succeed({ bytes: 1024 });
 * ```
 */
export const startBackup: BackupTelemetry['startBackup'] = telemetry.startBackup;

/**
 * Records a run that happened elsewhere, with its own times.
 *
 * @example
 * ```ts
 * import { recordBackup } from '@wedsync/backup-telemetry';
 *
 * await recordBackup({ job: 'vendor-archive', startedAt: new Date('2026-06-01T02:00:00Z'), endedAt: new Date('2026-06-01T02:10:00Z') });
 * ```
 */
export const recordBackup: BackupTelemetry['recordBackup'] = telemetry.recordBackup;

/**
 * Makes a job known with what is expected of it, so that one that never runs is seen too.
 *
 * Never throws: what is wrong in the definition is a problem, and is left out.
 *
 * @example
 * ```ts
 * import { defineBackup } from '@wedsync/backup-telemetry';
 *
 * const nightly = defineBackup({ job: 'wedding-db-nightly', every: '24h', startGrace: '30m', rpo: '24h', copies: [{ destination: 's3-us' }] });
 * await nightly.run((run) => run.report({ bytes: 1024 }));
 * ```
 */
export const defineBackup: BackupTelemetry['defineBackup'] = telemetry.defineBackup;

/**
 * Hands every event of the process's backups to a listener, but those of instances that {@link createBackupTelemetry} made, until the returned function is called.
 *
 * @example
 * ```ts
 * import { onBackupEvent } from '@wedsync/backup-telemetry';
 *
 * const unsubscribe = onBackupEvent((event) => {
 *   if (event.name === 'backup.run.finished') console.log(event.attributes['backup.job.name'], event.attributes['backup.outcome']);
 * });
 * unsubscribe();
 * ```
 */
export const onBackupEvent: BackupTelemetry['onBackupEvent'] = telemetry.onBackupEvent;
