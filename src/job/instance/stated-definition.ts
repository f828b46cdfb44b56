import type { ExpectedCopy } from '../definition-types.js';
import type { ExpectedField } from '../input/fields.js';
import type { JobProblems } from './job-problems.js';

/** What a definition states in numbers. */
export type Expectations = Readonly<Partial<Record<ExpectedField, number>>>;

/** What all definitions of a job in this process say together. */
export interface StatedDefinition {
  readonly expected: Expectations;
  readonly copies: readonly ExpectedCopy[];
  /** Of the newest definition that had one, else of the newest. */
  readonly problems: JobProblems;
}
