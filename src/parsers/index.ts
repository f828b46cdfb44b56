export { createToolParser, type ToolParser } from './create-tool-parser.js';
export { parseToolOutput, type ToolOutput } from './parse-tool-output.js';
export { findTool, type ToolName } from './programs.js';
export type { OutputStream } from './tool.js';
export type { Count, ToolExit, ToolReport, ToolWarning } from './report.js';
export type { BackupOutcome } from '../semconv.js';
