import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more, mostly by waiting, from the longest on: begun last, they would be waited for alone. */
const LONGEST = [
  'stack/conditions/hiding',
  'stack/ws-155/faults',
  'stack/stack-command',
  'stack/conditions/parity',
  'stack/faults/kills',
  'stack/faults/restarts',
  'stack/faults/two-of-each',
  'integration/doctor',
  'integration/node-process',
  'integration/cli-starter-runs',
];

/** Begins with the files that take longest. Vitest knows how long each took, but not on a machine that never ran them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = LONGEST.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
      return index < 0 ? LONGEST.length : index;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
