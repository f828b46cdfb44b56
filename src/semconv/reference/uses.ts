import * as a from '../attributes.js';
import type { AttributeUses } from './types.js';

const STATED = { conditionallyRequired: 'If it was stated.' } as const;

/** Identity of a job, without the part that stands on the resource. */
export const IDENTITY = {
  [a.ATTR_BACKUP_OPERATION]: 'required',
  [a.ATTR_BACKUP_JOB_NAME]: 'required',
  [a.ATTR_BACKUP_DESTINATION_NAME]: { conditionallyRequired: 'If the job has one destination.' },
} as const satisfies AttributeUses;

const SLOT = { conditionallyRequired: 'If another run of the job was going on in the process when the run started.' } as const;

/** Identity, and which of several runs that go on at once. */
export const SLOTTED = {
  ...IDENTITY,
  [a.ATTR_BACKUP_RUN_SLOT]: SLOT,
} as const satisfies AttributeUses;

/** Identity and type: attributes of sums. */
export const TYPED = { ...IDENTITY, [a.ATTR_BACKUP_TYPE]: STATED } as const satisfies AttributeUses;

/** What the job states about itself. */
export const JOB = {
  ...TYPED,
  [a.ATTR_CLOUD_REGION]: STATED,
  [a.ATTR_BACKUP_RETENTION_TIER]: STATED,
  [a.ATTR_DB_SYSTEM_NAME]: STATED,
} as const satisfies AttributeUses;

/** What is known of a run when it starts. */
export const RUN = {
  ...JOB,
  [a.ATTR_BACKUP_RUN_SLOT]: SLOT,
  [a.ATTR_BACKUP_RUN_ID]: 'required',
  [a.ATTR_BACKUP_ATTEMPT]: 'recommended',
  [a.ATTR_BACKUP_ATTEMPTS]: STATED,
  [a.ATTR_BACKUP_TRIGGER]: 'recommended',
  [a.ATTR_BACKUP_PROCESS_TRACE_ID]: {
    conditionallyRequired: 'If the environment variable `TRACEPARENT` was the parent of an earlier run of the process.',
  },
  [a.ATTR_BACKUP_PROVED_RUN_ID]: 'recommended',
  [a.ATTR_BACKUP_PROVED_TRACE_ID]: 'recommended',
} as const satisfies AttributeUses;

const BYTES_COUNTED = { conditionallyRequired: 'If bytes went through a byte counter.' } as const;

/** How something ended. */
export const ENDING = {
  [a.ATTR_BACKUP_OUTCOME]: 'required',
  [a.ATTR_ERROR_TYPE]: { conditionallyRequired: 'If and only if the outcome is `failure` or `timeout`.' },
} as const satisfies AttributeUses;

/** How a phase ended. */
export const PHASE_ENDING = { ...ENDING, [a.ATTR_BACKUP_PROCESSED_SIZE]: BYTES_COUNTED } as const satisfies AttributeUses;

/** How a run that succeeded ended, and what it produced. */
export const SUCCESS = {
  [a.ATTR_BACKUP_OUTCOME]: 'required',
  [a.ATTR_BACKUP_PROCESSED_SIZE]: BYTES_COUNTED,
  [a.ATTR_BACKUP_TELEMETRY_PROBLEM]: 'required',
  [a.ATTR_BACKUP_REASON]: 'recommended',
  [a.ATTR_BACKUP_DEADLINE_EXCEEDED]: { conditionallyRequired: 'If the run passed its time limit.' },
  [a.ATTR_BACKUP_ARTIFACT_SIZE]: 'recommended',
  [a.ATTR_BACKUP_ARTIFACT_FILE_COUNT]: 'recommended',
  [a.ATTR_BACKUP_ARTIFACT_CHECKSUM_VALUE]: 'recommended',
  [a.ATTR_BACKUP_ARTIFACT_CHECKSUM_ALGORITHM]: { conditionallyRequired: 'If and only if there is a checksum.' },
  [a.ATTR_BACKUP_RETENTION_COPIES]: { conditionallyRequired: 'If the operation is `prune` and the number is known.' },
  [a.ATTR_BACKUP_RETENTION_OLDEST_TIMESTAMP]: 'recommended',
  [a.ATTR_PROCESS_EXIT_CODE]: { conditionallyRequired: 'If a program did the work and its exit code is known.' },
} as const satisfies AttributeUses;

/** How a run ended, and what it produced. */
export const RUN_ENDING = { ...SUCCESS, ...ENDING } as const satisfies AttributeUses;

/** A copy at one destination, whichever operation stored or read it. */
export const COPY = {
  [a.ATTR_BACKUP_OPERATION]: 'required',
  [a.ATTR_BACKUP_JOB_NAME]: 'required',
  [a.ATTR_BACKUP_DESTINATION_NAME]: 'required',
  [a.ATTR_CLOUD_REGION]: STATED,
} as const satisfies AttributeUses;

/** Where everything of a process comes from. */
export const RESOURCE_USES = {
  [a.ATTR_SERVICE_NAME]: 'required',
  [a.ATTR_SERVICE_NAMESPACE]: 'recommended',
  [a.ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: 'recommended',
} as const satisfies AttributeUses;
