import { expected as sentence, shown } from '../../errors.js';
import type * as z from 'zod';
import { parseSchedule } from '../schedule/parse-schedule.js';

/** What is wrong with a policy. */
export interface PolicyProblem {
  /** Where in the value, such as `jobs[0].tiers.daily.keep`; empty for the whole. */
  readonly path: string;
  /** What was expected and what came, as a sentence. */
  readonly message: string;
}

type Path = readonly PropertyKey[];

const MOST_PROBLEMS = 100;

/** A sentence for each thing that does not fit the schema. */
export function problemsOf(error: z.ZodError, value: unknown): readonly PolicyProblem[] {
  return error.issues.slice(0, MOST_PROBLEMS).flatMap((issue) => {
    const at = scheduleIn(issue.path);
    if (at) return scheduleProblems(at, valueAt(value, at));
    const path = pathText(issue.path);
    if (issue.code === 'unrecognized_keys') return { path, message: path === '' ? issue.message : `In \`${path}\`: ${issue.message}` };
    return expected(issue.path, issue.message, valueAt(value, issue.path));
  });
}

/** What is wrong with a schedule, also where its shape is right. */
export function scheduleProblems(path: Path, value: unknown): readonly PolicyProblem[] {
  const parsed = parseSchedule(value);
  if (parsed.ok) return [];
  return parsed.problems.map(({ field, message }) => ({
    path: pathText(field === undefined ? path : [...path, field]),
    message: `In \`${pathText(path)}\`: ${message}`,
  }));
}

/** ``Expected `jobs[0].grace` to be a duration, got "soon".`` */
export function expected(path: Path, what: string, came: unknown): PolicyProblem {
  const where = pathText(path);
  return { path: where, message: `${sentence(where === '' ? 'a policy' : `\`${where}\``, what, shown(came))}.` };
}

/** The path to the schedule that an issue is in. */
function scheduleIn(path: Path): Path | undefined {
  const index = path.indexOf('schedule');
  return index < 0 ? undefined : path.slice(0, index + 1);
}

export function pathText(path: Path): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${String(key)}]`;
      const name = String(key).slice(0, 60);
      return /^[A-Za-z_][\w-]*$/.test(name) ? (index === 0 ? name : `.${name}`) : `[${JSON.stringify(name)}]`;
    })
    .join('');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}
