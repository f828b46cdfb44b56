import { defaultCore } from '../../job/default.js';
import { siteOf } from '../../job/problems.js';
import type { Policy } from '../../policy/index.js';
import { settleWithin } from '../sdk/settle-within.js';
import { loadOptional } from '../process/packages.js';
import type { PolicyFileProblem } from './file-text.js';
import type { ReadPolicyFile } from './policy-file.js';
import type { YamlPackage } from './yaml-text.js';

/** A policy as its file states it. */
export interface PolicyOfFile extends Policy {
  /** What is wrong with the file, from top to bottom. Where anything is, there are no jobs and no definitions. */
  readonly problems: readonly PolicyFileProblem[];
}

// A file system that hangs must not hold a backup up.
const LONGEST_MS = 5_000;

/**
 * Reads a policy file in YAML or JSON: the same jobs and definitions as `definePolicy` gives. YAML is read by the package `yaml`, which is
 * installed with `npm install yaml`; files whose name ends in `.json`, and others that hold JSON, are read without it.
 *
 * It never rejects, since a program that runs backups stands on it: what is wrong is in `problems`, each with its line and what was
 * expected, is said and counted as a problem of the package, and the policy is empty then. A file that has not been read after 5 s counts
 * as one that is not readable.
 *
 * @example
 * ```ts
 * import { defineBackup } from '@wedsync/backup-telemetry';
 * import { readPolicy } from '@wedsync/backup-telemetry/node';
 *
 * const { definitions } = await readPolicy('wedsync.yaml');
 * const nightly = defineBackup(definitions.find(({ job }) => job === 'wedding-db') ?? { job: 'wedding-db' });
 * await nightly.run((run) => run.report({ bytes: 1024 }));
 * ```
 */
export async function readPolicy(path: string | URL): Promise<PolicyOfFile> {
  const site = siteOf(readPolicy);
  let read: ReadPolicyFile = { ok: false, problems: [{ message: 'Expected a policy file that can be read within 5 s, got none.' }] };
  await settleWithin(LONGEST_MS, [
    async () => {
      // Loaded when it is asked for: schema and schedules cost a program more time to load than all else here.
      const { readPolicyFile } = await import('./policy-file.js');
      read = await readPolicyFile(path, () => loadOptional('yaml') as YamlPackage | undefined);
    },
  ]);
  return settled(read, String(path), site);
}

function settled(read: ReadPolicyFile, path: string, site: string): PolicyOfFile {
  if (read.ok) return { ...read.policy, problems: [] };
  for (const { line, message } of read.problems)
    defaultCore.report('configuration_invalid', `${path}${line === undefined ? '' : `:${String(line)}`}: ${message}`, site);
  return { jobs: [], definitions: [], problems: read.problems };
}
