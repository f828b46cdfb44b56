import { msOf } from './fields.js';
import { expected, pathText, type Path, type PolicyProblem } from './problems.js';
import type { PolicyJob, PolicyTier } from './resolve.js';
import { seasonContradictions } from './season-contradictions.js';
import { usualInterval } from './usual-interval.js';

/** What of one job's promises cannot be kept together. */
export function jobContradictions(job: PolicyJob, index: number): readonly PolicyProblem[] {
  const path: Path = ['jobs', index];
  const frequent = mostFrequent(job.tiers);
  return [
    ...(frequent && job.rpo !== undefined ? tooRare([...path, 'rpo'], job.rpo, frequent) : []),
    ...job.tiers.flatMap((tier) => {
      const at = tier.name === undefined ? path : [...path, 'tiers', tier.name];
      return [
        ...limits(tier, at),
        ...windowsOfChain(job, tier, at),
        // What a tier inherits is promised of the job: another tier may keep it.
        ...(tier.rpo === undefined || tier.rpo === job.rpo ? [] : tooRare([...at, 'rpo'], tier.rpo, tier)),
      ];
    }),
    ...copyTwins(job, path),
    ...(job.peaks ?? []).flatMap((peak, season) => {
      const at: Path = [...path, 'peaks', season];
      const rare = frequent && peak.rpo !== undefined ? tooRare([...at, 'rpo'], peak.rpo, frequent) : [];
      return [...rare, ...seasonContradictions(job, peak, at)];
    }),
  ];
}

/** The tier that starts most often. */
function mostFrequent(tiers: readonly PolicyTier[]): PolicyTier | undefined {
  const [first] = tiers
    .filter((tier) => usualInterval(tier) !== undefined)
    .sort((one, other) => (usualInterval(one) ?? 0) - (usualInterval(other) ?? 0));
  return first;
}

/** An objective that no run could keep: between two of them more time passes. */
function tooRare(path: Path, rpo: NonNullable<PolicyTier['rpo']>, tier: PolicyTier): readonly PolicyProblem[] {
  const interval = usualInterval(tier);
  if (interval === undefined || msOf(rpo) >= interval) return [];
  const starts = tier.name === undefined ? 'two starts' : `two starts of ${tier.name}`;
  return [expected(path, `at least ${durationText(interval)}, the longest usual time between ${starts}`, rpo)];
}

/** `25h`, `90m`. */
function durationText(ms: number): string {
  const minutes = ms / 60_000;
  return minutes % 60 === 0 ? `${String(minutes / 60)}h` : `${String(minutes)}m`;
}

/** Limits of which nothing can keep both. */
function limits({ minDuration, maxDuration, minBytes, maxBytes }: PolicyTier, path: Path): readonly PolicyProblem[] {
  const found: PolicyProblem[] = [];
  if (minDuration !== undefined && maxDuration !== undefined && msOf(minDuration) > msOf(maxDuration))
    found.push(expected([...path, 'minDuration'], `at most the longest duration (${String(maxDuration)})`, minDuration));
  if (minBytes !== undefined && maxBytes !== undefined && minBytes > maxBytes)
    found.push(expected([...path, 'minBytes'], `at most the largest size (${String(maxBytes)} bytes)`, minBytes));
  return found;
}

/** Of starts that count from the last run nobody knows which fall into a window. */
function windowsOfChain({ maintenance = [] }: PolicyJob, { schedule }: PolicyTier, path: Path): readonly PolicyProblem[] {
  if (maintenance.length === 0 || schedule?.isRelative !== true) return [];
  const where = pathText([...path, 'schedule']);
  return [
    {
      path: where,
      message: `In \`${where}\`: Expected \`startingAt\` beside \`every\`, since the job has maintenance windows, got nothing.`,
    },
  ];
}

/** Two promises about one copy: the looser might be the one that counts. */
function copyTwins({ copies = [] }: PolicyJob, path: Path): readonly PolicyProblem[] {
  const places = copies.map(({ destination }) => destination);
  return places.flatMap((place, at) =>
    places.indexOf(place) === at
      ? []
      : [expected([...path, 'copies', at, 'destination'], 'another place than those of the copies before', place)],
  );
}
