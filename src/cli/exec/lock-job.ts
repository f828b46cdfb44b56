import { openStateDirectory } from '../../node/process/state-directory.js';
import { takeLock, type Lock } from '../../node/process/run-lock.js';
import type { ExecValues } from './options.js';

/** Takes the lock of a job on this machine. Another operation, or another destination, is another job. */
export function lockJob({ job, operation, destination, service, environment }: ExecValues, env: NodeJS.ProcessEnv): Lock {
  const folder = openStateDirectory(env, 'locks');
  if ('problem' in folder) return { problem: `${folder.problem}; --lock is left out` };
  return takeLock(folder.path, JSON.stringify([job, operation, destination, service ?? env['OTEL_SERVICE_NAME'], environment]));
}
