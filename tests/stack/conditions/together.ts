import type { Scenario } from './scenario.js';

/** Several scenarios that the rules are played to at once, each with jobs of its own: most of the time goes into rules, however few jobs there are. */
export interface Together extends Scenario {
  readonly titles: readonly string[];
}

/** So many samples may one query of promtool read, of all jobs and a window of 35 minutes: so many jobs that export each minute it can take. */
const MOST_JOBS = 36;

/** Puts scenarios together that are looked at and exported equally often, the short ones with the short ones. Names of jobs begin with the title. */
export function putTogether(scenarios: Readonly<Record<string, Scenario>>): readonly Together[] {
  const groups: { titles: string[]; members: Scenario[] }[] = [];
  const sorted = Object.entries(scenarios)
    .map(([title, scenario]) => [title, withTitle(title, scenario)] as const)
    .sort(([, one], [, other]) => one.length - other.length);
  for (const [title, scenario] of sorted) {
    const group = groups.find(({ members }) => isLike(members[0], scenario) && jobsOf([...members, scenario]) <= MOST_JOBS);
    if (group) {
      group.titles.push(title);
      group.members.push(scenario);
    } else groups.push({ titles: [title], members: [scenario] });
  }
  return groups.map(({ titles, members }) => ({
    ...members[0]!,
    titles,
    length: Math.max(...members.map(({ length }) => length)),
    exports: members.flatMap(({ exports }) => exports),
  }));
}

function withTitle(title: string, scenario: Scenario): Scenario {
  const named = (name: string | undefined) => (name === undefined ? title : `${title}: ${name}`);
  return {
    ...scenario,
    exports: scenario.exports.map((exported) => ({
      ...exported,
      job: { ...exported.job, backup_job_name: named(exported.job?.backup_job_name) },
    })),
  };
}

/** A long one would make all others as long. */
function isLike(one: Scenario | undefined, other: Scenario): boolean {
  return one !== undefined && one.pace === other.pace && one.exportEvery === other.exportEvery && other.length <= 2 * one.length;
}

function jobsOf(members: readonly Scenario[]): number {
  return members.reduce(
    (sum, { exports, exportEvery = 1 }) => sum + new Set(exports.map(({ job }) => JSON.stringify(job))).size / exportEvery,
    0,
  );
}
