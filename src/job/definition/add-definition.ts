import type { Reject } from '../input/reject.js';
import type { Core } from '../instance/core.js';
import type { CheckedDefinition } from './definition-input.js';
import type { ExpectedCopy } from '../definition-types.js';
import type { ExpectedField } from '../input/fields.js';
import type { JobProblems } from '../instance/job-problems.js';
import { labelsKey } from '../../state/job-labels.js';
import type { StatedDefinition } from '../instance/stated-definition.js';

// Names are meant to be few; a process that invents one for each definition must not grow without end.
const MOST_JOBS = 10_000;

// Of these the larger number expects more, of the others the smaller.
const AT_LEAST: readonly ExpectedField[] = ['minDuration', 'minBytes'];

/**
 * Adds a definition to what was said of the job before: definitions of one job in one process add up.
 * Where two contradict each other the stricter holds, or a slip in one would hide what the other wants to be seen.
 */
export function addDefinition(
  core: Core,
  { settings, expected, copies }: CheckedDefinition,
  problems: JobProblems,
  reject: Reject,
): StatedDefinition {
  const key = labelsKey(settings.about.identity);
  const before = core.definitions.get(key);
  const together: Partial<Record<ExpectedField, number>> = { ...before?.expected, ...expected };
  for (const [field, value] of Object.entries(expected) as [ExpectedField, number][]) {
    const earlier = before?.expected[field];
    if (earlier === undefined || earlier === value) continue;
    reject(`\`${field}\``, `as an earlier definition of the job states it (${String(earlier)})`, value, 'the stricter holds');
    together[field] = Math[AT_LEAST.includes(field) ? 'max' : 'min'](earlier, value);
  }
  const placed = (of: readonly ExpectedCopy[] = []) => of.map((copy) => [`${copy.destination}\n${copy.region ?? ''}`, copy] as const);
  const stated: StatedDefinition = {
    expected: together,
    copies: [...new Map([...placed(before?.copies), ...placed(copies)]).values()],
    problems: before?.problems.newest && !problems.newest ? before.problems : problems,
  };
  if (before || core.definitions.size < MOST_JOBS) core.definitions.set(key, stated);
  return stated;
}
