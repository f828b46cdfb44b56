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
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) return { mistake: `unknown option ${token.rawName}${didYouMean(token.rawName, Object.keys(options))}` };
    if (option.type === 'boolean') {
      if (token.value !== undefined) return { mistake: `${token.rawName} takes no value, got "${token.value}"` };
      given[token.name] = true;
      continue;
    }
    // `--file --dry-run` is a forgotten value; `--file=--dry-run` is meant.
    if (!token.value || (!token.inlineValue && token.value.startsWith('-'))) {
      return { mistake: `${token.rawName} needs a value: ${token.rawName} ${option.placeholder}` };
    }
    given[token.name] = token.value;
  }
  const mistake = given['help'] === true ? undefined : mistakeOf(name, command, operands);
  return mistake === undefined ? { given, operands } : { mistake };
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
