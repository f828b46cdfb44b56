import type { OptionSpec } from '../server/config/option-table.js';
import { variableOf } from '../server/config/variables.js';
import type { Command, CommandEntry } from './command.js';
import { HELP_OPTION } from './parse-options.js';
import type { Style } from './style.js';

const PROGRAM = 'npx @wedsync/backup-telemetry';
const EXIT_CODES = 'Exit codes: 0 done, 1 failed, 2 wrong usage (nothing was done)';

/** `backup-telemetry --help`. */
export function renderHelp(commands: readonly CommandEntry[], { bold, dim }: Style): string {
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
export function renderCommandHelp(name: string, command: Command, { bold, dim }: Style): string {
  const operands = command.operands ? ` ${command.operands.usage}` : '';
  const sources = sourcesOf(command);
  return lines([
    `${bold('Usage:')} ${PROGRAM} ${name} [options]${operands}`,
    '',
    ...command.description,
    '',
    ...(sources.length > 0 ? [...sources, ''] : []),
    bold('Options:'),
    ...columns(
      [...Object.entries(command.options), ['help', HELP_OPTION] as const].map(([option, spec]) => [flag(option, spec), summaryOf(spec)]),
    ),
    '',
    bold('Examples:'),
    ...command.examples.map((example) => `  ${example}`),
    // The others say in their description what theirs mean.
    ...(command.takesAll || command.usageExitCode !== undefined ? [] : ['', dim(EXIT_CODES)]),
  ]);
}

/** Where values come from besides the command line. */
function sourcesOf({ options, variables }: Command): readonly string[] {
  const [first] = Object.keys(options);
  const hasSecrets = Object.values(options).some(({ type }) => type === 'secrets');
  return [
    ...(variables === undefined || first === undefined
      ? []
      : [`Each option has a variable: --${first} is ${variableOf(variables, first)}, and so on.`]),
    ...(hasSecrets ? ['Files hold one secret a line; several during a rotation. They are read again while it runs.'] : []),
  ];
}

function summaryOf(option: OptionSpec): string {
  if (option.type === 'boolean') return option.summary;
  const notes = [option.needed === undefined ? [] : ['needed'], option.default === undefined ? [] : [`default ${option.default}`]].flat();
  return notes.length > 0 ? `${option.summary} (${notes.join(', ')})` : option.summary;
}

function flag(name: string, option: OptionSpec): string {
  const short = option.short === undefined ? '    ' : `-${option.short}, `;
  return `${short}--${name}${option.type === 'boolean' ? '' : ` ${option.placeholder}`}`;
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
