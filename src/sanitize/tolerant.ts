import type { SanitizerOptions } from './options.js';
import { createSanitizer, type Sanitizer } from './sanitizer.js';

/**
 * For places where a wrong option must not throw, as the start of a backup. A rule or a key that is wrong covers nothing,
 * and nobody knows what it should have covered: until it is right, only what this package records leaves. Any other option
 * falls back to its default, which covers at least as much.
 */
export function createTolerantSanitizer(options: SanitizerOptions | undefined, onProblem: (message: string) => void): Sanitizer {
  try {
    return createSanitizer(options);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'An option of the sanitizer is wrong.';
    try {
      const { rules = [], removedKeys = [] } = options ?? {};
      const sanitizer = createSanitizer({ rules, removedKeys });
      onProblem(`${message} Its default is used.`);
      return sanitizer;
    } catch {
      onProblem(`${message} Until it is right, only what this package records is sent.`);
      const sanitizer = createSanitizer();
      return { ...sanitizer, strict: { ...sanitizer.strict, ownOnly: true } };
    }
  }
}
