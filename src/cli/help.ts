import type { Command, OptionSpec } from './command.js';
import { HELP_OPTION } from './parse-options.js';
import type { Style } from './style.js';

const PROGRAM = 'npx @wedsync/backup-telemetry';
const EXIT_CODES = 'Exit codes: 0 done, 1 failed, 2 wrong usage (nothing was done)';

/** `backup-telemetry --help`. */
export function renderHelp(commands: readonly Command[], { bold, dim }: Style): string {
  return lines([
    `${bold('backup-telemetry')}: OpenTelemetry for backups`,
    '',
    `${bold('Usage:')} ${PROGRAM} <command> [options]`,
    '',
    bold('Commands:'),
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    bold('Options:'),
    ...columns([
      ['-h, --help', 'Show this help; after a command, the help of that command'],
      ['-v, --version', 'Show the version'],
    ]),
    '',
    dim(EXIT_CODES),
  ]);
}

/** `backup-telemetry <command> --help`. */
export function renderCommandHelp(command: Command, { bold, dim }: Style): string {
  const operands = command.operands ? ` ${command.operands.usage}` : '';
  return lines([
    `${bold('Usage:')} ${PROGRAM} ${command.name} [options]${operands}`,
    '',
    ...command.description,
    '',
    bold('Options:'),
    ...columns(
      [...Object.entries(command.options), ['help', HELP_OPTION] as const].map(([name, option]) => [flag(name, option), option.summary]),
    ),
    '',
    bold('Examples:'),
    ...command.examples.map((example) => `  ${example}`),
    '',
    dim(EXIT_CODES),
  ]);
}

function flag(name: string, option: OptionSpec): string {
  const short = option.short === undefined ? '    ' : `-${option.short}, `;
  return `${short}--${name}${option.type === 'string' ? ` ${option.placeholder}` : ''}`;
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
