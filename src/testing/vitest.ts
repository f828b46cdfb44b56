import { expect } from 'vitest';
import type { BackupMatchers } from './matcher-types.js';
import { backupMatchers } from './matchers.js';

// Without type parameters: vitest 3 and 4 give this interface one, vitest 5 another two, and all have defaults.
declare module 'vitest' {
  interface Matchers extends BackupMatchers {}
}

expect.extend(backupMatchers);
