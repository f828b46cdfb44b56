import { describe, expect, test } from 'vitest';
import { findTool, needs } from '../../kit/tools.js';
import { COMING_BACK_STORIES } from './coming-back.js';
import { HIDING_STORIES } from './newest-facts.js';
import { playToPrometheus, toldBy } from './play.js';
import type { Export, Exported } from './scenario.js';
import type { Story } from './story.js';
import { putTogether } from './together.js';
import { TRY_STORIES } from './tries.js';

const promtool = findTool('promtool');

const hour = 60;
const day = 24 * hour;
/** Looked at four times a day: what is recorded lives on by its checkpoints. */
const MONTHS = { pace: 6 * hour, exportEvery: 6 * hour };
const DEFINED: Exported = { registered: 1, interval: 24 * hour };
const ENDED: Exported = { ...DEFINED, start: 10, durations: { full: 60 }, sizes: { full: 1_000 } };

/** One run after another: each ends a minute after it began, and the process lives on. */
function runs(every: number, sizes: readonly number[], more: Exported = {}): readonly Export[] {
  return sizes.map((size, index) => ({
    at: (index + 1) * every,
    until: (index + 2) * every - 1,
    values: {
      ...DEFINED,
      start: (index + 1) * every - 1,
      ends: { success: (index + 1) * every },
      durations: { full: 50 + index },
      sizes: { full: size },
      ...more,
    },
  }));
}

const STORIES: Readonly<Record<string, Story>> = {
  'a failure is told until the next success, and stands on the success before it': {
    length: 60,
    exports: [
      { at: 12, until: 19, values: { ...ENDED, ends: { success: 12 } } },
      { at: 20, until: 39, values: { ...ENDED, start: 18, ends: { success: 12, failure: 20 } } },
      { at: 40, until: 60, values: { ...ENDED, start: 38, ends: { success: 40, failure: 20 }, durations: { full: 61 } } },
    ],
    tells: { 12: {}, 20: { BackupJobFailed: [12] }, 39: { BackupJobFailed: [12] }, 40: {}, 60: {} },
  },
  'a failure is told of a job that never succeeded': {
    length: 20,
    exports: [{ at: 5, until: 20, values: { ...DEFINED, start: 3, ends: { failure: 5 } } }],
    tells: { 4: {}, 5: { BackupJobFailed: ['never'] } },
  },
  'a timeout is told as a failure; what was cancelled or skipped is not': {
    length: 30,
    exports: [
      { at: 5, until: 9, values: { ...ENDED, ends: { success: 1, cancelled: 4, skipped: 5 } } },
      { at: 10, until: 30, values: { ...ENDED, ends: { success: 1, timeout: 10 } } },
    ],
    tells: { 9: {}, 10: { BackupJobFailed: [1] } },
  },
  'a second failure belongs to the same episode': {
    length: 40,
    exports: [
      { at: 5, until: 9, values: { ...ENDED, start: 4, ends: { success: 5 } } },
      { at: 10, until: 19, values: { ...ENDED, start: 9, ends: { success: 5, failure: 10 } } },
      { at: 20, until: 40, values: { ...ENDED, start: 19, ends: { success: 5, failure: 20 } } },
    ],
    tells: { 10: { BackupJobFailed: [5] }, 40: { BackupJobFailed: [5] } },
  },
  'a process that pushed its failure once and ended is remembered': {
    length: 3 * hour,
    exports: [
      { at: 10, values: { ...ENDED, ends: { failure: 10 } } },
      { at: 2 * hour, values: { ...ENDED, start: 2 * hour - 1, ends: { success: 2 * hour } }, process: { instance: 'b' } },
    ],
    tells: { 10: { BackupJobFailed: ['never'] }, 119: { BackupJobFailed: ['never'] }, 120: {}, 180: {} },
  },
  'a success in staging does not hide a failure in production': {
    length: 30,
    exports: [
      { at: 5, until: 30, values: { ...ENDED, ends: { success: 2, failure: 10 } } },
      { at: 15, until: 30, job: { deployment_environment_name: 'staging' }, values: { ...ENDED, ends: { success: 15 } } },
    ],
    tells: { 30: { BackupJobFailed: [2] } },
  },
  'a verify run, another service and another region do not heal a backup': {
    length: 30,
    exports: [
      { at: 11, until: 30, values: { ...ENDED, ends: { failure: 11 } } },
      { at: 15, until: 30, job: { backup_operation: 'verify' }, values: { ...ENDED, ends: { success: 15 } } },
      { at: 15, until: 30, job: { job: 'vendors' }, values: { ...ENDED, ends: { success: 15 } } },
      { at: 15, until: 30, job: { backup_destination_name: 's3-us' }, values: { ...ENDED, ends: { success: 15 } } },
    ],
    tells: { 30: { BackupJobFailed: ['never'] } },
  },
  'an upgrade that changes a version label changes nothing': {
    length: 60,
    exports: [
      { at: 11, until: 20, process: { service_version: '1' }, values: { ...ENDED, ends: { failure: 11 } } },
      { at: 22, until: 40, process: { service_version: '2', instance: 'b' }, values: DEFINED },
      { at: 41, until: 60, process: { service_version: '2', instance: 'b' }, values: { ...ENDED, start: 40, ends: { success: 41 } } },
    ],
    tells: { 30: { BackupJobFailed: ['never'] }, 41: {}, 60: {} },
  },
  'a process that still exports an old success hides no newer failure': {
    length: 30,
    exports: [
      { at: 5, until: 30, values: { ...ENDED, start: 4, ends: { success: 5 } } },
      { at: 12, process: { instance: 'b' }, values: { ...ENDED, ends: { failure: 12 } } },
    ],
    tells: { 11: {}, 12: { BackupJobFailed: [5] }, 30: { BackupJobFailed: [5] } },
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
    tells: { 20: { BackupJobFailed: ['never'] } },
  },
  'a partial run is told until a success': {
    length: 40,
    exports: [
      { at: 5, until: 9, values: { ...ENDED, start: 4, ends: { success: 5 } } },
      { at: 10, until: 29, values: { ...ENDED, start: 9, ends: { success: 5, partial: 10 } } },
      { at: 30, until: 40, values: { ...ENDED, start: 29, ends: { success: 30, partial: 10 } } },
    ],
    tells: { 10: { BackupPartial: [5] }, 29: { BackupPartial: [5] }, 30: {} },
  },
  'a run that does not start is overdue when its tolerance has passed, until it starts': {
    length: 4 * hour,
    exports: [
      { at: 60, until: 200, values: { registered: 1, interval: hour, grace: 10, start: 60, ends: { success: 60 } } },
      { at: 201, until: 240, values: { registered: 1, interval: hour, grace: 10, start: 201, ends: { success: 201 } } },
    ],
    tells: { 130: {}, 131: { BackupOverdue: [120] }, 200: { BackupOverdue: [120] }, 201: {} },
  },
  'a job that never started is overdue from its definition on, however often its process restarts': {
    length: 4 * hour,
    exports: [0, 1, 2, 3, 4].map((index) => ({
      at: index * 50 + 1,
      until: index * 50 + 48,
      process: { instance: `restart-${index}` },
      values: { registered: index * 50 + 1, interval: 2 * hour, grace: 10 },
    })),
    tells: { 131: {}, 132: { BackupOverdue: [121], BackupNeverSucceeded: [1] }, 240: { BackupOverdue: [121], BackupNeverSucceeded: [1] } },
  },
  'a daily job is not overdue in the night in which clocks are set back': {
    length: 28 * hour,
    pace: 4,
    exports: [
      { at: 40, until: 26 * hour, values: { ...DEFINED, start: 30, ends: { success: 40 } } },
      { at: 26 * hour + 4, until: 28 * hour, values: { ...DEFINED, start: 26 * hour, ends: { success: 26 * hour + 4 } } },
    ],
    // Its start comes an hour and a half later than a day after the one before.
    tells: { [25 * hour + 56]: {}, [28 * hour]: {} },
  },
  'a running job is not overdue': {
    length: 3 * hour,
    exports: [
      { at: 10, until: 180, values: { registered: 1, interval: hour, grace: 5, maxDuration: 5 * hour, start: 10, heartbeat: 'now' } },
    ],
    tells: { 180: {} },
  },
  'a job whose definition states nothing has never succeeded after a day and two hours': {
    length: 27 * hour,
    pace: 4,
    exports: [{ at: 8, until: 27 * hour, values: { registered: 8 } }],
    tells: { [26 * hour + 8]: {}, [26 * hour + 12]: { BackupNeverSucceeded: [8] } },
  },
  'a run that lives and makes no progress is stuck, until it goes on': {
    length: 2 * hour,
    exports: [
      { at: 5, until: 20, values: { ...DEFINED, start: 5, heartbeat: 'now', progress: 'now' } },
      { at: 21, until: 79, values: { ...DEFINED, start: 5, heartbeat: 'now', progress: 20 } },
      { at: 80, until: 90, values: { ...DEFINED, start: 5, heartbeat: 'now', progress: 'now' } },
      { at: 91, until: 120, values: { ...DEFINED, start: 5, heartbeat: 91, progress: 90, ends: { success: 91 } } },
    ],
    tells: { 50: {}, 51: { BackupStalled: [20] }, 79: { BackupStalled: [20] }, 80: {}, 120: {} },
  },
  'a job that never tells progress is not judged by it': {
    length: hour,
    exports: [{ at: 5, until: 60, values: { ...DEFINED, start: 5, heartbeat: 'now' } }],
    tells: { 60: {} },
  },
  'a run whose heartbeats stop is lost, until one that began after it succeeds': {
    length: 90,
    exports: [
      { at: 5, until: 20, values: { ...DEFINED, start: 5, heartbeat: 'now' } },
      { at: 60, until: 70, process: { instance: 'b' }, values: { ...DEFINED, start: 60, heartbeat: 'now' } },
      { at: 71, until: 90, process: { instance: 'b' }, values: { ...DEFINED, start: 60, heartbeat: 70, ends: { success: 71 } } },
    ],
    tells: { 25: {}, 26: { BackupProcessLost: [20] }, 59: { BackupProcessLost: [20] }, 70: { BackupProcessLost: [20] }, 71: {}, 90: {} },
  },
  'a run that died before its first heartbeat is lost': {
    length: 30,
    exports: [{ at: 5, values: { ...DEFINED, start: 5 } }],
    tells: { 10: {}, 11: { BackupProcessLost: [5] } },
  },
  'a gap in telemetry loses a run only for as long as it lasts': {
    length: 60,
    exports: [
      { at: 5, until: 15, values: { ...DEFINED, start: 5, heartbeat: 'now' } },
      { at: 30, until: 40, values: { ...DEFINED, start: 5, heartbeat: 'now' } },
      { at: 41, until: 60, values: { ...DEFINED, start: 5, heartbeat: 40, ends: { success: 41 } } },
    ],
    tells: { 15: {}, 29: { BackupProcessLost: [15] }, 30: {}, 60: {} },
  },
  'a run takes too long when it passes its longest duration': {
    length: 60,
    exports: [
      { at: 5, until: 44, values: { ...DEFINED, maxDuration: 20, start: 5, heartbeat: 'now' } },
      { at: 45, until: 60, values: { ...DEFINED, maxDuration: 20, start: 5, heartbeat: 44, ends: { success: 45 } } },
    ],
    tells: { 25: {}, 26: { BackupRunningLong: [5] }, 44: { BackupRunningLong: [5] }, 45: {} },
  },
  'a run takes too long when it passes its interval and states no duration': {
    length: 90,
    exports: [{ at: 5, until: 90, values: { registered: 1, interval: hour, start: 5, heartbeat: 'now' } }],
    tells: { 65: {}, 66: { BackupRunningLong: [5] } },
  },
  'a success that was too quick is told until one that was not': {
    length: 60,
    exports: [
      { at: 10, until: 29, values: { ...DEFINED, minDuration: 30, start: 9, ends: { success: 10 }, durations: { full: 2 } } },
      { at: 30, until: 60, values: { ...DEFINED, minDuration: 30, start: 29, ends: { success: 30 }, durations: { full: 40 } } },
    ],
    tells: { 10: { BackupTooFast: [10] }, 29: { BackupTooFast: [10] }, 30: {} },
  },
  'an empty artifact is too small, whatever the job states': {
    length: 60,
    exports: runs(20, [0, 500]),
    tells: { 20: { BackupTooSmall: [20] }, 39: { BackupTooSmall: [20] }, 40: {} },
  },
  'an artifact below the stated size is too small, and one of the same size and duration is as well': {
    length: 60,
    exports: [
      { at: 10, until: 29, values: { ...ENDED, minSize: 2_000, start: 9, ends: { success: 10 } } },
      { at: 30, until: 60, values: { ...ENDED, minSize: 2_000, start: 29, ends: { success: 30 } } },
    ],
    tells: { 10: { BackupTooSmall: [10] }, 29: { BackupTooSmall: [10] }, 30: { BackupTooSmall: [30] } },
  },
  'the size is that of the process that told the newest success, not of one that still exports an older one': {
    length: 60,
    exports: [
      { at: 10, until: 60, values: { ...DEFINED, start: 9, ends: { success: 10 }, durations: { full: 60 }, sizes: { full: 5_000 } } },
      {
        at: 30,
        process: { instance: 'b' },
        values: { ...DEFINED, start: 29, ends: { success: 30 }, durations: { full: 50 }, sizes: { full: 0 } },
      },
    ],
    tells: { 29: {}, 30: { BackupTooSmall: [30] }, 60: { BackupTooSmall: [30] } },
  },
  'only the type of the newest success is judged': {
    length: 60,
    exports: [
      { at: 10, until: 29, values: { ...DEFINED, start: 9, ends: { success: 10 }, durations: { full: 60 }, sizes: { full: 0 } } },
      {
        at: 30,
        until: 60,
        values: {
          ...DEFINED,
          start: 29,
          ends: { success: 30 },
          durations: { full: 60, incremental: 5 },
          sizes: { full: 0, incremental: 10 },
        },
      },
    ],
    tells: { 29: { BackupTooSmall: [10] }, 30: {}, 60: {} },
  },
  'a size far below the median is unusual; a broken run among good ones does not become the norm': {
    length: 200,
    exports: runs(20, [1_000, 1_010, 990, 1_020, 1_000, 300, 1_000, 1_030]),
    tells: { 100: {}, 120: { BackupSizeAnomaly: [120] }, 139: { BackupSizeAnomaly: [120] }, 140: {}, 180: {} },
  },
  'a size far above the median is unusual': {
    length: 140,
    exports: runs(20, [1_000, 1_010, 990, 1_020, 1_000, 2_500]),
    tells: { 119: {}, 120: { BackupSizeAnomaly: [120] } },
  },
  'four successes are too few to say what is usual': {
    length: 100,
    exports: runs(20, [1_000, 1_000, 1_000, 100]),
    tells: { 80: {}, 100: {} },
  },
  'exports are not counted as runs': {
    length: 200,
    exports: runs(60, [1_000, 400]),
    tells: { 179: {} },
  },
  'a defined job of which nothing is heard is unknown, not good': {
    length: 29 * hour,
    pace: 4,
    exports: [
      { at: 20, until: 60, values: { registered: 1, start: 10, ends: { success: 20 } } },
      { at: 28 * hour, until: 29 * hour, values: { registered: 28 * hour } },
    ],
    tells: { [26 * hour]: {}, [27 * hour + 20]: { BackupTelemetryAbsent: [60] }, [28 * hour]: {}, [29 * hour]: {} },
  },
  'a weekly job may be silent between its runs': {
    length: 28 * hour,
    pace: 4,
    exports: [{ at: 4, values: { registered: 1, interval: 7 * 24 * hour, start: 2, ends: { success: 4 } } }],
    tells: { [28 * hour]: {} },
  },
  'a success from the future hides no failure, also when its time has come': {
    length: 3 * hour,
    exports: [{ at: 10, until: 180, values: { ...ENDED, ends: { success: 120, failure: 10 } } }],
    tells: {
      10: { BackupJobFailed: ['never'], BackupClockSkew: [10] },
      114: { BackupJobFailed: ['never'], BackupClockSkew: [10] },
      180: { BackupJobFailed: ['never'], BackupClockSkew: [10] },
    },
  },
  'a clock that was ahead is told until a run begins at a time that is right': {
    length: 200,
    exports: [
      { at: 5, values: { ...ENDED, start: 4, ends: { success: 5 } } },
      { at: 10, values: { ...ENDED, start: 100, ends: { success: 101 } } },
      { at: 180, values: { ...ENDED, start: 179, ends: { success: 180 } } },
    ],
    tells: { 9: {}, 10: { BackupClockSkew: [4] }, 46: { BackupClockSkew: [4] }, 179: { BackupClockSkew: [4] }, 181: {}, 200: {} },
  },
  'a clock that was ahead is no matter of a job that was decommissioned and taken into service again': {
    length: 120,
    exports: [
      { at: 5, values: { ...ENDED, registered: 1, start: 4, ends: { success: 5 } } },
      { at: 10, values: { ...ENDED, registered: 1, start: 100, ends: { success: 101 } } },
      { at: 60, values: { decommissioned: 60 } },
      { at: 80, until: 120, values: { registered: 80 } },
    ],
    tells: { 10: { BackupClockSkew: [4] }, 59: { BackupClockSkew: [4] }, 61: {}, 82: {}, 120: {} },
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
    tells: {
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
    tells: { 44: {}, 46: { BackupClockSkew: [40] }, 100: { BackupClockSkew: [40] }, 130: { BackupClockSkew: [40] } },
  },
  'an empty artifact of a quarterly job is told for the whole quarter': {
    ...MONTHS,
    length: 70 * day,
    exports: [{ at: day, values: { start: day - 5, ends: { success: day }, durations: { full: 60 }, sizes: { full: 0 } } }],
    tells: { [2 * day]: { BackupTooSmall: [day] }, [33 * day]: { BackupTooSmall: [day] }, [70 * day]: { BackupTooSmall: [day] } },
  },
  'what is usual for a monthly job is what its last five successes say': {
    ...MONTHS,
    length: 170 * day,
    exports: [1_000, 1_010, 990, 1_020, 300].map((size, index) => {
      const at = (index + 1) * 31 * day;
      return { at, values: { start: at - 5, ends: { success: at }, durations: { full: 50 + index }, sizes: { full: size } } };
    }),
    tells: { [150 * day]: {}, [156 * day]: { BackupSizeAnomaly: [155 * day] }, [170 * day]: { BackupSizeAnomaly: [155 * day] } },
  },
  'a start from the future does not hide that a run is overdue': {
    length: 3 * hour,
    exports: [{ at: 2, until: 180, values: { registered: 1, interval: hour, grace: 10, start: 150 } }],
    tells: { 30: { BackupClockSkew: [1] }, 72: { BackupOverdue: [61], BackupNeverSucceeded: [1], BackupClockSkew: [1] } },
  },
  'a process that was restarted under its old name with the right clock is believed at once': {
    length: 60,
    exports: [
      { at: 5, until: 14, values: { ...ENDED, start: 4, ends: { failure: 5 } } },
      { at: 15, until: 20, values: { ...ENDED, start: 14, ends: { success: 200, failure: 5 } } },
      { at: 30, until: 60, values: { ...ENDED, start: 29, ends: { success: 30 } } },
    ],
    tells: {
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
    tells: { 5: {}, 30: {} },
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
    tells: {
      24: { BackupJobFailed: ['never'] },
      32: {},
      [27 * hour]: {},
      [29 * hour]: {},
      [29 * hour + 16]: { BackupOverdue: [29 * hour], BackupNeverSucceeded: [28 * hour] },
    },
  },
};

const ALL = { ...STORIES, ...HIDING_STORIES, ...COMING_BACK_STORIES, ...TRY_STORIES };

describe('by the predicates', () => {
  test.each(Object.entries(ALL))('%s', (_, story) => {
    const minutes = Object.keys(story.tells).map(Number);
    expect(Object.fromEntries(minutes.map((minute) => [minute, toldBy(story, minute)]))).toEqual(story.tells);
  });
});

describe.skipIf(promtool === undefined)(`by Prometheus, at every look, with the same episodes ${needs('promtool', promtool)}`, () => {
  test.concurrent.each(putTogether(ALL).map((stories, index) => [index + 1, stories] as const))(
    'stories together, %i',
    { timeout: 300_000 },
    async (_, stories) => {
      expect(await playToPrometheus(promtool!, stories)).toBe('');
    },
  );
});
