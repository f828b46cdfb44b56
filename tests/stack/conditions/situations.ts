import type { Export, Exported, Identity } from './scenario.js';
import type { Trouble } from './troubles.js';

/** What happens around a trouble, and when the condition holds for the job in trouble then: from a minute on, until another, and what it stands on where that is not what the trouble says. */
export interface Situation {
  readonly exports: readonly Export[];
  readonly holds: readonly (readonly [from: number, until: number, episode?: number])[];
  /** Identities that are in trouble; the default one when not said. */
  readonly where?: readonly Identity[];
}

const GAP = 12;

/** Situations that every condition has to stand, by what they are. */
export const SITUATIONS: Readonly<Record<string, (trouble: Trouble) => Situation>> = {
  'a process that exports again and again': (trouble) => ({ exports: all(trouble), holds: whole(trouble) }),

  'a healthy job': ({ cure, until }) => ({ exports: cure.map((last) => ({ ...last, at: until })), holds: [] }),

  'short-lived processes that push once and end': (trouble) => ({
    // The end of a run is reported by its own process.
    exports: all(trouble).map((exported, index) => {
      if (exported.values.heartbeat === 'now') return exported;
      return trouble.ofLivingRun === true ? { ...exported, until: exported.at } : onceBy(exported, `process-${index}`);
    }),
    holds: whole(trouble),
  }),

  'an upgrade that changes version and instance': (trouble) => ({
    exports: [
      ...within(all(trouble), 0, trouble.mid, { service_version: '1' }),
      ...within(all(trouble), trouble.mid, Infinity, { service_version: '2', instance: 'upgraded' }),
    ],
    holds: whole(trouble),
  }),

  'good runs in another environment, service, operation and region': (trouble) => ({
    exports: [...all(trouble), ...OTHERS.flatMap((job) => healthy(trouble).map((exported) => ({ ...exported, job })))],
    holds: whole(trouble),
  }),

  'the same trouble in two regions': (trouble) => ({
    exports: [...all(trouble), ...all(trouble).map((exported) => ({ ...exported, job: { backup_destination_name: 's3-us' } }))],
    holds: whole(trouble),
    where: [{}, { backup_destination_name: 's3-us' }],
  }),

  'a job without environment and destination': (trouble) => ({
    exports: all(trouble).map((exported) => ({ ...exported, job: UNNAMED })),
    holds: whole(trouble),
    where: [UNNAMED],
  }),

  'a gap in telemetry': (trouble) => {
    const { from, until, ofLivingRun = false } = trouble;
    const begin = from + 2;
    return {
      exports: [...within(all(trouble), 0, begin), ...within(all(trouble), begin + GAP, Infinity)],
      holds: ofLivingRun
        ? [
            [from, begin + 5],
            // Back from silence, it stands on the last sign of life before it.
            [begin + GAP, until, begin - 1],
          ]
        : whole(trouble),
    };
  },

  'clocks that are ahead, one more than the other': (trouble) => ({
    exports: [
      ...all(trouble),
      ...[trouble.from + 20, trouble.from + 300].map((time, index) => ({
        at: trouble.from,
        until: trouble.until - 1,
        process: { instance: `ahead-${index}` },
        values: ahead(time),
      })),
    ],
    holds: whole(trouble),
  }),

  'a job that is decommissioned': (trouble) => ({ exports: retired(trouble), holds: [[trouble.from, trouble.mid]] }),

  'a job that is defined again soon after': (trouble) => ({
    exports: [
      ...retired(trouble),
      {
        at: trouble.mid + 4,
        until: trouble.until,
        process: { instance: 'new' },
        values: { ...stated(trouble), registered: trouble.mid + 4 },
      },
    ],
    holds: [[trouble.from, trouble.mid]],
  }),
};

const OTHERS: readonly Identity[] = [
  { deployment_environment_name: 'staging' },
  { job: 'wedsync/vendors' },
  { backup_operation: 'verify' },
  { backup_destination_name: 's3-us' },
];
const UNNAMED: Identity = { deployment_environment_name: '', backup_destination_name: '' };

function all({ exports, cure }: Trouble): readonly Export[] {
  return [...exports, ...cure];
}

function whole({ from, until }: Trouble): Situation['holds'] {
  return [[from, until]];
}

/** A run that went well, newer than all that is bad. */
function healthy({ from, until }: Trouble): readonly Export[] {
  const end = from + 1;
  return [
    { at: end, until, values: { registered: 1, start: end - 1, ends: { success: end }, durations: { full: 60 }, sizes: { full: 1_000 } } },
  ];
}

function retired({ exports, mid }: Trouble): readonly Export[] {
  return [...within(exports, 0, mid), { at: mid, until: mid + 2, values: { decommissioned: mid } }];
}

function onceBy(exported: Export, instance: string): Export {
  return { ...exported, until: exported.at, process: { instance } };
}

/** What the definition states. */
function stated({ exports: [first] }: Trouble): Exported {
  const { interval, grace, maxDuration, minDuration, minSize } = first?.values ?? {};
  return Object.fromEntries(
    Object.entries({ interval, grace, maxDuration, minDuration, minSize }).filter(([, value]) => value !== undefined),
  );
}

/** What is exported from a minute on, until another. */
function within(exports: readonly Export[], from: number, until: number, process?: Readonly<Record<string, string>>): readonly Export[] {
  return exports
    .map((exported) => ({
      ...exported,
      at: Math.max(exported.at, from),
      until: Math.min(exported.until ?? exported.at, until - 1),
      ...(process && { process: { ...process, ...exported.process } }),
    }))
    .filter(({ at, until: last }) => at <= last);
}

/** What a process exports whose clock is ahead: whatever could heal a job. */
function ahead(time: number): Exported {
  return {
    start: time,
    heartbeat: time,
    progress: time,
    clean: time,
    ends: { success: time },
    durations: { full: 77 },
    sizes: { full: 1_005 },
  };
}
