import { identityLabels, type JobIdentity } from '../../src/identity.js';

/** The labels of a job as Prometheus writes them: `backup_job_name="nightly"`. */
export function labelsText(identity: JobIdentity): string {
  return Object.entries(identityLabels(identity))
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',');
}
