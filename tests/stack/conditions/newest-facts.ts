import type { Exported } from './scenario.js';
import type { Story } from './story.js';

const hour = 60;
const DEFINED: Exported = { registered: 1, interval: 24 * hour };
const ENDED: Exported = { ...DEFINED, start: 10, durations: { full: 60 }, sizes: { full: 1_000 } };

/** Something bad that something else could hide: another writer, another run, a clock, a window. It is there until a fact ends it. */
export const HIDING_STORIES: Readonly<Record<string, Story>> = {
  'a success by hand is not forgotten while a service under the same name goes on exporting its failure': {
    length: 90,
    exports: [
      { at: 10, until: 90, every: 2, values: { ...ENDED, ends: { success: 5, failure: 10 } } },
      { at: 31, values: { ...ENDED, start: 30, ends: { success: 31 }, durations: { full: 50 } } },
    ],
    expected: { 10: { BackupJobFailed: [5] }, 30: { BackupJobFailed: [5] }, 31: {}, 40: {}, 90: {} },
  },
  'a failure by hand is not healed by a service under the same name that goes on exporting its success': {
    length: 90,
    exports: [
      { at: 10, until: 90, every: 2, values: { ...ENDED, ends: { success: 10, failure: 4 } } },
      { at: 31, values: { ...ENDED, start: 30, ends: { failure: 31 }, failure: { at: 31, errorType: 'ENOSPC', exitCode: 2 } } },
    ],
    expected: { 30: {}, 31: { BackupJobFailed: [10] }, 90: { BackupJobFailed: [10] } },
  },
  'a process whose clock was two hours ahead hides no failure once its clock is right, nor the success after it': {
    length: 200,
    exports: [
      { at: 5, until: 14, values: { ...ENDED, start: 124, ends: { success: 125 } } },
      { at: 15, until: 24, values: { ...ENDED, start: 134, ends: { success: 125, failure: 135 }, failure: { at: 135, exitCode: 2 } } },
      { at: 25, until: 159, values: { ...ENDED, start: 24, ends: { success: 125, failure: 25 }, failure: { at: 25, exitCode: 2 } } },
      { at: 160, until: 200, values: { ...ENDED, start: 159, ends: { success: 160, failure: 25 } } },
    ],
    expected: {
      5: { BackupClockSkew: [1] },
      24: { BackupClockSkew: [1] },
      25: { BackupJobFailed: ['never'], BackupClockSkew: [1] },
      130: { BackupJobFailed: ['never'] },
      159: { BackupJobFailed: ['never'] },
      160: {},
      200: {},
    },
  },
  'the size is that of the newest success, though another process wrote over it seconds later': {
    length: 60,
    exportEvery: 1 / 6,
    exports: [
      {
        at: 10,
        until: 60,
        every: 1 / 2,
        values: { ...DEFINED, start: 9, ends: { success: 10 }, durations: { full: 60 }, sizes: { full: 5_000 } },
      },
      { at: 30 + 5 / 6, values: { ...DEFINED, start: 29, ends: { success: 30 }, durations: { full: 50 }, sizes: { full: 0 } } },
    ],
    expected: { 30: {}, 31: { BackupTooSmall: [30] }, 60: { BackupTooSmall: [30] } },
  },
  'what the newest definition states counts, not what is largest': {
    length: 60,
    exports: [
      { at: 5, until: 60, values: { ...ENDED, start: 4, minSize: 500, ends: { success: 5 } } },
      { at: 20, until: 30, process: { instance: 'b' }, values: { registered: 20, minSize: 2_000 } },
      { at: 40, until: 50, process: { instance: 'c' }, values: { registered: 40, minSize: 100 } },
    ],
    expected: { 19: {}, 20: { BackupTooSmall: [5] }, 39: { BackupTooSmall: [5] }, 40: {}, 60: {} },
  },
  'a failure and a success of the same moment are a failure': {
    length: 20,
    exports: [{ at: 10, until: 20, values: { ...ENDED, ends: { success: 10, failure: 10 } } }],
    expected: { 10: { BackupJobFailed: [10] }, 20: { BackupJobFailed: [10] } },
  },
  'a killed run is lost though one that overlapped it succeeds, until one after it does': {
    length: 80,
    exports: [
      { at: 5, until: 15, values: { ...DEFINED, start: 5, heartbeat: 'now' } },
      { at: 10, until: 29, process: { instance: 'b' }, values: { ...DEFINED, start: 10, heartbeat: 'now' } },
      { at: 30, until: 50, process: { instance: 'b' }, values: { ...DEFINED, start: 10, heartbeat: 29, ends: { success: 30 } } },
      { at: 60, until: 64, process: { instance: 'c' }, values: { ...DEFINED, start: 60, heartbeat: 'now' } },
      { at: 65, until: 80, process: { instance: 'c' }, values: { ...DEFINED, start: 60, heartbeat: 64, ends: { success: 65 } } },
    ],
    expected: { 20: {}, 21: { BackupProcessLost: [15] }, 45: { BackupProcessLost: [15] }, 64: { BackupProcessLost: [15] }, 65: {}, 80: {} },
  },
  'a killed run is lost, also when the next one under its name fails, until one succeeds': {
    length: 100,
    exports: [
      { at: 5, until: 15, values: { ...DEFINED, start: 5, heartbeat: 'now' } },
      { at: 60, until: 70, values: { ...DEFINED, start: 60, heartbeat: 60, ends: { failure: 61 } } },
      { at: 80, until: 100, values: { ...DEFINED, start: 79, heartbeat: 79, ends: { failure: 61, success: 80 } } },
    ],
    expected: {
      59: { BackupProcessLost: [15] },
      61: { BackupJobFailed: ['never'], BackupProcessLost: [15] },
      79: { BackupJobFailed: ['never'], BackupProcessLost: [15] },
      80: {},
      100: {},
    },
  },
  'a run that hangs is stuck, though others of the same process overlap it and succeed': {
    length: 90,
    exports: [
      { at: 5, until: 19, values: { ...DEFINED, start: 5, heartbeat: 'now', progress: 6 } },
      {
        at: 20,
        until: 29,
        values: { ...DEFINED, start: 5, heartbeat: 'now', progress: 6, slots: { 1: { start: 20, heartbeat: 'now', progress: 'now' } } },
      },
      {
        at: 30,
        until: 69,
        values: {
          ...DEFINED,
          start: 5,
          heartbeat: 'now',
          progress: 6,
          slots: { 1: { start: 20, heartbeat: 29, progress: 29, ends: { success: 30 } } },
        },
      },
      {
        at: 70,
        until: 90,
        values: {
          ...DEFINED,
          start: 5,
          heartbeat: 69,
          progress: 6,
          ends: { success: 70 },
          slots: { 1: { start: 20, heartbeat: 29, progress: 29, ends: { success: 30 } } },
        },
      },
    ],
    expected: { 36: {}, 37: { BackupStalled: [6] }, 69: { BackupStalled: [6] }, 70: {}, 90: {} },
  },
  'a daily job with a short tolerance is not overdue in the night in which clocks are set back, and is an hour later': {
    length: 27 * hour,
    pace: 4,
    exports: [{ at: 40, until: 27 * hour, values: { ...DEFINED, grace: 30, start: 28, ends: { success: 40 } } }],
    expected: { [25 * hour + 56]: {}, [26 * hour]: { BackupOverdue: [24 * hour + 28] } },
  },
  'an interval that is not of whole days knows no clocks': {
    length: 14 * hour,
    pace: 4,
    exports: [{ at: 40, until: 14 * hour, values: { registered: 1, interval: 12 * hour, grace: 30, start: 28, ends: { success: 40 } } }],
    expected: { [12 * hour + 56]: {}, [13 * hour]: { BackupOverdue: [12 * hour + 28] } },
  },
};
