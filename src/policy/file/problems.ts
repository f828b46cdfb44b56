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

/** Keys that lead to a part of a policy. */
export type Path = readonly PropertyKey[];

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
      return /^[A-Za-z_$][\w-]*$/.test(name) ? (index === 0 ? name : `.${name}`) : `[${JSON.stringify(name)}]`;
    })
    .join('');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}

// What zod leaves out in silence, since an object may not have it.
const LEFT_OUT = '__proto__';

/** Keys that would vanish, such as a tier of that name. */
export function vanishingKeys(value: unknown, path: Path = [], seen = new Set<unknown>()): readonly PolicyProblem[] {
  if (typeof value !== 'object' || value === null || seen.has(value) || path.length > MOST_PROBLEMS) return [];
  seen.add(value);
  return Object.keys(value).flatMap((key) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === LEFT_OUT) return { path: pathText(at), message: `In \`${pathText(path)}\`: Expected another name than \`${LEFT_OUT}\`.` };
    return vanishingKeys((value as Record<string, unknown>)[key], at, seen);
  });
}
