import { closeSync, constants, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openStateDirectory } from '../../node/process/state-directory.js';
import { orUndefined } from '../../untrusted/calls.js';
import type { RunNames } from '../exec/attempt-names.js';

/** A run of a script between its calls: what `start` was told, and how many events there were since. */
export interface ScriptRun {
  readonly version: 1;
  readonly names: RunNames;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly options: Readonly<Record<string, string>>;
  readonly service?: string | undefined;
  readonly environment?: string | undefined;
  /** Events after that of the start. */
  readonly events: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const FOLDER = 'runs';
const ID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

/** Keeps a run. Answers what stands in the way, if anything does. */
export function saveRun(run: ScriptRun, env: Environment): string | undefined {
  const folder = openStateDirectory(env, FOLDER);
  if ('problem' in folder) return folder.problem;
  const path = join(folder.path, `${run.names.runId}.json`);
  const draft = `${path}.${String(process.pid)}`;
  try {
    const fd = openSync(draft, 'wx', 0o600);
    try {
      writeSync(fd, JSON.stringify(run));
    } finally {
      closeSync(fd);
    }
    renameSync(draft, path);
    return undefined;
  } catch (error) {
    orUndefined(() => unlinkSync(draft));
    return `the run can not be kept (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}), so its end will not be known`;
  }
}

/** The run that `start` began. */
export function loadRun(id: string | undefined, env: Environment): ScriptRun | undefined {
  const folder = openStateDirectory(env, FOLDER);
  if (id === undefined || !ID.test(id) || 'problem' in folder) return undefined;
  return orUndefined(() => {
    const fd = openSync(join(folder.path, `${id}.json`), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const run = JSON.parse(readFileSync(fd, 'utf8')) as ScriptRun;
      return run.version === 1 && run.names.runId === id ? run : undefined;
    } finally {
      closeSync(fd);
    }
  });
}

/** Forgets a run that has ended. */
export function forgetRun({ names }: ScriptRun, env: Environment): void {
  const folder = openStateDirectory(env, FOLDER);
  if ('path' in folder) orUndefined(() => unlinkSync(join(folder.path, `${names.runId}.json`)));
}
