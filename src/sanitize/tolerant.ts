import { hasUnknownOption, type SanitizerOptions } from './options/options.js';
import { createSanitizer, type Sanitizer } from './sanitizer.js';

/**
 * For places where a wrong option must not throw, as the start of a backup. A rule, a key or an option's name that is wrong covers nothing,
 * and nobody knows what it should have covered: until it is right, only what this package records leaves. With any other wrong
 * option all but rules and removed keys have their defaults.
 */
export function createTolerantSanitizer(options: SanitizerOptions | undefined, onProblem: (message: string) => void): Sanitizer {
  try {
    return createSanitizer(options);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'An option of the sanitizer is wrong.';
    const known = withDefaults(options ?? {});
    if (known) {
      onProblem(`${message} All options but \`rules\` and \`removedKeys\` have their defaults.`);
      return known;
    }
    onProblem(`${message} Until it is right, only what this package records is sent.`);
    const sanitizer = createSanitizer();
    return { ...sanitizer, strict: { ...sanitizer.strict, ownOnly: true } };
  }
}

/** A sanitizer by what the options remove, when that is known. */
function withDefaults(options: SanitizerOptions): Sanitizer | undefined {
  if (hasUnknownOption(options)) return undefined;
  try {
    const { rules = [], removedKeys = [] } = options;
    return createSanitizer({ rules, removedKeys });
  } catch {
    return undefined;
  }
}
