import { msOf } from './fields.js';
import { expected, type Path, type PolicyProblem } from './problems.js';
import type { PolicyJob } from './resolve.js';

const TIGHTENED = ['grace', 'maxDuration', 'rpo', 'rto'] as const;
const USUALLY = 'as in the rest of the year';

/** A season that loosens a promise is a slip: it would hide what the rest of the year would not. */
export function seasonContradictions(job: PolicyJob, peak: NonNullable<PolicyJob['peaks']>[number], path: Path): readonly PolicyProblem[] {
  const found: PolicyProblem[] = [];
  for (const field of TIGHTENED) {
    const tight = peak[field];
    if (tight === undefined) continue;
    const usual = job[field];
    if (usual !== undefined && msOf(tight) > msOf(usual)) {
      found.push(expected([...path, field], `at most ${String(usual)}, ${USUALLY}`, tight));
      continue;
    }
    const tier = job.tiers.find(({ name, [field]: own }) => name !== undefined && own !== undefined && msOf(tight) > msOf(own));
    if (tier)
      found.push(expected([...path, field], `at most ${String(tier[field])}, as the tier ${String(tier.name)} has it all year`, tight));
  }
  const { maxDuration, sla, escalation } = peak;
  const shortest = job.tiers.find(
    ({ minDuration }) => minDuration !== undefined && maxDuration !== undefined && msOf(minDuration) > msOf(maxDuration),
  );
  if (shortest)
    found.push(expected([...path, 'maxDuration'], `at least the shortest duration (${String(shortest.minDuration)})`, maxDuration));
  if (sla && job.sla && sla.percent < job.sla.percent)
    found.push(expected([...path, 'sla', 'percent'], `at least ${String(job.sla.percent)}, ${USUALLY}`, sla.percent));
  if (escalation && job.escalation) {
    const missing = job.escalation.length - escalation.length;
    if (missing > 0)
      found.push(expected([...path, 'escalation'], `a list of at least ${String(job.escalation.length)} levels, ${USUALLY}`, escalation));
    for (const [level, { after }] of escalation.entries()) {
      const usual = job.escalation[level]?.after;
      if (usual !== undefined && msOf(after) > msOf(usual))
        found.push(expected([...path, 'escalation', level, 'after'], `at most ${String(usual)}, ${USUALLY}`, after));
    }
  }
  return found;
}
