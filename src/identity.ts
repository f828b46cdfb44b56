import {
  ATTR_BACKUP_DESTINATION_NAME,
  ATTR_BACKUP_JOB_NAME,
  ATTR_BACKUP_OPERATION,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
} from './semconv.js';

/** What tells one job from every other. A part that is not known is left out. */
export interface JobIdentity {
  readonly environment?: string | undefined;
  readonly namespace?: string | undefined;
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly job?: string | undefined;
  readonly destination?: string | undefined;
}

/** The attribute that each part is, on the resource or on what a job emits. */
export const IDENTITY_ATTRIBUTES = {
  environment: ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  namespace: ATTR_SERVICE_NAMESPACE,
  service: ATTR_SERVICE_NAME,
  operation: ATTR_BACKUP_OPERATION,
  job: ATTR_BACKUP_JOB_NAME,
  destination: ATTR_BACKUP_DESTINATION_NAME,
} as const satisfies Record<keyof JobIdentity, string>;

/** The parts that a job says of itself; the others are its resource's. */
export const JOB_ATTRIBUTES: readonly string[] = [ATTR_BACKUP_OPERATION, ATTR_BACKUP_JOB_NAME, ATTR_BACKUP_DESTINATION_NAME];

/** A job by the five parts that its key, its alerts and Prometheus have; the service is whole. */
type Part = Exclude<keyof JobIdentity, 'namespace'>;
const PARTS: readonly Part[] = ['environment', 'service', 'operation', 'job', 'destination'];

/** Label of each part in Prometheus. Its `job` is made of namespace and name of the service. */
export const LABEL_BY_PART = {
  environment: 'deployment_environment_name',
  service: 'job',
  operation: 'backup_operation',
  job: 'backup_job_name',
  destination: 'backup_destination_name',
} as const satisfies Record<Part, string>;

/** Labels of an identity in Prometheus. */
// Marked, so that bundles without it leave it out.
export const IDENTITY_LABELS: readonly string[] = /* @__PURE__ */ PARTS.map((part) => LABEL_BY_PART[part]);

/** Attributes of a resource, or of something that a job emits. */
type Attributes = Readonly<Record<string, unknown>>;

/** Reads the identity of a job. An empty text is no value, as in Prometheus. */
export function identityOf(resource: Attributes, attributes: Attributes): JobIdentity {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return Object.fromEntries(
    Object.entries(IDENTITY_ATTRIBUTES).flatMap(([part, name]) => {
      const value = text((JOB_ATTRIBUTES.includes(name) ? attributes : resource)[name]);
      return value === undefined ? [] : [[part, value]];
    }),
  );
}

/** The service as Prometheus knows it: `namespace/service`, or the name alone. Nobody can say of this form whether a slash stands between the two or in a name. */
function wholeService({ namespace, service = '' }: JobIdentity): string {
  return namespace === undefined ? service : `${namespace}/${service}`;
}

/** The five parts in their order, empty where there is none. */
export function identityParts(identity: JobIdentity): readonly string[] {
  return PARTS.map((part) => (part === 'service' ? wholeService(identity) : (identity[part] ?? '')));
}

/**
 * The key of a job: equal for equal identities only, and fit for a path of a URL, such as `production:wedsync%2Fbackups:backup:nightly:s3-eu`.
 */
export function identityKey(identity: JobIdentity): string {
  return identityParts(identity).map(encode).join(':');
}

/** As in a URL. Half a character, of which `encodeURIComponent` throws, stays a half of its own. */
function encode(part: string): string {
  return part.replace(/\P{Surrogate}+/gu, encodeURIComponent).replace(/\p{Surrogate}/gu, (half) => `%u${half.charCodeAt(0).toString(16)}`);
}

/** The identity as Prometheus labels it; a part that is not known is no label. */
export function identityLabels(identity: JobIdentity): Readonly<Record<string, string>> {
  const parts = identityParts(identity);
  return Object.fromEntries(IDENTITY_LABELS.flatMap((label, index) => (parts[index] === '' ? [] : [[label, parts[index] ?? '']])));
}

/** What a sentence about a job is made of. */
export interface SubjectWords {
  /** A part that every job has. */
  readonly value: (part: Part) => string;
  /** A part that a job may lack, with the word before it. */
  readonly optional: (word: string, part: Part) => string;
}

/** A job in a sentence: `backup "nightly" at s3-eu of wedsync/backups in production`. */
export function subjectOf({ value, optional }: SubjectWords): string {
  return `${value('operation')} "${value('job')}"${optional('at', 'destination')} of ${value('service')}${optional('in', 'environment')}`;
}

/** The same of a known job. */
export function describeJob(identity: JobIdentity): string {
  const parts = identityParts(identity);
  const value = (part: Part) => parts[PARTS.indexOf(part)] ?? '';
  return subjectOf({ value, optional: (word, part) => (value(part) === '' ? '' : ` ${word} ${value(part)}`) });
}
