export { durationFrom } from './duration-from.js';
export { startBackupTelemetry } from './start.js';
export type { BackupTelemetryHandle } from './handle.js';
export type { StartOptions } from './options.js';
export { byteCounterStream, type ByteCounterStreamOptions } from './byte-counter-stream.js';
export { runCommand, type RunningCommand } from './command/run-command.js';
export type { CommandError } from './command/error.js';
export type { CommandOptions } from './command/options.js';
export type { CommandResult } from './command/execute.js';
