import type { OptionTable, OptionValues } from '../server/config/option-table.js';
import type { CliIo } from './io.js';
import type { PackageFacts } from './package-facts.js';
import type { Style } from './style.js';

/** What a command is given. */
export interface Invocation<V> {
  readonly io: CliIo;
  readonly style: Style;
  readonly facts: PackageFacts;
  readonly values: V;
  /** What came besides options, in order, and all that came after `--`. */
  readonly operands: readonly string[];
}

/** A command as data: dispatcher, `--help`, suggestions and pages read it, `run` does it. */
export interface Command<V = Readonly<Record<string, unknown>>> {
  /** What `--help` says between usage and options. */
  readonly description: readonly string[];
  /** What may follow the options. Without it the command takes none. */
  readonly operands?: { readonly usage: string; readonly min: number };
  readonly options: OptionTable;
  /** What the variables of its options begin with, such as `BACKUP_TELEMETRY_GATEWAY`. Without it they have none. */
  readonly variables?: string;
  /** Says what is wrong with options that are well each by itself. */
  readonly check?: (values: V) => string | undefined;
  readonly examples: readonly string[];
  /** Of a command whose exit codes others have laid down: what wrong usage ends with, and any failure. Its description says what the codes mean. */
  readonly usageExitCode?: number;
  /** Of a command that wraps another one, in place of `run`: takes all arguments as they came, since mistakes among its options end nothing. */
  readonly takesAll?: (args: readonly string[], io: CliIo) => Promise<number>;
  /** Resolves to the exit code. @throws BackupTelemetryError `configuration_invalid` for wrong usage that shows only now */
  readonly run: (invocation: Invocation<V>) => Promise<number>;
}

/** A command in the list of commands, which is loaded when it is called: its name costs nothing. */
export interface CommandEntry {
  readonly name: string;
  /** One line in the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Ties the type of `values` to the options a command names. */
export function defineCommand<const O extends OptionTable>(command: Command<OptionValues<O>> & { readonly options: O }): Command {
  // The reader makes values of exactly the options in the table.
  return command as unknown as Command;
}
