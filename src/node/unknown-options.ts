import { findUnknownKeys } from '../policy/unknown-keys.js';

/** A sentence for each option that nobody reads, with the one that was probably meant. @param of - Whose options they are */
export function describeUnknownOptions(options: object, known: readonly string[], of = ''): readonly string[] {
  return findUnknownKeys(options, known).map(({ key, suggestion }) => {
    const hint = suggestion === undefined ? `known are ${[...known].sort().join(', ')}.` : `did you mean \`${suggestion}\`?`;
    return `\`${key}\` is not an option${of}; ${hint}`;
  });
}
