export { durationFrom } from './settings/duration-from.js';
export { startBackupTelemetry } from './sdk/start.js';
export type { BackupTelemetryHandle } from './sdk/handle.js';
export type { StartOptions } from './settings/options.js';
export { byteCounterStream, type ByteCounterStreamOptions } from './byte-counter-stream.js';
export { runCommand, type RunningCommand } from './command/run-command.js';
export type { CommandError } from './command/error.js';
export type { CommandOptions } from './command/options.js';
export type { CommandResult } from './command/execute.js';
