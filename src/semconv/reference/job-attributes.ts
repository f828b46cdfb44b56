import * as a from '../attributes.js';
import type { AttributeReference } from './types.js';

/** Attributes that say which job a signal is about: the identity and what is stated of it. Same at every run of the job. */
export const JOB_ATTRIBUTES = {
  [a.ATTR_BACKUP_OPERATION]: {
    type: 'string',
    brief: 'What the run does with backups.',
    examples: ['backup', 'verify', 'restore'],
    stability: 'development',
    values: {
      backup: 'Makes a backup.',
      verify: 'Reads a backup back and checks that it is complete.',
      restore: 'Restores a backup, for real or as a drill.',
      copy: 'Brings a finished backup to a further destination.',
      prune: 'Deletes backups that retention no longer keeps.',
      unknown: 'Could not be read. Such a run changes no state gauge and states no fact.',
    },
  },
  [a.ATTR_BACKUP_JOB_NAME]: {
    type: 'string',
    brief: 'Name of the job, the same at every run.',
    note: 'Low in number: never a path, an address, a date or an id that changes from run to run.',
    examples: ['wedding-db-nightly', 'vendor-archive'],
    stability: 'development',
  },
  [a.ATTR_BACKUP_DESTINATION_NAME]: {
    type: 'string',
    brief: 'Name of the place the backup goes to or is read from.',
    note: 'A name that people gave the place, never a URL, a bucket address or a path.',
    examples: ['s3-eu', 'vault-2'],
    stability: 'development',
  },
  [a.ATTR_BACKUP_TYPE]: {
    type: 'string',
    brief: 'What the run covers.',
    examples: ['full', 'incremental'],
    stability: 'development',
    values: {
      full: 'Everything.',
      incremental: 'What changed since the newest backup of any type.',
      differential: 'What changed since the newest full backup.',
      log: 'A database log that continues a backup, such as write-ahead log segments.',
      snapshot: 'A state frozen by the storage or the file system.',
    },
  },
  [a.ATTR_BACKUP_RETENTION_TIER]: {
    type: 'string',
    brief: 'Retention tier the backup belongs to.',
    examples: ['hourly', 'daily', 'weekly'],
    stability: 'development',
  },
  [a.ATTR_CLOUD_REGION]: {
    type: 'string',
    brief: 'Region of the destination.',
    note: 'On backup signals it says where the copy is. Where the job runs is said by the same attribute of the resource.',
    examples: ['eu-central-1', 'us-east-1'],
    stability: 'development',
  },
  [a.ATTR_DB_SYSTEM_NAME]: {
    type: 'string',
    brief: 'Database product whose data the run is about.',
    examples: ['postgresql', 'mysql'],
    stability: 'stable',
  },
  [a.ATTR_DEPLOYMENT_ENVIRONMENT_NAME]: {
    type: 'string',
    brief: 'Environment the job belongs to. Part of the identity of a job.',
    examples: ['production', 'staging'],
    stability: 'stable',
  },
  [a.ATTR_SERVICE_NAMESPACE]: {
    type: 'string',
    brief: 'Group of services the job belongs to. Part of the identity of a job.',
    examples: ['wedsync'],
    stability: 'stable',
  },
  [a.ATTR_SERVICE_NAME]: {
    type: 'string',
    brief: 'Service that runs the job. Part of the identity of a job.',
    examples: ['backup-orchestrator'],
    stability: 'stable',
  },
} as const satisfies Record<string, AttributeReference>;
