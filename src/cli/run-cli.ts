import { isBackupTelemetryError } from '../errors.js';
import { messageOf } from '../untrusted/message-of.js';
import { readOptions, type GivenOptions } from '../server/config/read-options.js';
import { unknownVariables } from '../server/config/variables.js';
import type { Command, CommandEntry } from './command.js';
import { EXIT } from './exit-codes.js';
import { renderCommandHelp, renderHelp } from './help.js';
import type { CliIo } from './io.js';
import type { PackageFacts } from './package-facts.js';
import { parseOptions } from './parse-options.js';
import { createStyle } from './style.js';
import { suggest } from '../untrusted/suggest.js';

/** What {@link runCli} works with. */
export interface RunCliOptions {
  /** Arguments after the program's name. */
  readonly args: readonly string[];
  readonly commands: readonly CommandEntry[];
  readonly facts: PackageFacts;
  readonly io: CliIo;
}

/** Finds the command, reads its options, runs it, and resolves to the exit code. Never rejects, never ends the process. */
export async function runCli({ args, commands, facts, io }: RunCliOptions): Promise<number> {
  const style = createStyle(io);
  const usage = (mistake: string, helpOf: string, exitCode: number = EXIT.usage) => {
    io.stderr(`backup-telemetry: ${mistake}\nSee: npx @wedsync/backup-telemetry ${helpOf}--help\n`);
    return exitCode;
  };

  const [first, ...rest] = args;
  if (first === undefined) {
    io.stderr(renderHelp(commands, style));
    return EXIT.usage;
  }
  if (first === '--version' || first === '-v') {
    io.stdout(`${facts.version}\n`);
    return EXIT.ok;
  }
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) {
    io.stdout(renderHelp(commands, style));
    return EXIT.ok;
  }
  // `help init` is `init --help`.
  const [name = '', ...own] = first === 'help' ? [rest[0] ?? '', '--help'] : args;
  if (name.startsWith('-')) return usage(`unknown option ${name}`, '');
  const entry = commands.find((candidate) => candidate.name === name);
  if (!entry) {
    const meant = suggest(
      name,
      commands.map((candidate) => candidate.name),
    );
    return usage(`unknown command "${name}"${meant === undefined ? '' : `. Did you mean "${meant}"?`}`, '');
  }

  const command = await entry.load();
  if (command.takesAll && !asksForHelp(own)) return command.takesAll(own, io);
  const parsed = parseOptions(name, command, own);
  const wrong = (mistake: string) => usage(`${name}: ${mistake}`, `${name} `, command.usageExitCode);
  if ('mistake' in parsed) return wrong(parsed.mistake);
  if (parsed.given['help'] === true) {
    io.stdout(renderCommandHelp(name, command, style));
    return EXIT.ok;
  }
  const values = readValues(name, command, parsed.given, io);
  if (typeof values === 'string') return wrong(values);
  try {
    return await command.run({ io, style, facts, values, operands: parsed.operands });
  } catch (error) {
    if (isBackupTelemetryError(error) && error.code === 'configuration_invalid') return wrong(error.message);
    io.stderr(`backup-telemetry: ${name}: ${messageOf(error)}\n`);
    return command.usageExitCode ?? EXIT.failed;
  }
}

/** What follows `--`, or an operand, is not ours to read. */
function asksForHelp(args: readonly string[]): boolean {
  const [first] = args;
  return first === '--help' || first === '-h';
}

/** Values of all options, or the sentence that says what is wrong. A variable that nobody reads is no reason to stop. */
function readValues(name: string, { options, variables, check }: Command, given: GivenOptions, io: CliIo) {
  if (variables !== undefined) {
    for (const sentence of unknownVariables(name, variables, options, io.env)) io.stderr(`${name}: ${sentence}\n`);
  }
  const read = readOptions(options, { given, env: io.env, prefix: variables });
  if ('mistake' in read) return read.mistake;
  const values = { ...read.values, help: false };
  return check?.(values) ?? values;
}
