import type { AttemptEnd } from './attempt.js';
import type { Plan } from './plan.js';
import { failedStages } from './shell.js';

/** What a person has to know of the end of a command, beside what it said itself. */
export function explainEnd(
  { command, values }: Pick<Plan, 'command' | 'values'>,
  { error, stages, exitCode }: AttemptEnd,
): readonly string[] {
  if (!error) return [];
  if (error.code === 'ENOENT') return [`there is no such command: ${command} (exit code 127)`];
  if (error.code !== undefined) return [`the command could not be started (${error.code}, exit code ${String(exitCode)}): ${command}`];
  if (error.name === 'TimeoutError')
    return [`stopped after --timeout ${String((values.timeout ?? 0) / 1_000)} s (exit code ${String(exitCode)})`];
  const { stages: count, failed } = failedStages(stages);
  if (count < 2) return [];
  return failed.map(({ stage, code }) => `stage ${String(stage)} of ${String(count)} of the pipe ended with ${String(code)}`);
}
