import type { Exported } from './scenario.js';
import type { Story } from './story.js';

const hour = 60;
const DEFINED: Exported = { registered: 1, interval: 24 * hour };

/** Runs that should start, and runs that should go on. */
export const LIVING_RUN_STORIES: Readonly<Record<string, Story>> = {
  'a run that does not start is overdue when its tolerance has passed, until it starts': {
    length: 4 * hour,
    exports: [
      { at: 60, until: 200, values: { registered: 1, interval: hour, grace: 10, start: 60, ends: { success: 60 } } },
      { at: 201, until: 240, values: { registered: 1, interval: hour, grace: 10, start: 201, ends: { success: 201 } } },
    ],
    expected: { 130: {}, 131: { BackupOverdue: [120] }, 200: { BackupOverdue: [120] }, 201: {} },
  },
  'a job that never started is overdue from its definition on, however often its process restarts': {
    length: 4 * hour,
    exports: [0, 1, 2, 3, 4].map((index) => ({
      at: index * 50 + 1,
      until: index * 50 + 48,
      process: { instance: `restart-${index}` },
      values: { registered: index * 50 + 1, interval: 2 * hour, grace: 10 },
    })),
    expected: {
      131: {},
      132: { BackupOverdue: [121], BackupNeverSucceeded: [1] },
      240: { BackupOverdue: [121], BackupNeverSucceeded: [1] },
    },
  },
  'a daily job is not overdue in the night in which clocks are set back': {
    length: 28 * hour,
    pace: 4,
    exports: [
      { at: 40, until: 26 * hour, values: { ...DEFINED, start: 30, ends: { success: 40 } } },
      { at: 26 * hour + 4, until: 28 * hour, values: { ...DEFINED, start: 26 * hour, ends: { success: 26 * hour + 4 } } },
    ],
    // Its start comes an hour and a half later than a day after the one before.
    expected: { [25 * hour + 56]: {}, [28 * hour]: {} },
  },
  'a running job is not overdue': {
    length: 3 * hour,
    exports: [
      { at: 10, until: 180, values: { registered: 1, interval: hour, grace: 5, maxDuration: 5 * hour, start: 10, heartbeat: 'now' } },
    ],
    expected: { 180: {} },
  },
  'a job whose definition states nothing has never succeeded after a day and two hours': {
    length: 27 * hour,
    pace: 4,
    exports: [{ at: 8, until: 27 * hour, values: { registered: 8 } }],
    expected: { [26 * hour + 8]: {}, [26 * hour + 12]: { BackupNeverSucceeded: [8] } },
  },
  'a run that lives and makes no progress is stuck, until it goes on': {
    length: 2 * hour,
    exports: [
      { at: 5, until: 20, values: { ...DEFINED, start: 5, heartbeat: 'now', progress: 'now' } },
      { at: 21, until: 79, values: { ...DEFINED, start: 5, heartbeat: 'now', progress: 20 } },
      { at: 80, until: 90, values: { ...DEFINED, start: 5, heartbeat: 'now', progress: 'now' } },
      { at: 91, until: 120, values: { ...DEFINED, start: 5, heartbeat: 91, progress: 90, ends: { success: 91 } } },
    ],
    expected: { 50: {}, 51: { BackupStalled: [20] }, 79: { BackupStalled: [20] }, 80: {}, 120: {} },
  },
  'a job that never reports progress is not judged by it': {
    length: hour,
    exports: [{ at: 5, until: 60, values: { ...DEFINED, start: 5, heartbeat: 'now' } }],
    expected: { 60: {} },
  },
  'a run whose heartbeats stop is lost, until one that began after it succeeds': {
    length: 90,
    exports: [
      { at: 5, until: 20, values: { ...DEFINED, start: 5, heartbeat: 'now' } },
      { at: 60, until: 70, process: { instance: 'b' }, values: { ...DEFINED, start: 60, heartbeat: 'now' } },
      { at: 71, until: 90, process: { instance: 'b' }, values: { ...DEFINED, start: 60, heartbeat: 70, ends: { success: 71 } } },
    ],
    expected: { 25: {}, 26: { BackupProcessLost: [20] }, 59: { BackupProcessLost: [20] }, 70: { BackupProcessLost: [20] }, 71: {}, 90: {} },
  },
  'a run that died before its first heartbeat is lost': {
    length: 30,
    exports: [{ at: 5, values: { ...DEFINED, start: 5 } }],
    expected: { 10: {}, 11: { BackupProcessLost: [5] } },
  },
  'a gap in telemetry loses a run only for as long as it lasts': {
    length: 60,
    exports: [
      { at: 5, until: 15, values: { ...DEFINED, start: 5, heartbeat: 'now' } },
      { at: 30, until: 40, values: { ...DEFINED, start: 5, heartbeat: 'now' } },
      { at: 41, until: 60, values: { ...DEFINED, start: 5, heartbeat: 40, ends: { success: 41 } } },
    ],
    expected: { 15: {}, 29: { BackupProcessLost: [15] }, 30: {}, 60: {} },
  },
  'a run takes too long when it passes its longest duration': {
    length: 60,
    exports: [
      { at: 5, until: 44, values: { ...DEFINED, maxDuration: 20, start: 5, heartbeat: 'now' } },
      { at: 45, until: 60, values: { ...DEFINED, maxDuration: 20, start: 5, heartbeat: 44, ends: { success: 45 } } },
    ],
    expected: { 25: {}, 26: { BackupRunningLong: [5] }, 44: { BackupRunningLong: [5] }, 45: {} },
  },
  'a run takes too long when it passes its interval and states no duration': {
    length: 90,
    exports: [{ at: 5, until: 90, values: { registered: 1, interval: hour, start: 5, heartbeat: 'now' } }],
    expected: { 65: {}, 66: { BackupRunningLong: [5] } },
  },
};
