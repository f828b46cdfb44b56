import { BackupTelemetryError } from '../../errors.js';
import { findContradictions } from './contradictions.js';
import { definitionOf, type PolicyDefinition } from './definitions.js';
import { problemsOf, vanishingKeys, type PolicyProblem } from './problems.js';
import { resolveJobs, type PolicyJob } from './resolve.js';
import { policySchema } from './schema.js';
import type { PolicyFile } from './types.js';

/** What is promised about backups. */
export interface Policy {
  /** With all that they inherit. */
  readonly jobs: readonly PolicyJob[];
  /** What `defineBackup` takes, one for each job. */
  readonly definitions: readonly PolicyDefinition[];
}

/** A policy, or what is wrong with it. */
export type ParsedPolicy =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Reads a policy that may be wrong: what is wrong with it comes back as sentences, each with its place, and nothing is thrown. */
export function parsePolicy(value: unknown): ParsedPolicy {
  const vanishing = vanishingKeys(value);
  if (vanishing.length > 0) return { ok: false, problems: vanishing };
  const read = policySchema.safeParse(value);
  if (!read.success) return { ok: false, problems: problemsOf(read.error, value) };
  const jobs = resolveJobs(read.data);
  const problems = findContradictions(read.data, jobs);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, policy: { jobs, definitions: jobs.map(definitionOf) } };
}

/**
 * What is promised about backups, from the value of a YAML or JSON file.
 *
 * @throws BackupTelemetryError `configuration_invalid` with each thing that is wrong and where it stands
 *
 * @example
 * ```ts
 * import { definePolicy } from '@wedsync/backup-telemetry/policy';
 *
 * const policy = definePolicy({
 *   version: 1,
 *   defaults: { owner: 'platform', rpo: '25h', grace: '15m' },
 *   jobs: [{ job: 'wedding-db-nightly', schedule: { cron: '30 2 * * *', timezone: 'Europe/Berlin', scheduler: 'cron' } }],
 * });
 * policy.jobs[0]?.tiers[0]?.schedule?.next(1, new Date());
 * ```
 */
export function definePolicy(value: PolicyFile): Policy {
  const parsed = parsePolicy(value);
  if (parsed.ok) return parsed.policy;
  throw new BackupTelemetryError('configuration_invalid', parsed.problems.map(({ message }) => message).join(' '));
}
