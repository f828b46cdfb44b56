import type { Export, Exported } from './scenario.js';
import type { Story } from './story.js';

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

/** What successes produced, and how fast. */
export const RESULT_STORIES: Readonly<Record<string, Story>> = {
  'a success that was too quick fires until one that was not': {
    length: 60,
    exports: [
      { at: 10, until: 29, values: { ...DEFINED, minDuration: 30, start: 9, ends: { success: 10 }, durations: { full: 2 } } },
      { at: 30, until: 60, values: { ...DEFINED, minDuration: 30, start: 29, ends: { success: 30 }, durations: { full: 40 } } },
    ],
    expected: { 10: { BackupTooFast: [10] }, 29: { BackupTooFast: [10] }, 30: {} },
  },
  'an empty artifact is too small, whatever the job states': {
    length: 60,
    exports: runs(20, [0, 500]),
    expected: { 20: { BackupTooSmall: [20] }, 39: { BackupTooSmall: [20] }, 40: {} },
  },
  'an artifact below the stated size is too small, and one of the same size and duration is as well': {
    length: 60,
    exports: [
      { at: 10, until: 29, values: { ...ENDED, minSize: 2_000, start: 9, ends: { success: 10 } } },
      { at: 30, until: 60, values: { ...ENDED, minSize: 2_000, start: 29, ends: { success: 30 } } },
    ],
    expected: { 10: { BackupTooSmall: [10] }, 29: { BackupTooSmall: [10] }, 30: { BackupTooSmall: [30] } },
  },
  'the size is that of the process that reported the newest success, not of one that still exports an older one': {
    length: 60,
    exports: [
      { at: 10, until: 60, values: { ...DEFINED, start: 9, ends: { success: 10 }, durations: { full: 60 }, sizes: { full: 5_000 } } },
      {
        at: 30,
        process: { instance: 'b' },
        values: { ...DEFINED, start: 29, ends: { success: 30 }, durations: { full: 50 }, sizes: { full: 0 } },
      },
    ],
    expected: { 29: {}, 30: { BackupTooSmall: [30] }, 60: { BackupTooSmall: [30] } },
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
    expected: { 29: { BackupTooSmall: [10] }, 30: {}, 60: {} },
  },
  'a size far below the median is unusual; a broken run among good ones does not become the norm': {
    length: 200,
    exports: runs(20, [1_000, 1_010, 990, 1_020, 1_000, 300, 1_000, 1_030]),
    expected: { 100: {}, 120: { BackupSizeAnomaly: [120] }, 139: { BackupSizeAnomaly: [120] }, 140: {}, 180: {} },
  },
  'a size far above the median is unusual': {
    length: 140,
    exports: runs(20, [1_000, 1_010, 990, 1_020, 1_000, 2_500]),
    expected: { 119: {}, 120: { BackupSizeAnomaly: [120] } },
  },
  'four successes are too few to say what is usual': {
    length: 100,
    exports: runs(20, [1_000, 1_000, 1_000, 100]),
    expected: { 80: {}, 100: {} },
  },
  'exports are not counted as runs': {
    length: 200,
    exports: runs(60, [1_000, 400]),
    expected: { 179: {} },
  },
  'an empty artifact of a quarterly job fires for the whole quarter': {
    ...MONTHS,
    length: 70 * day,
    exports: [{ at: day, values: { start: day - 5, ends: { success: day }, durations: { full: 60 }, sizes: { full: 0 } } }],
    expected: { [2 * day]: { BackupTooSmall: [day] }, [33 * day]: { BackupTooSmall: [day] }, [70 * day]: { BackupTooSmall: [day] } },
  },
  'what is usual for a monthly job is what its last five successes say': {
    ...MONTHS,
    length: 170 * day,
    exports: [1_000, 1_010, 990, 1_020, 300].map((size, index) => {
      const at = (index + 1) * 31 * day;
      return { at, values: { start: at - 5, ends: { success: at }, durations: { full: 50 + index }, sizes: { full: size } } };
    }),
    expected: { [150 * day]: {}, [156 * day]: { BackupSizeAnomaly: [155 * day] }, [170 * day]: { BackupSizeAnomaly: [155 * day] } },
  },
};
