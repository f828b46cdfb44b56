import { msOf } from './fields.js';
import { expected, pathText, scheduleProblems, type Path, type PolicyProblem } from './problems.js';
import { jobContradictions } from './job-contradictions.js';
import type { PolicyJob } from './resolve.js';
import type { ReadPolicyFile, ReadTier } from './schema.js';

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
      ...levelOrder([...path, 'escalation'], block.escalation),
      ...Object.entries(block.tiers ?? {}).flatMap(([name, tier]) => levelOrder([...path, 'tiers', name, 'escalation'], tier.escalation)),
      ...(block.peaks ?? []).flatMap((peak, index) => [
        ...seasonDays(peak, [...path, 'peaks', index]),
        ...levelOrder([...path, 'peaks', index, 'escalation'], peak.escalation),
      ]),
    ]),
    ...twins(jobs),
    ...jobs.flatMap(jobContradictions),
  ];
}

function levelOrder(path: Path, levels: ReadTier['escalation'] = []): readonly PolicyProblem[] {
  return levels.flatMap(({ after }, index) => {
    const before = levels[index - 1]?.after;
    return before === undefined || msOf(before) < msOf(after)
      ? []
      : expected([...path, index, 'after'], `longer than that of the level before (${String(before)})`, after);
  });
}

function seasonDays(peak: NonNullable<PolicyJob['peaks']>[number], path: Path): readonly PolicyProblem[] {
  const { months, from, until } = peak;
  const isMonths = months !== undefined && from === undefined && until === undefined;
  const isDays = months === undefined && from !== undefined && until !== undefined;
  if (!isMonths && !isDays) return [expected(path, 'of months, or from a day until a day', peak)];
  return Object.entries({ from, until }).flatMap(([field, day]) =>
    day === undefined || isDay(day) ? [] : expected([...path, field], 'a day that the month has', day),
  );
}

/** Whether there is such a day in a leap year. */
function isDay(monthDay: string): boolean {
  return new Date(`2024-${monthDay}T00:00:00Z`).toISOString().slice(5, 10) === monthDay;
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
