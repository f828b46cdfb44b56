import type { Exported } from './scenario.js';
import type { Story } from './story.js';

const hour = 60;
const DEFINED: Exported = { registered: 1, interval: 24 * hour };
const ENDED: Exported = { ...DEFINED, start: 10, durations: { full: 60 }, sizes: { full: 1_000 } };

/** Runs that end badly, and what belongs to the same failure. */
export const FAILURE_STORIES: Readonly<Record<string, Story>> = {
  'a failure fires until the next success, and stands on the success before it': {
    length: 60,
    exports: [
      { at: 12, until: 19, values: { ...ENDED, ends: { success: 12 } } },
      { at: 20, until: 39, values: { ...ENDED, start: 18, ends: { success: 12, failure: 20 } } },
      { at: 40, until: 60, values: { ...ENDED, start: 38, ends: { success: 40, failure: 20 }, durations: { full: 61 } } },
    ],
    expected: { 12: {}, 20: { BackupJobFailed: [12] }, 39: { BackupJobFailed: [12] }, 40: {}, 60: {} },
  },
  'a failure fires for a job that never succeeded': {
    length: 20,
    exports: [{ at: 5, until: 20, values: { ...DEFINED, start: 3, ends: { failure: 5 } } }],
    expected: { 4: {}, 5: { BackupJobFailed: ['never'] } },
  },
  'a timeout fires as a failure; what was cancelled or skipped is not': {
    length: 30,
    exports: [
      { at: 5, until: 9, values: { ...ENDED, ends: { success: 1, cancelled: 4, skipped: 5 } } },
      { at: 10, until: 30, values: { ...ENDED, ends: { success: 1, timeout: 10 } } },
    ],
    expected: { 9: {}, 10: { BackupJobFailed: [1] } },
  },
  'a second failure belongs to the same episode': {
    length: 40,
    exports: [
      { at: 5, until: 9, values: { ...ENDED, start: 4, ends: { success: 5 } } },
      { at: 10, until: 19, values: { ...ENDED, start: 9, ends: { success: 5, failure: 10 } } },
      { at: 20, until: 40, values: { ...ENDED, start: 19, ends: { success: 5, failure: 20 } } },
    ],
    expected: { 10: { BackupJobFailed: [5] }, 40: { BackupJobFailed: [5] } },
  },
  'a process that pushed its failure once and ended is remembered': {
    length: 3 * hour,
    exports: [
      { at: 10, values: { ...ENDED, ends: { failure: 10 } } },
      { at: 2 * hour, values: { ...ENDED, start: 2 * hour - 1, ends: { success: 2 * hour } }, process: { instance: 'b' } },
    ],
    expected: { 10: { BackupJobFailed: ['never'] }, 119: { BackupJobFailed: ['never'] }, 120: {}, 180: {} },
  },
  'a success in staging does not hide a failure in production': {
    length: 30,
    exports: [
      { at: 5, until: 30, values: { ...ENDED, ends: { success: 2, failure: 10 } } },
      { at: 15, until: 30, job: { deployment_environment_name: 'staging' }, values: { ...ENDED, ends: { success: 15 } } },
    ],
    expected: { 30: { BackupJobFailed: [2] } },
  },
  'a verify run, another service and another region do not heal a backup': {
    length: 30,
    exports: [
      { at: 11, until: 30, values: { ...ENDED, ends: { failure: 11 } } },
      { at: 15, until: 30, job: { backup_operation: 'verify' }, values: { ...ENDED, ends: { success: 15 } } },
      { at: 15, until: 30, job: { job: 'vendors' }, values: { ...ENDED, ends: { success: 15 } } },
      { at: 15, until: 30, job: { backup_destination_name: 's3-us' }, values: { ...ENDED, ends: { success: 15 } } },
    ],
    expected: { 30: { BackupJobFailed: ['never'] } },
  },
  'an upgrade that changes a version label changes nothing': {
    length: 60,
    exports: [
      { at: 11, until: 20, process: { service_version: '1' }, values: { ...ENDED, ends: { failure: 11 } } },
      { at: 22, until: 40, process: { service_version: '2', instance: 'b' }, values: DEFINED },
      { at: 41, until: 60, process: { service_version: '2', instance: 'b' }, values: { ...ENDED, start: 40, ends: { success: 41 } } },
    ],
    expected: { 30: { BackupJobFailed: ['never'] }, 41: {}, 60: {} },
  },
  'a process that still exports an old success hides no newer failure': {
    length: 30,
    exports: [
      { at: 5, until: 30, values: { ...ENDED, start: 4, ends: { success: 5 } } },
      { at: 12, process: { instance: 'b' }, values: { ...ENDED, ends: { failure: 12 } } },
    ],
    expected: { 11: {}, 12: { BackupJobFailed: [5] }, 30: { BackupJobFailed: [5] } },
  },
  'a job without destination and environment is judged like any other': {
    length: 20,
    exports: [
      {
        at: 11,
        until: 20,
        job: { backup_destination_name: '', deployment_environment_name: '' },
        values: { ...ENDED, ends: { failure: 11 } },
      },
    ],
    expected: { 20: { BackupJobFailed: ['never'] } },
  },
  'a partial run fires until a success': {
    length: 40,
    exports: [
      { at: 5, until: 9, values: { ...ENDED, start: 4, ends: { success: 5 } } },
      { at: 10, until: 29, values: { ...ENDED, start: 9, ends: { success: 5, partial: 10 } } },
      { at: 30, until: 40, values: { ...ENDED, start: 29, ends: { success: 30, partial: 10 } } },
    ],
    expected: { 10: { BackupPartial: [5] }, 29: { BackupPartial: [5] }, 30: {} },
  },
};
