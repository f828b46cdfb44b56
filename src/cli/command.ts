import type { CliIo } from './io.js';
import type { PackageFacts } from './package-facts.js';
import type { Style } from './style.js';

/** An option of a command, as `--help` shows it. */
export type OptionSpec =
  | { readonly type: 'boolean'; readonly short?: string; readonly summary: string }
  | { readonly type: 'string'; readonly short?: string; readonly placeholder: string; readonly summary: string };

/** Options by their long name. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** Values of the options in a table. */
export type OptionValues<O extends OptionTable> = {
  readonly [K in keyof O]: O[K] extends { type: 'boolean' } ? boolean : string | undefined;
};

/** What a command is given. */
export interface Invocation<V> {
  readonly io: CliIo;
  readonly style: Style;
  readonly facts: PackageFacts;
  readonly values: V;
  /** What came besides options, in order, and all that came after `--`. */
  readonly operands: readonly string[];
}

/** A command as data: dispatcher, `--help` and suggestions read it, `run` does it. */
export interface Command<V = Readonly<Record<string, string | boolean | undefined>>> {
  readonly name: string;
  /** One line in the list of commands. */
  readonly summary: string;
  /** What `--help` says between usage and options. */
  readonly description: readonly string[];
  /** What may follow the options. Without it the command takes none. */
  readonly operands?: { readonly usage: string; readonly min: number };
  readonly options: OptionTable;
  readonly examples: readonly string[];
  /** Resolves to the exit code. */
  readonly run: (invocation: Invocation<V>) => Promise<number>;
}

/** Ties the type of `values` to the options a command names. */
export function defineCommand<const O extends OptionTable>(command: Command<OptionValues<O>> & { readonly options: O }): Command {
  // The parser makes values of exactly the options in the table.
  return command as unknown as Command;
}
