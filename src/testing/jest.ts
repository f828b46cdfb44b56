import type {} from 'expect';
import { BackupTelemetryError } from '../errors.js';
import type { BackupMatchers } from './matcher-types.js';
import { backupMatchers } from './matchers.js';

// Of `expect` from `@jest/globals`.
declare module 'expect' {
  interface Matchers<R> extends BackupMatchers<R> {}
}

// Of the global `expect` that `@types/jest` describes.
declare global {
  namespace jest {
    interface Matchers<R> extends BackupMatchers<R> {}
  }
}

const { expect } = globalThis as { readonly expect?: { readonly extend: (matchers: typeof backupMatchers) => void } };
if (!expect) {
  const expected = 'Expected a global `expect`, got none: name this module in `setupFilesAfterEnv` of jest';
  throw new BackupTelemetryError('configuration_invalid', `${expected}, or call \`expect.extend(backupMatchers)\` yourself.`);
}
expect.extend(backupMatchers);
