import type { Exported } from './scenario.js';
import type { Story } from './story.js';

const hour = 60;
const RUN: Exported = { registered: 1, interval: 24 * hour, start: 5, heartbeat: 'now' };
const LONG: Exported = { ...RUN, maxDuration: 20 };
const ONCE: Exported = { registered: 1, start: 19, ends: { success: 20 } };

/** Alerts that end and come back about the same run: the second time is news, and as long as one fires it is the same alert. */
export const COMING_BACK_STORIES: Readonly<Record<string, Story>> = {
  'a run that is lost again after a sign of life is lost anew': {
    length: 60,
    exports: [
      { at: 5, until: 10, values: RUN },
      { at: 26, until: 40, values: RUN },
    ],
    expected: {
      15: {},
      16: { BackupProcessLost: [10] },
      25: { BackupProcessLost: [10] },
      26: {},
      45: {},
      46: { BackupProcessLost: [40] },
      60: { BackupProcessLost: [40] },
    },
  },
  'a run that is lost stays the same one when heartbeats from before come late': {
    length: 40,
    exports: [
      { at: 5, until: 10, values: RUN },
      { at: 20, until: 24, values: { ...RUN, heartbeat: 12 } },
      { at: 25, until: 40, values: { ...RUN, heartbeat: 13 } },
    ],
    expected: { 16: { BackupProcessLost: [10] }, 22: { BackupProcessLost: [10] }, 40: { BackupProcessLost: [10] } },
  },
  'a run that is lost stays the same one when another begins in its place': {
    length: 60,
    exports: [
      { at: 5, until: 10, values: RUN },
      { at: 30, until: 49, values: { ...RUN, start: 30 } },
      { at: 50, until: 60, values: { ...RUN, start: 30, heartbeat: 49, ends: { success: 50 } } },
    ],
    expected: { 29: { BackupProcessLost: [10] }, 31: { BackupProcessLost: [10] }, 49: { BackupProcessLost: [10] }, 50: {} },
  },
  'a run that takes too long fires anew when it comes back from silence': {
    length: 80,
    exports: [
      { at: 5, until: 35, values: LONG },
      { at: 51, until: 60, values: LONG },
      // Silent for less than 5 minutes.
      { at: 64, until: 80, values: LONG },
    ],
    expected: {
      26: { BackupRunningLong: [5] },
      40: { BackupRunningLong: [5] },
      41: { BackupProcessLost: [35] },
      50: { BackupProcessLost: [35] },
      51: { BackupRunningLong: [35] },
      63: { BackupRunningLong: [35] },
      80: { BackupRunningLong: [35] },
    },
  },
  'a run that is stuck fires anew when it comes back from silence': {
    length: 80,
    exports: [
      { at: 5, until: 9, values: { ...RUN, progress: 'now' } },
      { at: 10, until: 45, values: { ...RUN, progress: 9 } },
      { at: 60, until: 80, values: { ...RUN, progress: 9 } },
    ],
    expected: {
      40: { BackupStalled: [9] },
      50: { BackupStalled: [9] },
      51: { BackupProcessLost: [45] },
      60: { BackupStalled: [45] },
      80: { BackupStalled: [45] },
    },
  },
  'a job of which nothing is heard again fires anew, though its process was the same': {
    length: 57 * hour,
    pace: 4,
    exports: [
      { at: 20, values: ONCE },
      { at: 28 * hour, until: 28 * hour + 8, values: ONCE },
    ],
    expected: {
      [27 * hour]: { BackupTelemetryAbsent: [20] },
      [28 * hour]: {},
      [54 * hour + 4]: {},
      [55 * hour]: { BackupTelemetryAbsent: [28 * hour + 5] },
      [57 * hour]: { BackupTelemetryAbsent: [28 * hour + 5] },
    },
  },
};
