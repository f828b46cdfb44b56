import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SCOPE_NAME } from '../../../semconv.js';
import { contentOf, PROBE_JOB } from '../slots.js';

type WithBackup = (options: object, job: () => unknown) => Promise<unknown>;

/** Runs this package's `withBackup` as the host has it: once well, once with an error full of canaries. */
export async function runBackups(seed: string): Promise<string> {
  const require = createRequire(join(process.cwd(), 'host.js'));
  let withBackup: WithBackup;
  try {
    ({ withBackup } = require(SCOPE_NAME) as { withBackup: WithBackup });
  } catch (error) {
    return (error as { code?: unknown }).code === 'MODULE_NOT_FOUND' ? 'not installed' : String(error);
  }
  const options = { job: PROBE_JOB, type: 'full', destination: 'doctor' };
  await withBackup(options, () => undefined);
  await withBackup(options, () => {
    throw new Error(contentOf('traces: error of a backup', seed));
  }).catch(() => undefined);
  return 'ran';
}
