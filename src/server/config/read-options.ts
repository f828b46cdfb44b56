import { nameOf, variableOf, type Environment } from './variables.js';
import type { OptionSpec, OptionTable, OptionValues } from './option-table.js';

/** What was given on the command line, by long name: a text, or `true` for an option without one. */
export type GivenOptions = Readonly<Record<string, string | true | undefined>>;

export interface Sources {
  readonly given: GivenOptions;
  readonly env: Environment;
  /** What the variables of the options begin with. Without it they have none. */
  readonly prefix?: string | undefined;
}

/** Reads a table: options first, then variables, then defaults; or the sentence that says what is missing or wrong. */
export function readOptions<const O extends OptionTable>(
  table: O,
  sources: Sources,
): { readonly values: OptionValues<O> } | { readonly mistake: string } {
  const { values, mistakes } = readAnyOptions(table, sources);
  const [mistake] = mistakes;
  return mistake === undefined ? { values } : { mistake };
}

/** Reads a table in which a wrong value ends nothing: its option is as if it had not been given. Missing ones come first. */
export function readAnyOptions<const O extends OptionTable>(
  table: O,
  { given, env, prefix }: Sources,
): { readonly values: OptionValues<O>; readonly mistakes: readonly string[] } {
  const missing: string[] = [];
  const wrong: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(table)) {
    const variable = prefix === undefined ? undefined : env[variableOf(prefix, name)]?.trim();
    const fallback = option.type === 'boolean' ? undefined : option.default;
    // An empty variable counts as none: many a configuration cannot leave one out.
    const text = given[name] ?? (variable === '' ? undefined : variable) ?? fallback;
    if (text === undefined && option.type !== 'boolean' && option.needed !== undefined)
      missing.push(`missing ${nameOf(prefix, name)}: ${option.needed}`);
    const result = readOption(option, text);
    if ('sentence' in result) wrong.push(result.sentence(nameOf(prefix, name)));
    const taken = 'sentence' in result ? readOption(option, fallback) : result;
    values[name] = 'value' in taken ? taken.value : undefined;
  }
  return { values: values as OptionValues<O>, mistakes: [...missing, ...wrong] };
}

type Result = { readonly value: unknown } | { readonly sentence: (name: string) => string };

function readOption(option: OptionSpec, text: string | true | undefined): Result {
  return option.type === 'boolean' ? readSwitch(text) : readText(option, text);
}

function readSwitch(text: string | true | undefined): Result {
  if (text === undefined || text === true) return { value: text === true };
  const word = text.toLowerCase();
  if (word === 'true' || word === '1') return { value: true };
  if (word === 'false' || word === '0') return { value: false };
  return { sentence: (name) => `expected ${name} to be true or false, got "${text.slice(0, 80)}"` };
}

function readText(option: Exclude<OptionSpec, { readonly type: 'boolean' }>, text: string | true | undefined): Result {
  if (typeof text !== 'string' || !option.schema) return { value: text };
  const result = option.schema.safeParse(text);
  if (result.success) return { value: result.data };
  const [issue] = result.error.issues;
  // Those of `schemas.ts` say it themselves; a plain one of zod's says it without a name.
  const params = issue?.code === 'custom' ? (issue.params as { readonly sentence?: (name: string) => string } | undefined) : undefined;
  return { sentence: params?.sentence ?? ((name) => `${name}: ${issue?.message ?? 'wrong value'}`) };
}
