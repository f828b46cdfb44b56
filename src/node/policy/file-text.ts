/** What is wrong with a policy file, and where. */
export interface PolicyFileProblem {
  /** From 1; `undefined` where the whole file is meant. */
  readonly line?: number | undefined;
  /** What was expected and what came, as a sentence. */
  readonly message: string;
}

/** The value that a text holds, and where its parts stand; or what is wrong with the text. */
export type ReadText =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** The line of a part, from 1; `undefined` where there is no such part. */
      readonly lineOf: (keys: readonly (string | number)[]) => number | undefined;
    }
  | { readonly ok: false; readonly problems: readonly PolicyFileProblem[] };
