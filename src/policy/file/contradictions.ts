import type { Duration } from '../duration.js';
import { msOf } from './fields.js';
import { expected, pathText, scheduleProblems, type PolicyProblem } from './problems.js';
import type { PolicyJob } from './resolve.js';
import type { ReadPolicyFile } from './schema.js';

const TIGHTENED = ['grace', 'maxDuration', 'rpo', 'rto'] as const;

/** What fits the schema and still can not be: schedules that never run, seasons that loosen, two promises about one job. */
export function findContradictions(file: ReadPolicyFile, jobs: readonly PolicyJob[]): readonly PolicyProblem[] {
  const blocks = [
    ...(file.defaults ? [[['defaults'], file.defaults] as const] : []),
    ...file.jobs.map((job, index) => [['jobs', index], job] as const),
  ];
  return [
    ...blocks.flatMap(([path, block]) => [
      ...(block.schedule === undefined ? [] : scheduleProblems([...path, 'schedule'], block.schedule)),
      ...Object.entries(block.tiers ?? {}).flatMap(([name, tier]) =>
        tier.schedule === undefined ? [] : scheduleProblems([...path, 'tiers', name, 'schedule'], tier.schedule),
      ),
      ...(block.maintenance ?? []).flatMap(({ from, until }, index) =>
        Date.parse(from) < Date.parse(until) ? [] : expected([...path, 'maintenance', index, 'until'], `later than from (${from})`, until),
      ),
      ...(block.escalation ?? []).flatMap(({ after }, index, levels) => {
        const before = levels[index - 1]?.after;
        return before === undefined || msOf(before) < msOf(after)
          ? []
          : expected([...path, 'escalation', index, 'after'], `longer than that of the level before (${String(before)})`, after);
      }),
      ...(block.peaks ?? []).flatMap((peak, index) => {
        const isMonths = peak.months !== undefined && peak.from === undefined && peak.until === undefined;
        const isDays = peak.months === undefined && peak.from !== undefined && peak.until !== undefined;
        return isMonths || isDays ? [] : expected([...path, 'peaks', index], 'of months, or from a day until a day', peak);
      }),
    ]),
    ...twins(jobs),
    ...jobs.flatMap((job, index) => [...looseSeasons(job, index), ...limits(job, index), ...copyTwins(job, index)]),
  ];
}

/** Limits of which nothing can keep both. */
function limits({ tiers }: PolicyJob, index: number): readonly PolicyProblem[] {
  return tiers.flatMap(({ name, minDuration, maxDuration, minBytes, maxBytes }) => {
    const path = name === undefined ? ['jobs', index] : ['jobs', index, 'tiers', name];
    const found: PolicyProblem[] = [];
    if (minDuration !== undefined && maxDuration !== undefined && msOf(minDuration) > msOf(maxDuration))
      found.push(expected([...path, 'minDuration'], `at most the longest duration (${String(maxDuration)})`, minDuration));
    if (minBytes !== undefined && maxBytes !== undefined && minBytes > maxBytes)
      found.push(expected([...path, 'minBytes'], `at most the largest size (${String(maxBytes)} bytes)`, minBytes));
    return found;
  });
}

/** Two promises about one copy: the looser might be the one that counts. */
function copyTwins({ copies = [] }: PolicyJob, index: number): readonly PolicyProblem[] {
  const places = copies.map(({ destination }) => destination);
  return places.flatMap((place, at) =>
    places.indexOf(place) === at
      ? []
      : [expected(['jobs', index, 'copies', at, 'destination'], 'another place than those of the copies before', place)],
  );
}

/** A season that loosens an objective is a slip: it would hide what the rest of the year would not. */
function looseSeasons(job: PolicyJob, index: number): readonly PolicyProblem[] {
  return (job.peaks ?? []).flatMap((peak, season) =>
    TIGHTENED.flatMap((field) => {
      const [usual, tight]: readonly (Duration | undefined)[] = [job[field], peak[field]];
      if (usual === undefined || tight === undefined || msOf(tight) <= msOf(usual)) return [];
      return expected(['jobs', index, 'peaks', season, field], `at most ${String(usual)}, as in the rest of the year`, tight);
    }),
  );
}

/** Two promises about one job, as alert rules know jobs: by `namespace/service`, whose parts nobody can tell apart again. */
function twins(jobs: readonly PolicyJob[]): readonly PolicyProblem[] {
  const first = new Map<string, number>();
  return jobs.flatMap(({ identity }, index) => {
    const { environment, namespace, service, operation, job, destination } = identity;
    const key = JSON.stringify([environment, [namespace, service].filter(Boolean).join('/'), operation, job, destination]);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, index);
      return [];
    }
    return [
      expected(
        ['jobs', index, 'job'],
        `another job than ${pathText(['jobs', before])}, or of another environment, service, operation or destination`,
        identity.job,
      ),
    ];
  });
}
