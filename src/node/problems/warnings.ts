import { sayMistake } from './mistakes.js';

/** Says what was expected, what came, and what is done about it. */
export type Warn = (message: string) => void;

/** Warnings of one start: each sentence once, however many signals it is about. */
export function createWarnings(): { readonly warn: Warn } {
  const said = new Set<string>();
  return {
    warn(message) {
      if (said.has(message)) return;
      said.add(message);
      sayMistake(message);
    },
  };
}
