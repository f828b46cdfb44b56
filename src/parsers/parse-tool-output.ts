import { createToolParser } from './create-tool-parser.js';
import type { ToolExit, ToolReport } from './report.js';

/** The whole output of a tool that has ended. */
export interface ToolOutput extends ToolExit {
  /** A name of a tool, or the program as it was called, such as `/usr/bin/restic`. */
  readonly tool: string;
  /** All that it wrote on stdout. @default nothing */
  readonly stdout?: string | Uint8Array;
  /** All that it wrote on stderr. @default nothing */
  readonly stderr?: string | Uint8Array;
}

/**
 * The report of a run whose output is there as a whole. Where it may be large, write it to {@link createToolParser} as it comes.
 *
 * @throws BackupTelemetryError with code `configuration_invalid` where the tool is not known.
 *
 * @example
 * ```ts
 * import { parseToolOutput } from '@wedsync/backup-telemetry/parsers';
 *
 * const report = parseToolOutput({ tool: 'tar', exitCode: 1, stderr: 'tar: data/log: file changed as we read it\n' });
 * console.log(report.outcome, report.warnings); // partial { source_changed: 1 }
 * ```
 */
export function parseToolOutput({ tool, stdout, stderr, ...exit }: ToolOutput): ToolReport {
  const parser = createToolParser(tool);
  if (stdout !== undefined) parser.write(stdout, 'stdout');
  if (stderr !== undefined) parser.write(stderr, 'stderr');
  return parser.end(exit);
}
