// What the bench needs of the insides, bundled by it: rules one by one are no part of the package's API.
export { createSanitizer } from '../../src/sanitize/sanitizer.js';
export { builtInRules } from '../../src/sanitize/rules/index.js';
