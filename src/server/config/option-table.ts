/** Reads the text of an option. Those of zod will do, and a command that may not wait for zod to load makes its own: see `schemas.ts`. */
export interface OptionSchema<T> {
  readonly safeParse: (
    text: string,
  ) =>
    { readonly success: true; readonly data: T } | { readonly success: false; readonly error: { readonly issues: readonly OptionIssue[] } };
}

/** What is wrong with the text of an option. */
export interface OptionIssue {
  readonly code?: string | undefined;
  readonly message: string;
  readonly params?: unknown;
}

/** An option: all that parsing, `--help` and the pages say of it comes from here. */
export type OptionSpec =
  | { readonly type: 'boolean'; readonly short?: string; readonly summary: string }
  | {
      /** `secrets`: the path of a file with one secret a line, which may change while the program runs. */
      readonly type: 'string' | 'secrets';
      readonly short?: string;
      readonly placeholder: string;
      readonly summary: string;
      /** Reads it. Its issues say what was expected: see `schemas.ts`. @default any text */
      readonly schema?: OptionSchema<unknown>;
      /** Taken when nobody says anything; written as somebody would. */
      readonly default?: string;
      /** What is missing without it. It has to be given. */
      readonly needed?: string;
      /** What happens without it, for the pages. */
      readonly otherwise?: string;
    };

/** Options by their long name. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** Values of the options in a table, by their long name. */
export type OptionValues<O extends OptionTable> = { readonly [K in keyof O]: ValueOf<O[K]> };

type ValueOf<S extends OptionSpec> = S extends { readonly type: 'boolean' }
  ? boolean
  : TextOf<S> | (S extends { readonly default: string } | { readonly needed: string } ? never : undefined);

type TextOf<S> = S extends { readonly schema: OptionSchema<infer T> } ? T : string;
