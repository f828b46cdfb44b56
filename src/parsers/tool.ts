import type { BackupOutcome } from '../semconv.js';
import type { ToolName } from './programs.js';
import type { ToolExit, ToolWarning } from './report.js';
import type { JsonInterest, JsonRecord } from './stream/json-reader.js';
import type { Tally } from './tally.js';

/** What an exit code stands for, and what it is about where it says that too. */
export type Verdict = BackupOutcome | readonly [BackupOutcome, ToolWarning];

/** Which of both streams something was written on. */
export type OutputStream = 'stdout' | 'stderr';

/** Reads the output of one run. */
export interface OutputReader {
  /** One line of text. */
  line?(text: string, stream: OutputStream): void;
  /** One JSON value, or one of the parts of it that are asked for. */
  value?(unit: string, record: JsonRecord, stream: OutputStream): void;
  /** All has been read. */
  end?(exit: ToolExit): void;
}

/** What is known of one tool. */
export interface ToolDefinition {
  readonly name: ToolName;
  /** The tool's own table of exit codes. `undefined`: it is not in it. */
  readonly exit: (code: number) => Verdict | undefined;
  /** Where there may be JSON. */
  readonly json?: JsonInterest;
  /** Lines of commands that have no figures, whatever their flags. */
  readonly figureless?: RegExp;
  /** Which flag makes the report exact. */
  readonly advice?: string;
  /** Its figures are rounded with every flag. */
  readonly isNeverExact?: true;
  read(tally: Tally): OutputReader;
}

/** A table of exit codes. */
export function exits(table: Readonly<Record<number, Verdict>>): ToolDefinition['exit'] {
  return (code) => (Object.hasOwn(table, code) ? table[code] : undefined);
}
