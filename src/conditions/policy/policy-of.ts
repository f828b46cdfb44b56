import type { JobIdentity } from '../../identity.js';
import type { PolicyIdentity } from '../../policy/file/resolve.js';

/** What a job says of itself; the rest is said by where it runs. */
const OWN = ['operation', 'job', 'destination'] as const;
const RESOURCE = ['environment', 'namespace', 'service'] as const;

/** Something that is promised about the jobs of an identity. */
interface OfIdentity {
  readonly identity: PolicyIdentity;
}

/** Whether a promise is about a job. What it does not say of where the job runs may be anything. */
export function isAbout(stated: PolicyIdentity, job: JobIdentity): boolean {
  return (
    OWN.every((part) => stated[part] === job[part]) && RESOURCE.every((part) => stated[part] === undefined || stated[part] === job[part])
  );
}

/** The most exact first: a job has the first promise that is about it. */
export function byExactness<T extends OfIdentity>(promises: readonly T[]): readonly T[] {
  const exactness = ({ identity }: T) => RESOURCE.filter((part) => identity[part] !== undefined).length;
  return [...promises].sort((one, other) => exactness(other) - exactness(one));
}
