import type { Policy } from '../../policy/index.js';

/** A coming start of a job. */
export interface ComingStart {
  readonly at: Date;
  /** With its zone. */
  readonly text: string;
  readonly job: string;
  readonly tier: string | undefined;
  readonly destination: string | undefined;
}

/** The coming starts of all jobs, the first ones first; and the jobs that have none, or of which nobody can say when they start. */
export function comingStarts(
  { jobs }: Policy,
  count: number,
  from: Date,
): { readonly starts: readonly ComingStart[]; readonly silent: readonly string[] } {
  const starts: ComingStart[] = [];
  const silent: string[] = [];
  for (const { identity, tiers } of jobs)
    for (const { name, schedule } of tiers) {
      const label = name === undefined ? identity.job : `${identity.job} ${name}`;
      if (!schedule || schedule.isRelative) {
        silent.push(
          `${label}: ${schedule ? 'starts an interval after the run before, so its next start is known from its runs alone' : 'no schedule is stated'}`,
        );
        continue;
      }
      const coming = schedule.next(count, from);
      if (coming.length === 0) silent.push(`${label}: no start comes after ${from.toISOString()}`);
      for (const at of coming)
        starts.push({ at, text: schedule.format(at), job: identity.job, tier: name, destination: identity.destination });
    }
  starts.sort((one, other) => one.at.getTime() - other.at.getTime());
  return { starts: starts.slice(0, count), silent };
}
