import type { Command } from './command.js';
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
  readonly commands: readonly Command[];
  readonly facts: PackageFacts;
  readonly io: CliIo;
}

/** Finds the command, reads its options, runs it, and resolves to the exit code. Never rejects, never ends the process. */
export async function runCli({ args, commands, facts, io }: RunCliOptions): Promise<number> {
  const style = createStyle(io);
  const usage = (mistake: string, helpOf: string) => {
    io.stderr(`backup-telemetry: ${mistake}\nSee: npx @wedsync/backup-telemetry ${helpOf}--help\n`);
    return EXIT.usage;
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
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    const meant = suggest(
      name,
      commands.map((candidate) => candidate.name),
    );
    return usage(`unknown command "${name}"${meant === undefined ? '' : `. Did you mean "${meant}"?`}`, '');
  }

  const parsed = parseOptions(command, own);
  if ('mistake' in parsed) return usage(`${command.name}: ${parsed.mistake}`, `${command.name} `);
  if (parsed.values['help'] === true) {
    io.stdout(renderCommandHelp(command, style));
    return EXIT.ok;
  }
  try {
    return await command.run({ io, style, facts, values: parsed.values, operands: parsed.operands });
  } catch (error) {
    io.stderr(`backup-telemetry: ${command.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.failed;
  }
}
