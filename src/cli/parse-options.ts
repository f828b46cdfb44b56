import { parseArgs } from 'node:util';
import type { OptionSpec } from '../server/config/option-table.js';
import type { GivenOptions } from '../server/config/read-options.js';
import type { Command } from './command.js';
import { suggest } from '../untrusted/suggest.js';

/** Options and operands as they were given, or the sentence that says what is wrong with them. */
export type ParsedOptions = { readonly given: GivenOptions; readonly operands: readonly string[] } | { readonly mistake: string };

/** Every command has it. */
export const HELP_OPTION: OptionSpec = { type: 'boolean', short: 'h', summary: 'Show this help' };

/** Takes apart what follows a command's name. */
export function parseOptions(name: string, command: Command, args: readonly string[]): ParsedOptions {
  const { given, operands, mistakes } = parseAnyOptions(command, args);
  const [first] = mistakes;
  if (first !== undefined) return { mistake: first };
  const mistake = given['help'] === true ? undefined : mistakeOf(name, command, operands);
  return mistake === undefined ? { given, operands } : { mistake };
}

/** Options that were read, what came besides them, and a sentence for each that could not be read. */
export interface AnyOptions {
  readonly given: GivenOptions;
  readonly operands: readonly string[];
  /** Where the first operand stands among the arguments. */
  readonly firstOperand: number | undefined;
  readonly mistakes: readonly string[];
}

/** Takes apart arguments of which some may be wrong. @param untilOperand - What follows the first operand is not looked at */
export function parseAnyOptions(command: Pick<Command, 'options'>, args: readonly string[], untilOperand = false): AnyOptions {
  const options: Readonly<Record<string, OptionSpec>> = { ...command.options, help: HELP_OPTION };
  const config = Object.fromEntries(
    Object.entries(options).map(([option, { type, short }]) => {
      const kind = type === 'boolean' ? ('boolean' as const) : ('string' as const);
      return [option, short === undefined ? { type: kind } : { type: kind, short }];
    }),
  );
  // Not strict: its sentences name neither the command nor what was probably meant.
  const { tokens } = parseArgs({ args: [...args], options: config, strict: false, allowPositionals: true, tokens: true });

  const given: Record<string, string | true> = {};
  const operands: string[] = [];
  const mistakes: string[] = [];
  let firstOperand: number | undefined;
  for (const token of tokens) {
    if (token.kind === 'positional') {
      firstOperand ??= token.index;
      operands.push(token.value);
      if (untilOperand) break;
    }
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    const mistake = option ? mistakeIn(token, option) : `unknown option ${token.rawName}${didYouMean(token.rawName, Object.keys(options))}`;
    if (mistake === undefined) given[token.name] = token.value ?? true;
    else mistakes.push(mistake);
  }
  return { given, operands, firstOperand, mistakes };
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function mistakeIn({ rawName, value, inlineValue }: OptionToken, option: OptionSpec): string | undefined {
  if (option.type === 'boolean') return value === undefined ? undefined : `${rawName} takes no value, got "${value}"`;
  // `--file --dry-run` is a forgotten value; `--file=--dry-run` is meant.
  return !value || (!inlineValue && value.startsWith('-')) ? `${rawName} needs a value: ${rawName} ${option.placeholder}` : undefined;
}

function mistakeOf(name: string, { operands: expected }: Command, operands: readonly string[]): string | undefined {
  const [first] = operands;
  if (!expected) return first === undefined ? undefined : `unexpected "${first}": ${name} takes options only`;
  return operands.length < expected.min ? `missing ${expected.usage}` : undefined;
}

function didYouMean(rawName: string, names: readonly string[]): string {
  const meant = rawName.startsWith('--') ? suggest(rawName.slice(2), names) : undefined;
  return meant === undefined ? '' : `. Did you mean --${meant}?`;
}
