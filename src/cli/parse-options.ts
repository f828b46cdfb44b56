import { parseArgs } from 'node:util';
import type { Command, OptionSpec } from './command.js';
import { suggest } from '../untrusted/suggest.js';

/** Options and operands, or the sentence that says what is wrong with them. */
export type ParsedOptions =
  | { readonly values: Readonly<Record<string, string | boolean | undefined>>; readonly operands: readonly string[] }
  | { readonly mistake: string };

/** Every command has it. */
export const HELP_OPTION: OptionSpec = { type: 'boolean', short: 'h', summary: 'Show this help' };

/** Reads what follows a command's name. */
export function parseOptions(command: Command, args: readonly string[]): ParsedOptions {
  const options: Readonly<Record<string, OptionSpec>> = { ...command.options, help: HELP_OPTION };
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, short }]) => [name, short === undefined ? { type } : { type, short }]),
  );
  // Not strict: its sentences name neither the command nor what was probably meant.
  const { tokens } = parseArgs({ args: [...args], options: config, strict: false, allowPositionals: true, tokens: true });

  const values: Record<string, string | boolean | undefined> = Object.fromEntries(
    Object.entries(options).map(([name, { type }]) => [name, type === 'boolean' ? false : undefined]),
  );
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) return { mistake: `unknown option ${token.rawName}${didYouMean(token.rawName, Object.keys(options))}` };
    if (option.type === 'boolean') {
      if (token.value !== undefined) return { mistake: `${token.rawName} takes no value, got "${token.value}"` };
      values[token.name] = true;
      continue;
    }
    // `--file --dry-run` is a forgotten value; `--file=--dry-run` is meant.
    if (!token.value || (!token.inlineValue && token.value.startsWith('-'))) {
      return { mistake: `${token.rawName} needs a value: ${token.rawName} ${option.placeholder}` };
    }
    values[token.name] = token.value;
  }
  return values['help'] === true ? { values, operands } : checkOperands(command, values, operands);
}

function checkOperands(
  command: Command,
  values: Readonly<Record<string, string | boolean | undefined>>,
  operands: string[],
): ParsedOptions {
  const [first] = operands;
  if (!command.operands && first !== undefined) return { mistake: `unexpected "${first}": ${command.name} takes options only` };
  if (command.operands && operands.length < command.operands.min) return { mistake: `missing ${command.operands.usage}` };
  return { values, operands };
}

function didYouMean(rawName: string, names: readonly string[]): string {
  const meant = rawName.startsWith('--') ? suggest(rawName.slice(2), names) : undefined;
  return meant === undefined ? '' : `. Did you mean --${meant}?`;
}
