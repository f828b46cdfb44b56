import { DEFAULTS, IDENTITY_LABELS, isFromFuture, pagedAt, type TrackedJob, type TrackedSuccess } from '../../../src/conditions/index.js';
import type { BackupOutcome, BackupType } from '../../../src/semconv.js';
import { createRuns } from './runs.js';
import { BEGIN, DEFAULT_IDENTITY, samplesOf, type Exported, type Sample, type Scenario } from './scenario.js';

type Mutable = { -readonly [K in keyof Omit<TrackedJob, 'lastEnd' | 'successes' | 'expected' | 'openRuns'>]: TrackedJob[K] } & {
  lastEnd: Partial<Record<BackupOutcome, number>>;
  successes: TrackedSuccess[];
  expected: Partial<Record<keyof TrackedJob['expected'], number>>;
};

/** A job with its identity as Prometheus labels it. */
export interface Tracked {
  readonly labels: Readonly<Record<string, string>>;
  readonly job: TrackedJob;
}

const TIMES = {
  registered: 'registeredAt',
  decommissioned: 'decommissionedAt',
  start: 'lastStart',
  progress: 'lastProgress',
  problem: 'lastProblem',
  clean: 'lastClean',
} as const;
const EXPECTED = {
  interval: 'interval',
  grace: 'startGrace',
  maxDuration: 'maxDuration',
  minDuration: 'minDuration',
  minSize: 'minSize',
  retryWithin: 'retryWithin',
} as const;

interface Entry {
  readonly labels: Record<string, string>;
  readonly job: Mutable;
  /** Times that are not believed, for ever. */
  readonly disbelieved: Set<string>;
  /** Those that processes still tell. */
  readonly ahead: Map<string, { readonly time: number; readonly seenAt: number }>;
  /** Duration and size of the newest success, by type. */
  readonly known: Map<string, string>;
  readonly runs: ReturnType<typeof createRuns>;
}

/** Plays a scenario to the state that the predicates read. The returned function goes on to a minute and says what is known then. */
export function createTracker({ exports }: Scenario): (minute: number) => readonly Tracked[] {
  const jobs = new Map<string, Entry>();
  let next = 0;

  return (minute) => {
    for (; next <= minute; next += 1) {
      for (const { at, until = at, job: identity, process = {}, every = 1, values } of exports) {
        // The newest of those that came since the minute before.
        const came = at + Math.floor((Math.min(next, until) - at) / every + 1e-9) * every;
        if (next >= at && came > next - 1) hear({ ...DEFAULT_IDENTITY, ...identity }, process['instance'] ?? '', values, next);
      }
      for (const entry of jobs.values()) look(entry, BEGIN + next * 60);
    }
    return [...jobs.values()].map(({ labels, job, runs }) => ({ labels, job: { ...job, openRuns: runs.open(BEGIN + minute * 60) } }));
  };

  /** What has to be noted while time passes, minute by minute as the rules are evaluated. */
  function look({ job, runs }: Entry, now: number): void {
    job.pagedAt = pagedAt({ ...job, openRuns: runs.open(now) }, now);
  }

  function hear(identity: Record<string, string>, instance: string, values: Exported, minute: number): void {
    const labels = Object.fromEntries(IDENTITY_LABELS.flatMap((label) => (identity[label] ? [[label, identity[label]]] : [])));
    const key = JSON.stringify(labels);
    const entry: Entry = jobs.get(key) ?? {
      labels,
      job: emptyJob(),
      disbelieved: new Set(),
      ahead: new Map(),
      known: new Map(),
      runs: createRuns(),
    };
    jobs.set(key, entry);
    const { job, disbelieved, ahead, known, runs } = entry;
    const now = BEGIN + minute * 60;
    const samples = samplesOf(values, minute).filter((sample) => isBelieved(sample, now));

    const registered = samples.find(({ gauge }) => gauge === 'registered')?.value;
    if (
      registered !== undefined &&
      job.decommissionedAt !== undefined &&
      registered > job.decommissionedAt &&
      (job.knownSince ?? 0) < job.decommissionedAt
    ) {
      Object.assign(job, emptyJob(), { decommissionedAt: job.decommissionedAt });
      runs.forget(job.decommissionedAt);
    }
    if (registered !== undefined) {
      job.knownSince = Math.min(registered, job.knownSince ?? registered);
      job.seenAt = Math.floor(now / 300) * 300;
    }
    const before = job.lastEnd.success;
    // The newest definition is the one that counts.
    const isNewest = registered === undefined || registered >= (job.registeredAt ?? 0);
    for (const sample of samples) if (isNewest || !(sample.gauge in EXPECTED)) tell(job, sample);
    runs.hear(instance, samples, now);
    if (values.failure && samples.some(({ gauge }) => gauge === 'failure')) {
      const { at, ...cause } = values.failure;
      const failedAt = BEGIN + at * 60;
      if (failedAt > (job.lastFailure?.at ?? 0))
        job.lastFailure = { at: failedAt, ...cause, attemptBefore: attemptBefore(job.lastFailure, job.lastEnd.success) };
    }
    job.future = futureOf([...ahead.values()], now, job);
    if (job.lastEnd.success !== undefined && job.lastEnd.success !== before)
      job.successes.push(successOf(values, job.lastEnd.success, known));

    function isBelieved({ gauge, extra, value }: Sample, at: number): boolean {
      if (!(gauge in TIMES) && gauge !== 'ends' && gauge !== 'heartbeat' && gauge !== 'failure') return true;
      const series = `${gauge} ${JSON.stringify(extra)} ${instance}`;
      const name = `${series} ${value}`;
      if (isFromFuture(value, at)) {
        disbelieved.add(name);
        ahead.set(series, { time: value, seenAt: at });
      }
      return !disbelieved.has(name);
    }
  }
}

/** What came lately; when nothing did, what came before, until a run began at a time that is believed or the job was decommissioned. */
function futureOf(
  ahead: readonly { time: number; seenAt: number }[],
  now: number,
  { future, lastStart, knownSince, decommissionedAt = 0 }: Mutable,
): TrackedJob['future'] {
  const lately = ahead.filter(({ seenAt }) => now - seenAt < DEFAULTS.lateTelemetry);
  const lastStartBefore = future ? future.lastStartBefore : (lastStart ?? knownSince);
  if (lately.length === 0) return Math.max(lastStart ?? 0, decommissionedAt) > (lastStartBefore ?? 0) ? undefined : future;
  return { time: Math.max(...lately.map(({ time }) => time)), seenAt: Math.max(...lately.map(({ seenAt }) => seenAt)), lastStartBefore };
}

function tell(job: Mutable, { gauge, extra, value }: Sample): void {
  if (gauge in TIMES) {
    const field = TIMES[gauge as keyof typeof TIMES];
    job[field] = Math.max(value, job[field] ?? 0);
  } else if (gauge === 'ends') {
    const outcome = extra.backup_outcome as BackupOutcome;
    job.lastEnd[outcome] = Math.max(value, job.lastEnd[outcome] ?? 0);
  } else if (gauge in EXPECTED) job.expected[EXPECTED[gauge as keyof typeof EXPECTED]] = value;
}

/** The success is of the type whose values changed. */
function successOf({ durations = {}, sizes = {} }: Exported, at: number, known: Map<string, string>): TrackedSuccess {
  const types = Object.keys(durations) as BackupType[];
  const told = (type: BackupType) => `${durations[type] ?? ''} ${sizes[type] ?? ''}`;
  const type = types.find((name) => known.get(name) !== told(name)) ?? types[0];
  if (type === undefined) return { at };
  known.set(type, told(type));
  return { at, type, duration: durations[type], size: sizes[type] };
}

/** Number of the try that was the last to fail, unless the job has succeeded since. */
function attemptBefore(last: TrackedJob['lastFailure'], success = 0): number | undefined {
  return last !== undefined && last.at >= success ? last.attempt : undefined;
}

function emptyJob(): Mutable {
  return {
    knownSince: undefined,
    registeredAt: undefined,
    decommissionedAt: undefined,
    lastStart: undefined,
    lastProgress: undefined,
    lastEnd: {},
    lastFailure: undefined,
    pagedAt: undefined,
    successes: [],
    expected: {},
    lastProblem: undefined,
    lastClean: undefined,
    seenAt: undefined,
    future: undefined,
  };
}
