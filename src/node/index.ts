export { startBackupTelemetry } from './start.js';
export type { BackupTelemetryHandle } from './handle.js';
export type { StartOptions } from './options.js';
export { meterTransform } from './meter-transform.js';
