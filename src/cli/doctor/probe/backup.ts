import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { SCOPE_NAME } from '../../../semconv.js';
import { contentOf, PROBE_JOB } from '../canary-slots.js';

type WithBackup = (options: object, job: () => unknown) => Promise<unknown>;

/** Runs this package's `withBackup` as the host has it: once well, once with an error full of canaries. */
export async function runBackups(seed: string): Promise<string> {
  // As the program itself finds it, which need not lie in the folder it is started in.
  const from = [process.argv[1], join(process.cwd(), 'host.js')].filter((path) => path !== undefined && isAbsolute(path));
  let withBackup: WithBackup | undefined;
  for (const path of from) {
    try {
      ({ withBackup } = createRequire(path ?? '')(SCOPE_NAME) as { withBackup: WithBackup });
      break;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') return String(error);
    }
  }
  if (!withBackup) return 'not installed';
  const options = { job: PROBE_JOB, type: 'full', destination: 'doctor' };
  await withBackup(options, () => undefined);
  await withBackup(options, () => {
    throw new Error(contentOf('traces: error of a backup', seed));
  }).catch(() => undefined);
  return 'ran';
}
