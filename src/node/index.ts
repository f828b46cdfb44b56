export { startBackupTelemetry, type BackupTelemetryHandle } from './start.js';
export type { StartOptions } from './options.js';
export { meterTransform } from './meter-transform.js';
