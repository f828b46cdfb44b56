export { defineBackup, recordBackup, startBackup, onBackupEvent, withBackup } from './job/default.js';
export { createBackupTelemetry, type BackupTelemetry, type BackupTelemetryOptions } from './job/telemetry.js';
export type { BackupDefinition, DefinedBackup, DefinedRunOptions, ExpectedCopy } from './job/definition-types.js';
export type {
  BackupEvent,
  BackupEventAttributes,
  BackupEventListener,
  BackupEventName,
  EventAttributes,
  EventAttributeValue,
} from './events/event.js';
export type { EventLogger, EventLoggerProvider, InjectedProviders } from './job/sdk/providers.js';
export type {
  BackupOptions,
  BackupProgress,
  BackupRecord,
  BackupReport,
  BackupRun,
  ByteCounter,
  FlushMode,
  CountedChunk,
  RecordedPhase,
  RunControls,
  RunDescription,
  RunReference,
  StartedBackup,
} from './job/types.js';
export type { BackupOperation, BackupOutcome, BackupTrigger, BackupType } from './semconv.js';
export type { Duration, DurationUnit } from './policy/duration.js';
export { BackupTelemetryError, isBackupTelemetryError, type BackupTelemetryErrorCode } from './errors.js';
