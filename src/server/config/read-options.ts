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
  { given, env, prefix }: Sources,
): { readonly values: OptionValues<O> } | { readonly mistake: string } {
  const texts = new Map<string, string | true | undefined>();
  for (const [name, option] of Object.entries(table)) {
    const variable = prefix === undefined ? undefined : env[variableOf(prefix, name)]?.trim();
    // An empty variable counts as none: many a configuration cannot leave one out.
    const text = given[name] ?? (variable === '' ? undefined : variable) ?? (option.type === 'boolean' ? undefined : option.default);
    if (text === undefined && option.type !== 'boolean' && option.needed !== undefined) {
      return { mistake: `missing ${nameOf(prefix, name)}: ${option.needed}` };
    }
    texts.set(name, text);
  }
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(table)) {
    const result = option.type === 'boolean' ? readSwitch(texts.get(name)) : readText(option, texts.get(name));
    if ('sentence' in result) return { mistake: result.sentence(nameOf(prefix, name)) };
    values[name] = result.value;
  }
  return { values: values as OptionValues<O> };
}

type Result = { readonly value: unknown } | { readonly sentence: (name: string) => string };

function readSwitch(text: string | true | undefined): Result {
  if (text === undefined || text === true) return { value: text === true };
  const word = text.toLowerCase();
  if (word === 'true' || word === '1') return { value: true };
  if (word === 'false' || word === '0') return { value: false };
  return { sentence: (name) => `expected ${name} to be true or false, got "${text.slice(0, 80)}"` };
}

function readText(option: Exclude<OptionSpec, { readonly type: 'boolean' }>, text: string | true | undefined): Result {
  if (typeof text !== 'string' || !option.schema) return { value: text };
  const { success, data, error } = option.schema.safeParse(text);
  if (success) return { value: data };
  const [issue] = error.issues;
  // Those of `schemas.ts` say it themselves; a plain one of zod's says it without a name.
  const params = issue?.code === 'custom' ? (issue.params as { readonly sentence?: (name: string) => string } | undefined) : undefined;
  return { sentence: params?.sentence ?? ((name) => `${name}: ${issue?.message ?? 'wrong value'}`) };
}
