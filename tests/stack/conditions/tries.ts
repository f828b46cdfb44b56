import type { Exported } from './scenario.js';
import type { Story } from './story.js';

const hour = 60;
const DEFINED: Exported = { registered: 1, interval: 24 * hour };
const ENDED: Exported = { ...DEFINED, start: 10, durations: { full: 60 }, sizes: { full: 1_000 } };

/** What a process exports after a try that failed. */
function failedTry(at: number, attempt: number, attempts = 3, success: number | undefined = 5): Exported {
  return {
    ...ENDED,
    start: at - 1,
    heartbeat: at - 1,
    ends: { ...(success !== undefined && { success }), failure: at },
    failure: { at, errorType: 'ECONNREFUSED', attempt, attempts },
  };
}

/** Jobs that try again: who is woken, and when. */
export const TRY_STORIES: Readonly<Record<string, Story>> = {
  'a failed try is a warning while the next is due, and wakes somebody when it does not come': {
    length: 60,
    exports: [
      {
        at: 10,
        until: 60,
        values: {
          ...ENDED,
          retryWithin: 20,
          ends: { success: 5, failure: 10 },
          failure: { at: 10, errorType: 'ECONNREFUSED', phase: 'upload', exitCode: 1, attempt: 1, attempts: 3 },
        },
      },
    ],
    expected: {
      10: { 'BackupJobFailed warning': [5] },
      31: { 'BackupJobFailed warning': [5] },
      32: { BackupJobFailed: [5] },
      60: { BackupJobFailed: [5] },
    },
  },
  'a failed try is a warning while the next goes on, and wakes somebody when it was the last': {
    length: 140,
    exports: [
      { at: 10, until: 24, values: { ...ENDED, ends: { success: 5, failure: 10 }, failure: { at: 10, attempt: 1, attempts: 2 } } },
      {
        at: 25,
        until: 109,
        values: { ...ENDED, start: 25, heartbeat: 'now', ends: { success: 5, failure: 10 }, failure: { at: 10, attempt: 1, attempts: 2 } },
      },
      {
        at: 110,
        until: 140,
        values: { ...ENDED, start: 25, heartbeat: 109, ends: { success: 5, failure: 110 }, failure: { at: 110, attempt: 2, attempts: 2 } },
      },
    ],
    expected: {
      10: { 'BackupJobFailed warning': [5] },
      109: { 'BackupJobFailed warning': [5] },
      110: { BackupJobFailed: [5] },
      140: { BackupJobFailed: [5] },
    },
  },
  'a failure of which nobody says the try wakes somebody, whatever a try before it said': {
    length: 30,
    exports: [
      { at: 10, until: 19, values: { ...ENDED, ends: { success: 5, failure: 10 }, failure: { at: 10, attempt: 1, attempts: 2 } } },
      {
        at: 20,
        until: 30,
        values: { ...ENDED, start: 19, ends: { success: 5, failure: 20 }, failure: { at: 10, attempt: 1, attempts: 2 } },
      },
    ],
    expected: { 19: { 'BackupJobFailed warning': [5] }, 20: { BackupJobFailed: [5] }, 30: { BackupJobFailed: [5] } },
  },
  'a job whose tries were used up stays critical in the next night, through each of its tries, until it succeeds': {
    length: 150,
    exports: [
      { at: 10, until: 14, values: failedTry(10, 1) },
      { at: 15, until: 19, values: failedTry(15, 2) },
      { at: 20, until: 59, values: failedTry(20, 3) },
      { at: 60, until: 64, values: failedTry(60, 1) },
      { at: 65, until: 69, values: failedTry(65, 2) },
      { at: 70, until: 89, values: failedTry(70, 3) },
      { at: 90, until: 109, values: { ...ENDED, start: 89, ends: { success: 90, failure: 70 } } },
      { at: 110, until: 150, values: failedTry(110, 1, 3, 90) },
    ],
    expected: {
      19: { 'BackupJobFailed warning': [5] },
      20: { BackupJobFailed: [5] },
      60: { BackupJobFailed: [5] },
      62: { BackupJobFailed: [5] },
      65: { BackupJobFailed: [5] },
      70: { BackupJobFailed: [5] },
      90: {},
      110: { 'BackupJobFailed warning': [90] },
      150: { 'BackupJobFailed warning': [90] },
    },
  },
  'a job that was critical because its next try was late stays so when that try comes and fails': {
    length: 120,
    exports: [
      { at: 10, until: 59, values: { ...failedTry(10, 1), retryWithin: 20 } },
      { at: 60, until: 99, values: { ...failedTry(60, 2), retryWithin: 20 } },
      { at: 100, until: 120, values: { ...ENDED, retryWithin: 20, start: 99, ends: { success: 100, failure: 60 } } },
    ],
    expected: {
      31: { 'BackupJobFailed warning': [5] },
      32: { BackupJobFailed: [5] },
      61: { BackupJobFailed: [5] },
      99: { BackupJobFailed: [5] },
      100: {},
    },
  },
  'a job that never succeeded, and whose runs each say that they are the first try, wakes somebody at the second': {
    length: 100,
    exports: [
      { at: 10, until: 39, values: { ...failedTry(10, 1), ends: { failure: 10 } } },
      { at: 40, until: 69, values: { ...failedTry(40, 1), ends: { failure: 40 } } },
      { at: 70, until: 100, values: { ...failedTry(70, 1), ends: { failure: 70 } } },
    ],
    expected: { 39: { 'BackupJobFailed warning': ['never'] }, 40: { BackupJobFailed: ['never'] }, 100: { BackupJobFailed: ['never'] } },
  },
  'a try whose number is less than that before it is none of the same run': {
    length: 60,
    exports: [
      { at: 10, until: 19, values: failedTry(10, 9, 12) },
      { at: 20, until: 29, values: failedTry(20, 10, 12) },
      { at: 30, until: 60, process: { instance: 'b' }, values: failedTry(30, 2, 12) },
    ],
    expected: { 29: { 'BackupJobFailed warning': [5] }, 30: { BackupJobFailed: [5] }, 60: { BackupJobFailed: [5] } },
  },
  'a success between two first tries parts them': {
    length: 60,
    exports: [
      { at: 10, until: 19, values: failedTry(10, 1) },
      { at: 20, until: 29, values: { ...ENDED, start: 19, ends: { success: 20, failure: 10 } } },
      { at: 30, until: 60, values: failedTry(30, 1, 3, 20) },
    ],
    expected: {
      19: { 'BackupJobFailed warning': [5] },
      20: {},
      30: { 'BackupJobFailed warning': [20] },
      60: { 'BackupJobFailed warning': [20] },
    },
  },
  'a failed try does not stay a warning while the next hangs': {
    length: 160,
    exports: [
      { at: 10, until: 24, values: { ...failedTry(10, 1), maxDuration: 90 } },
      { at: 25, until: 160, values: { ...failedTry(10, 1), maxDuration: 90, start: 25, heartbeat: 'now' } },
    ],
    expected: {
      115: { 'BackupJobFailed warning': [5] },
      116: { BackupJobFailed: [5], BackupRunningLong: [25] },
      160: { BackupJobFailed: [5], BackupRunningLong: [25] },
    },
  },
  'a job that was decommissioned while it was critical is a warning at its first failed try afterwards': {
    length: 80,
    exports: [
      { at: 10, until: 29, values: failedTry(10, 3) },
      { at: 30, until: 32, values: { decommissioned: 30 } },
      { at: 40, until: 49, process: { instance: 'b' }, values: { registered: 40 } },
      { at: 50, until: 80, process: { instance: 'b' }, values: { ...failedTry(50, 1), registered: 40, ends: { failure: 50 } } },
    ],
    expected: {
      29: { BackupJobFailed: [5] },
      30: {},
      50: { 'BackupJobFailed warning': ['never'] },
      80: { 'BackupJobFailed warning': ['never'] },
    },
  },
};
