import { BackupTelemetryError } from '../errors.js';
import type { BackupOutcome } from '../semconv.js';
import { worstEnd } from '../semconv/outcome-order.js';
import { isZero } from './amounts.js';
import { definitionOf } from './definitions.js';
import { TOOL_NAMES, writesData, type ToolName } from './programs.js';
import type { ToolExit, ToolReport } from './report.js';
import { createTextReader, type TextReader } from './stream/text-reader.js';
import { createTally, type Tally } from './tally.js';
import type { OutputReader, OutputStream, ToolDefinition } from './tool.js';

/** Reads the output of one run of a tool while it comes, in memory that does not grow with it. */
export interface ToolParser {
  /** The tool whose output is read. */
  readonly tool: ToolName;
  /**
   * Takes the next piece of output, cut anywhere. Never throws for what is in it.
   *
   * @param stream - Which of both streams it came from. @default 'stdout'
   */
  readonly write: (chunk: string | Uint8Array, stream?: OutputStream) => void;
  /** The report, once the tool has ended. Without an exit code and a signal the outcome is `failure`. Later calls give the same report. */
  readonly end: (exit: ToolExit) => ToolReport;
}

/**
 * Makes a parser for one run of a tool.
 *
 * @param tool - A name of a tool, or the program as it was called, such as `/usr/bin/restic`.
 * @throws BackupTelemetryError with code `configuration_invalid` where the tool is not known; {@link findTool} asks without throwing.
 *
 * @example
 * ```ts
 * import { spawn } from 'node:child_process';
 * import { createToolParser } from '@wedsync/backup-telemetry/parsers';
 *
 * const parser = createToolParser('restic');
 * const child = spawn('restic', ['backup', '--json', '/srv']);
 * child.stdout.on('data', (chunk: Uint8Array) => parser.write(chunk));
 * child.stderr.on('data', (chunk: Uint8Array) => parser.write(chunk, 'stderr'));
 * child.on('close', (exitCode, signal) => {
 *   const { outcome, bytes, files } = parser.end({ exitCode, signal });
 *   console.log(outcome, bytes, files);
 * });
 * ```
 */
export function createToolParser(tool: string): ToolParser {
  const definition = definitionOf(tool);
  if (!definition) throw new BackupTelemetryError('configuration_invalid', unknownTool(tool));
  const tally = createTally();
  const output = definition.read(tally);
  const streams = { stdout: openStream('stdout', definition, tally, output), stderr: openStream('stderr', definition, tally, output) };
  let report: ToolReport | undefined;
  return {
    tool: definition.name,
    write(chunk, stream = 'stdout') {
      if (!report) streams[stream].write(chunk);
    },
    end(exit) {
      if (report) return report;
      streams.stdout.end();
      streams.stderr.end();
      output.end?.(exit);
      report = reportOf(definition, tally, exit);
      return report;
    },
  };
}

interface OpenStream {
  write(chunk: string | Uint8Array): void;
  end(): void;
}

function openStream(stream: OutputStream, { name, json, figureless }: ToolDefinition, tally: Tally, output: OutputReader): OpenStream {
  if (stream === 'stdout' && writesData(name)) return { write: () => undefined, end: () => undefined };
  const decoder = new TextDecoder();
  const reader: TextReader = createTextReader(json, {
    line(text) {
      if (figureless?.test(text)) tally.noteFigureless();
      output.line?.(text, stream);
    },
    value: (unit, record) => output.value?.(unit, record, stream),
    broken: () => tally.warn('unreadable_output'),
  });
  return {
    write: (chunk) => reader.write(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })),
    end() {
      reader.write(decoder.decode());
      reader.end();
    },
  };
}

const SIGINT_CODE = 130;

function exitOutcome({ exit }: ToolDefinition, tally: Tally, { exitCode, signal }: ToolExit): BackupOutcome {
  if (typeof signal === 'string') return signal === 'SIGINT' ? 'cancelled' : 'failure';
  if (typeof exitCode !== 'number') {
    tally.warn('exit_unknown');
    return 'failure';
  }
  const verdict = exit(exitCode) ?? (exitCode === SIGINT_CODE ? 'cancelled' : 'failure');
  if (typeof verdict === 'string') return verdict;
  const [outcome, what] = verdict;
  // The tool's own words said it before, mostly.
  if (!tally.warnings[what]) tally.warn(what);
  return outcome;
}

function reportOf(definition: ToolDefinition, tally: Tally, exit: ToolExit): ToolReport {
  const byExit = exitOutcome(definition, tally, exit);
  // What one that was interrupted says comes of that. Unreadable JSON may have been a word about a failure.
  const doubt = tally.warnings.unreadable_output ? 'partial' : 'success';
  const outcome = byExit === 'cancelled' ? byExit : (worstEnd([byExit, tally.outcome, doubt]) ?? byExit);
  const hasMore =
    (tally.isRounded && !definition.isNeverExact) || (tally.figures.bytes === undefined && !tally.isFigureless && outcome !== 'failure');
  return {
    tool: definition.name,
    outcome: outcome === 'partial' && isZero(tally.figures.files) ? 'failure' : outcome,
    ...tally.figures,
    isRounded: tally.isRounded,
    errors: tally.errors,
    warnings: { ...tally.warnings },
    ...(hasMore && definition.advice !== undefined && { advice: definition.advice }),
  };
}

function unknownTool(tool: unknown): string {
  const came = typeof tool === 'string' ? `"${tool.slice(0, 40)}"` : tool === null ? 'null' : typeof tool;
  return `Expected a tool whose output can be read (${TOOL_NAMES.join(', ')}), got ${came}.`;
}
