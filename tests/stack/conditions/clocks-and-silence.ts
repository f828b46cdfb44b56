import type { Exported } from './scenario.js';
import type { Story } from './story.js';

const hour = 60;
const DEFINED: Exported = { registered: 1, interval: 24 * hour };
const ENDED: Exported = { ...DEFINED, start: 10, durations: { full: 60 }, sizes: { full: 1_000 } };

/** Clocks that are ahead, and jobs of which nothing is heard. */
export const CLOCK_STORIES: Readonly<Record<string, Story>> = {
  'a defined job of which nothing is heard is unknown, not good': {
    length: 29 * hour,
    pace: 4,
    exports: [
      { at: 20, until: 60, values: { registered: 1, start: 10, ends: { success: 20 } } },
      { at: 28 * hour, until: 29 * hour, values: { registered: 28 * hour } },
    ],
    expected: { [26 * hour]: {}, [27 * hour + 20]: { BackupTelemetryAbsent: [60] }, [28 * hour]: {}, [29 * hour]: {} },
  },
  'a weekly job may be silent between its runs': {
    length: 28 * hour,
    pace: 4,
    exports: [{ at: 4, values: { registered: 1, interval: 7 * 24 * hour, start: 2, ends: { success: 4 } } }],
    expected: { [28 * hour]: {} },
  },
  'a success from the future hides no failure, also when its time has come': {
    length: 3 * hour,
    exports: [{ at: 10, until: 180, values: { ...ENDED, ends: { success: 120, failure: 10 } } }],
    expected: {
      10: { BackupJobFailed: ['never'], BackupClockSkew: [10] },
      114: { BackupJobFailed: ['never'], BackupClockSkew: [10] },
      180: { BackupJobFailed: ['never'], BackupClockSkew: [10] },
    },
  },
  'a clock that was ahead fires until a run begins at a time that is right': {
    length: 200,
    exports: [
      { at: 5, values: { ...ENDED, start: 4, ends: { success: 5 } } },
      { at: 10, values: { ...ENDED, start: 100, ends: { success: 101 } } },
      { at: 180, values: { ...ENDED, start: 179, ends: { success: 180 } } },
    ],
    expected: { 9: {}, 10: { BackupClockSkew: [4] }, 46: { BackupClockSkew: [4] }, 179: { BackupClockSkew: [4] }, 181: {}, 200: {} },
  },
  'a clock that was ahead is no matter of a job that was decommissioned and taken into service again': {
    length: 120,
    exports: [
      { at: 5, values: { ...ENDED, registered: 1, start: 4, ends: { success: 5 } } },
      { at: 10, values: { ...ENDED, registered: 1, start: 100, ends: { success: 101 } } },
      { at: 60, values: { decommissioned: 60 } },
      { at: 80, until: 120, values: { registered: 80 } },
    ],
    expected: { 10: { BackupClockSkew: [4] }, 59: { BackupClockSkew: [4] }, 61: {}, 82: {}, 120: {} },
  },
  'a clock that is ahead again is another episode, and the run that ended the first does not end it': {
    length: 200,
    exports: [
      { at: 5, values: { ...ENDED, start: 4, ends: { success: 5 } } },
      { at: 10, values: { ...ENDED, start: 100, ends: { success: 101 } } },
      { at: 60, values: { ...ENDED, start: 59, ends: { success: 60 } } },
      { at: 100, values: { ...ENDED, start: 300, ends: { success: 301 } } },
      { at: 160, values: { ...ENDED, start: 159, ends: { success: 160 } } },
    ],
    expected: {
      10: { BackupClockSkew: [4] },
      61: {},
      100: { BackupClockSkew: [59] },
      159: { BackupClockSkew: [59] },
      161: {},
      200: {},
    },
  },
  'a clock that is ahead from the first run on, of a job that was taken into service again': {
    length: 130,
    exports: [
      { at: 5, values: { ...ENDED, registered: 1, start: 4, ends: { success: 5 } } },
      { at: 20, values: { decommissioned: 20 } },
      { at: 40, values: { ...DEFINED, registered: 40 } },
      { at: 45, values: { ...DEFINED, registered: 40, start: 200 } },
    ],
    expected: { 44: {}, 46: { BackupClockSkew: [40] }, 100: { BackupClockSkew: [40] }, 130: { BackupClockSkew: [40] } },
  },
  'a start from the future does not hide that a run is overdue': {
    length: 3 * hour,
    exports: [{ at: 2, until: 180, values: { registered: 1, interval: hour, grace: 10, start: 150 } }],
    expected: { 30: { BackupClockSkew: [1] }, 72: { BackupOverdue: [61], BackupNeverSucceeded: [1], BackupClockSkew: [1] } },
  },
  'a process that was restarted under its old name with the right clock is believed at once': {
    length: 60,
    exports: [
      { at: 5, until: 14, values: { ...ENDED, start: 4, ends: { failure: 5 } } },
      { at: 15, until: 20, values: { ...ENDED, start: 14, ends: { success: 200, failure: 5 } } },
      { at: 30, until: 60, values: { ...ENDED, start: 29, ends: { success: 30 } } },
    ],
    expected: {
      14: { BackupJobFailed: ['never'] },
      18: { BackupJobFailed: ['never'], BackupClockSkew: [14] },
      30: { BackupClockSkew: [14] },
      54: { BackupClockSkew: [14] },
      55: {},
      60: {},
    },
  },
  'a clock that is a little ahead is believed': {
    length: 30,
    exports: [{ at: 5, until: 30, values: { ...ENDED, start: 6, ends: { success: 8 } } }],
    expected: { 5: {}, 30: {} },
  },
  'a job that was decommissioned is silent, and judged anew when it is defined again': {
    length: 30 * hour,
    pace: 4,
    exports: [
      {
        at: 12,
        until: 20,
        values: { registered: 1, interval: hour, grace: 10, start: 10, ends: { failure: 12 }, durations: { full: 1 }, sizes: { full: 0 } },
      },
      { at: 32, until: 60, values: { decommissioned: 30 } },
      { at: 28 * hour, until: 30 * hour, values: { registered: 28 * hour, interval: hour, grace: 10 } },
    ],
    expected: {
      24: { BackupJobFailed: ['never'] },
      32: {},
      [27 * hour]: {},
      [29 * hour]: {},
      [29 * hour + 16]: { BackupOverdue: [29 * hour], BackupNeverSucceeded: [28 * hour] },
    },
  },
};
