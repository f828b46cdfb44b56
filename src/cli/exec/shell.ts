import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { orUndefined } from '../../untrusted/calls.js';

/** How a line for a shell is run. */
export interface ShellCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly saysStages: boolean;
  readonly problem?: string | undefined;
}

// After the line, in the same shell: how it ended and how each stage of its last pipe did. Its own commands do not see descriptor 3,
// so none of them can hold it open. A line that ends the shell itself says nothing of its stages.
const BEFORE = '{\n';
const AFTER = '\n__status=$? __stages=("${PIPESTATUS[@]}")\n} 3>&-\n{ printf "%s " "${__stages[@]}" >&3; } 2>/dev/null\nexit "$__status"';

/** Runs a line by bash, by which a pipe fails with any of its stages; by `sh`, where there is no bash, only with the last. */
export function shellCommand(line: string, env: Readonly<Record<string, string | undefined>>): ShellCommand {
  const bash = findProgram('bash', env['PATH'] ?? '/usr/bin:/bin');
  if (bash !== undefined) return { command: bash, args: ['-o', 'pipefail', '-c', `${BEFORE}${line}${AFTER}`, 'bash'], saysStages: true };
  const problem = line.includes('|')
    ? 'there is no bash, so --shell runs by sh: a pipe whose first stage fails looks well there'
    : undefined;
  return { command: '/bin/sh', args: ['-c', line], saysStages: false, problem };
}

function findProgram(name: string, path: string): string | undefined {
  const paths = path.split(delimiter).filter((folder) => folder !== '');
  return paths.map((folder) => join(folder, name)).find((file) => orUndefined(() => (accessSync(file, constants.X_OK), true)) === true);
}

/** Stages of a pipe that did not end with 0, counted from 1. @param said - What the shell said on descriptor 3 */
export function failedStages(said: string): {
  readonly stages: number;
  readonly failed: readonly { readonly stage: number; readonly code: number }[];
} {
  const codes = said
    .trim()
    .split(' ')
    .filter((text) => /^\d{1,3}$/.test(text))
    .map(Number);
  return {
    stages: codes.length,
    failed: codes.flatMap((code, index) => (code === 0 ? [] : { stage: index + 1, code })),
  };
}
