/** What a finder may do: name the part to remove, and say where looking again makes sense. */
export interface Findings {
  /** Removes `[start, end)`; the same rule is not asked again before `resume`. @param resume - `end` where left out */
  redact(start: number, end: number, resume?: number): void;
  /** The same rule is not asked again for a trigger that starts before `index`: this keeps a rule linear. */
  skipTo(index: number): void;
  /** Behind the token characters from `index` on. Remembered, so that asking from every place of a run costs one walk over it. */
  tokenEnd(index: number): number;
}

/**
 * One family of secrets. `triggers` are short literals (any letter case, `0` stands for any digit, a space for any
 * white space); all triggers of all rules are looked for in one pass, and `find` is asked only where one stands.
 */
export interface Rule {
  readonly name: string;
  readonly triggers: readonly string[];
  /** The triggers are usual in ordinary text and the finder is cheap: it is asked however often one stands. */
  readonly dense?: true;
  /** `[from, to)` is the trigger. A finder must do work in proportion to what it redacts or skips. */
  readonly find: (text: string, from: number, to: number, findings: Findings) => void;
}

/** What stands where a secret stood. */
export const REDACTED = '[REDACTED]';
/** What stands where a text was cut for length. */
export const TRUNCATED = '[TRUNCATED]';
