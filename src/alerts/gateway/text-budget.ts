import { cleanText } from '../contract/clean-text.js';

/** Cleans texts of secrets as long as there is time for it. */
export interface TextBudget {
  /** The text without secrets, or `undefined` when the time is used up: what was not looked at does not leave. */
  readonly clean: (text: string, max: number) => string | undefined;
  /** How many texts were left out. */
  readonly leftOut: () => number;
}

/**
 * A budget for all texts of one notification. Texts are somebody else's, and some are slow to look through: they must not hold up the
 * alerts of others, nor their own.
 */
export function createTextBudget(ms: number): TextBudget {
  let spent = 0;
  let leftOut = 0;
  return {
    clean(text, max) {
      if (!(spent < ms)) {
        leftOut += 1;
        return undefined;
      }
      const began = performance.now();
      try {
        return cleanText(text, max);
      } finally {
        spent += performance.now() - began;
      }
    },
    leftOut: () => leftOut,
  };
}
