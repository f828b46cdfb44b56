import type { Export, Exported } from './scenario.js';
import type { Situation } from './situations.js';

/** Something that goes wrong with a job, exported by one process that lives on and exports each minute. */
export interface Trouble {
  /** What it does to the job, from the beginning on. */
  readonly exports: readonly Export[];
  /** How it ends. */
  readonly cure: readonly Export[];
  /** First minute at which the condition holds, one in between, and the first at which it does so no more. */
  readonly from: number;
  readonly mid: number;
  readonly until: number;
  readonly episode: number | 'never';
  /** When it holds in situations that change it. */
  readonly otherwise?: Readonly<Record<string, Situation['holds']>>;
  /** Minutes between two looks. */
  readonly pace?: number;
  /** It is about a run that shows signs of life; without them it is another trouble. */
  readonly ofLivingRun?: boolean;
}

const hour = 60;
const DEFINED: Exported = { registered: 1, interval: 24 * hour };
const GOOD: Exported = { ...DEFINED, start: 4, ends: { success: 5 }, durations: { full: 60 }, sizes: { full: 1_000 } };
const GOOD_AGAIN: Exported = { ...GOOD, start: 59, ends: { success: 60 }, durations: { full: 61 } };
const OFTEN: Exported = { registered: 1, interval: 15, grace: 5 };

/** A trouble for each condition of a job, by its name. */
export const TROUBLES: Readonly<Record<string, Trouble>> = {
  BackupJobFailed: ended('failure'),
  BackupPartial: ended('partial'),
  BackupOverdue: {
    exports: [{ at: 5, until: 59, values: { ...GOOD, ...OFTEN } }],
    cure: [{ at: 60, until: 70, values: { ...GOOD_AGAIN, ...OFTEN } }],
    ...{ from: 25, mid: 45, until: 60, episode: 19 },
  },
  BackupNeverSucceeded: {
    exports: [{ at: 1, until: 59, values: OFTEN }],
    cure: [{ at: 60, until: 70, values: { ...GOOD_AGAIN, ...OFTEN } }],
    ...{ from: 22, mid: 45, until: 60, episode: 1 },
  },
  BackupStalled: {
    exports: [
      { at: 5, until: 9, values: { ...DEFINED, start: 5, heartbeat: 'now', progress: 'now' } },
      { at: 10, until: 69, values: { ...DEFINED, start: 5, heartbeat: 'now', progress: 9 } },
    ],
    cure: [{ at: 70, until: 80, values: { ...DEFINED, start: 5, heartbeat: 69, progress: 9, ends: { success: 70 } } }],
    ...{ from: 40, mid: 50, until: 70, episode: 9 },
    ofLivingRun: true,
  },
  BackupProcessLost: {
    exports: [
      { at: 5, until: 10, values: { ...DEFINED, start: 5, heartbeat: 'now' } },
      { at: 11, until: 59, values: { ...DEFINED, start: 5, heartbeat: 10 } },
    ],
    cure: [{ at: 60, until: 70, values: GOOD_AGAIN }],
    ...{ from: 16, mid: 35, until: 60, episode: 10 },
  },
  BackupRunningLong: {
    exports: [{ at: 5, until: 59, values: { ...DEFINED, maxDuration: 20, start: 5, heartbeat: 'now' } }],
    cure: [{ at: 60, until: 70, values: { ...DEFINED, maxDuration: 20, start: 5, heartbeat: 59, ends: { success: 60 } } }],
    ...{ from: 26, mid: 35, until: 60, episode: 5 },
    ofLivingRun: true,
  },
  BackupTooFast: {
    exports: [{ at: 5, until: 59, values: { ...GOOD, minDuration: 30, durations: { full: 2 } } }],
    cure: [{ at: 60, until: 70, values: { ...GOOD_AGAIN, minDuration: 30 } }],
    ...{ from: 5, mid: 35, until: 60, episode: 5 },
  },
  BackupTooSmall: {
    exports: [{ at: 5, until: 59, values: { ...GOOD, sizes: { full: 0 } } }],
    cure: [{ at: 60, until: 70, values: GOOD_AGAIN }],
    ...{ from: 5, mid: 35, until: 60, episode: 5 },
  },
  BackupSizeAnomaly: {
    exports: [1_000, 1_010, 990, 1_020, 1_000, 300].map((size, index, all) => ({
      at: 3 * index + 3,
      until: index === all.length - 1 ? 59 : 3 * index + 5,
      values: { ...GOOD, start: 3 * index + 2, ends: { success: 3 * index + 3 }, durations: { full: 50 + index }, sizes: { full: size } },
    })),
    cure: [{ at: 60, until: 70, values: GOOD_AGAIN }],
    ...{ from: 18, mid: 35, until: 60, episode: 18 },
  },
  BackupTelemetryAbsent: {
    exports: [{ at: 20, values: { registered: 1, start: 19, ends: { success: 20 } } }],
    cure: [{ at: 28 * hour, until: 28 * hour + 12, values: { registered: 28 * hour, start: 19, ends: { success: 20 } } }],
    ...{ from: 26 * hour + 24, mid: 27 * hour, until: 28 * hour, episode: 20 },
    pace: 4,
  },
  BackupTelemetryProblem: {
    exports: [
      { at: 5, until: 19, values: { ...GOOD, clean: 5 } },
      { at: 20, until: 59, values: { ...GOOD, clean: 5, problem: 20 } },
    ],
    cure: [{ at: 60, until: 70, values: { ...GOOD_AGAIN, clean: 60, problem: 20 } }],
    ...{ from: 20, mid: 35, until: 60, episode: 5 },
  },
  BackupClockSkew: {
    exports: [
      { at: 5, until: 14, values: GOOD },
      { at: 15, until: 44, values: { ...GOOD, ends: { success: 200 } } },
    ],
    cure: [{ at: 45, until: 80, process: { instance: 'right' }, values: { ...GOOD, start: 44, ends: { success: 45 } } }],
    // Until 35 minutes after the last such time, or until a run begins at a time that is right.
    ...{ from: 15, mid: 35, until: 79, episode: 4 },
    otherwise: {
      'short-lived processes that push once and end': [[15, 50]],
      'clocks that are ahead, one more than the other': [[15, 88]],
      'a job that is defined again soon after': [
        [15, 35],
        [39, 88, 39],
      ],
    },
  },
};

function ended(outcome: 'failure' | 'partial'): Trouble {
  return {
    exports: [
      { at: 5, until: 19, values: GOOD },
      { at: 20, until: 59, values: { ...GOOD, start: 19, ends: { success: 5, [outcome]: 20 } } },
    ],
    cure: [{ at: 60, until: 70, values: { ...GOOD_AGAIN, ends: { success: 60, [outcome]: 20 } } }],
    ...{ from: 20, mid: 35, until: 60, episode: 5 },
  };
}
