import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BackupEventName, EventAttributes } from '../../../src/events/event.js';
import { evaluateConditions, JOB_CONDITIONS, passTime } from '../../../src/conditions/index.js';
import { identityKey } from '../../../src/identity.js';
import * as s from '../../../src/semconv.js';
import { STATE_GAUGES } from '../../../src/semconv/generated/tables.js';
import { applyFact } from '../../../src/state/apply-fact.js';
import { applyEvent } from '../../../src/state/apply-event.js';
import { createGaugeStore } from '../../../src/state/gauge-store.js';
import { createLabelCache } from '../../../src/state/job-labels.js';
import { gaugesOf } from '../../../src/state/gauges-of.js';
import type { JobState } from '../../../src/state/job-state.js';
import { reduce } from '../../../src/state/reduce.js';
import { passRuns } from '../../../src/state/runs.js';
import { loops } from '../../kit/loops.js';
import { START, type Happened, envelope, stateAfter, minutes, started, beat, ended, defined, retired } from './happened.js';

const WEEK: readonly Happened[] = [
  defined(0, { more: { 'backup.expected.interval': 3_600 } }),
  started('one', 1),
  beat('one', 2),
  { name: s.EVENT_BACKUP_RUN_PROGRESS, run: 'one', at: 3 },
  ended('one', 4, 'success', { more: { 'backup.type': 'full', 'backup.duration': 180, 'backup.artifact.size': 1_024 } }),
  { name: s.EVENT_BACKUP_COPY_STORED, run: 'one', at: 4.01, more: { 'backup.outcome': 'success' } },
  started('two', 60),
  ended('two', 61, 'failure', { more: { 'error.type': 'ECONNRESET', 'backup.attempt': 1, 'backup.attempts': 2 } }),
  started('three', 70, { instance: 'b' }),
  ended('three', 71, 'failure', { instance: 'b', more: { 'error.type': 'EPIPE', 'backup.attempt': 2, 'backup.attempts': 2 } }),
  { name: s.EVENT_BACKUP_PROBLEM_FOUND, at: 72, more: { 'backup.telemetry.problem': 'options_invalid' } },
  defined(73, { instance: 'b', more: { 'backup.expected.interval': 7_200 } }),
  started('four', 120),
  beat('four', 121),
  started('five', 120.5, { more: { 'backup.run.slot': 1 } }),
];

describe('the state of a job', () => {
  const whole = stateAfter(WEEK);

  test('says what its events say', () => {
    expect(whole.identity).toEqual({ service: 'orders', operation: 'backup', job: 'nightly', destination: 's3-eu' });
    expect([whole.knownSince, whole.registeredAt, whole.lastStart, whole.lastProgress].map(minutes)).toEqual([0, 73, 120.5, 3]);
    expect(whole.expected.interval).toBe(7_200);
    expect(Object.entries(whole.lastEnd).map(([outcome, at]) => [outcome, minutes(at)])).toEqual([
      ['success', 4],
      ['failure', 71],
    ]);
    expect(whole.successes).toEqual([{ runId: 'one', at: START + 240, type: 'full', duration: 180, size: 1_024 }]);
    expect(whole.failures.map(({ at, errorType, attempt }) => [minutes(at), errorType, attempt])).toEqual([
      [71, 'EPIPE', 2],
      [61, 'ECONNRESET', 1],
    ]);
    expect(whole.openRuns.map(({ runId, startedAt, lastSign }) => [runId, minutes(startedAt), minutes(lastSign)])).toEqual([
      ['four', 120, 121],
      ['five', 120.5, 120.5],
    ]);
    expect([whole.lastProblem, whole.lastClean, whole.lastGoodStart].map(minutes)).toEqual([72, 71, 1]);
  });

  test('is the same in any order, each event as often as it comes, and plain data', () => {
    const comparable = ({ openRuns, endedRuns, gauges, ...rest }: JobState) => ({
      ...rest,
      openRuns: [...openRuns].sort((one, other) => one.startedAt - other.startedAt),
      endedRuns: endedRuns.map(({ runId }) => runId),
      gauges: Object.fromEntries(
        Object.entries(gauges).map(([name, entries]) => [
          name,
          Object.values(entries)
            .map(({ value }) => value)
            .sort(),
        ]),
      ),
    });
    // Late, but not before it happened.
    const late = WEEK.map((happened) => ({ ...happened, received: 130 }));
    const expected = comparable(stateAfter(late));
    fc.assert(
      fc.property(fc.shuffledSubarray(late, { minLength: late.length }), fc.subarray(late), (order, again) => {
        const state = stateAfter([...order, ...again]);
        expect(comparable(state)).toEqual(expected);
        expect(JSON.parse(JSON.stringify(state))).toEqual(JSON.parse(JSON.stringify(structuredClone(state))));
      }),
    );
  });

  test('is not changed in place', () => {
    const before = stateAfter(WEEK.slice(0, 8));
    const copy = structuredClone(before);
    stateAfter(WEEK.slice(8), before);
    expect(before).toEqual(copy);
  });

  test('has the gauges that the process of its job exports', () => {
    const happened = fc.record({
      name: fc.constantFrom(
        s.EVENT_BACKUP_JOB_DEFINED,
        s.EVENT_BACKUP_JOB_DECOMMISSIONED,
        s.EVENT_BACKUP_PROBLEM_FOUND,
        s.EVENT_BACKUP_RUN_STARTED,
        s.EVENT_BACKUP_RUN_HEARTBEAT,
        s.EVENT_BACKUP_RUN_PROGRESS,
        s.EVENT_BACKUP_PHASE_FINISHED,
        s.EVENT_BACKUP_RUN_FINISHED,
        s.EVENT_BACKUP_COPY_STORED,
        s.EVENT_BACKUP_COPY_COMPARED,
        s.EVENT_BACKUP_LOG_ARCHIVED,
        s.EVENT_BACKUP_PRUNE_PLANNED,
      ),
      at: fc.integer({ min: 0, max: 500 }),
      run: fc.constantFrom('one', 'two', 'three'),
      more: fc.record({
        'backup.outcome': fc.constantFrom(...s.BACKUP_OUTCOMES),
        'backup.telemetry.problem': fc.constantFrom('none', 'options_invalid'),
        'error.type': fc.constantFrom('ECONNRESET', 'EPIPE'),
        'backup.attempt': fc.constantFrom(1, 2),
        'backup.type': fc.constantFrom('full', 'log'),
        'backup.duration': fc.constantFrom(1, 2),
        'backup.artifact.size': fc.constantFrom(0, 1_024),
        'backup.expected.interval': fc.constantFrom(60, 3_600),
        'backup.retention.tier': fc.constantFrom('hourly', 'weekly'),
        'backup.copy.comparison': fc.constantFrom(...s.COPY_COMPARISONS),
        'backup.log.until.timestamp': fc.constantFrom(START - 60, START),
        'backup.log.gap.timestamp': fc.constantFrom(START - 60, START),
        'backup.prune.removing': fc.constantFrom(0, 5),
        'backup.prune.remaining': fc.constantFrom(0, 5),
        // A decommissioning carries all that definitions state.
        'backup.expected.destinations': fc.constant<string[]>(['s3-us', 'vault']),
      }),
    });
    // A process ends each run once. Its clock may be set right, from further ahead than is believed: things happen before what was then.
    const named = (history: readonly { name: BackupEventName; at: number; run: string; more: object }[]) =>
      history.map((one, index) => (one.name === s.EVENT_BACKUP_RUN_FINISHED ? { ...one, run: `run-${index}` } : one) as Happened);
    const histories = fc.uniqueArray(happened, { selector: ({ at }) => at, minLength: 1, maxLength: 30 });
    const right = histories.map((history) => named(history.sort((one, other) => one.at - other.at)));
    const set = histories.map((history) => named(history.map((one) => ({ ...one, at: one.at * 10 }))));
    fc.assert(
      fc.property(fc.oneof(right, set), (history) => {
        const exported = exportedAfter(history);
        const lines = gaugesOf(stateAfter(history)).map(({ gauge, labels, value }) => JSON.stringify([gauge, labels, value]));
        expect(lines.sort()).toEqual(exported);
      }),
      { numRuns: loops({ ci: 1_000, soak: 30_000 }) },
    );
  });

  /** What a process exports, by a clock that says at each event when it happens. */
  function exportedAfter(history: readonly Happened[]): readonly string[] {
    const clock = { now: 0 };
    const store = createGaugeStore(
      (_, sentence) => expect.fail(sentence),
      () => clock.now,
    );
    const labels = createLabelCache();
    for (const one of history) {
      const { name, timestamp, attributes: emitted } = envelope(one).event;
      const attributes = emitted as unknown as EventAttributes;
      clock.now = timestamp;
      applyEvent(store, { name, timestamp, attributes: () => attributes, labels: labels(attributes) });
      applyFact(store, { name, timestamp, attributes, labels: labels(attributes) });
    }
    return Object.keys(STATE_GAUGES)
      .flatMap((gauge) => [...store.entries(gauge as s.StateGaugeName)].map(({ labels: of, value }) => JSON.stringify([gauge, of, value])))
      .sort();
  }

  test('claims nothing by an operation that could not be read, or a time that is none', () => {
    const before = stateAfter(WEEK);
    const unknown = { 'backup.operation': s.UNKNOWN_OPERATION };
    expect(stateAfter([ended('six', 200, 'success', { more: unknown }), started('seven', NaN)], before)).toEqual(before);
  });
});

describe('a run that is over', () => {
  test('is opened again by nothing that comes late', () => {
    const state = stateAfter([
      started('one', 0),
      ended('one', 5, 'success'),
      beat('one', 4, { received: 6 }),
      started('one', 0, { received: 7 }),
    ]);
    expect(state.openRuns).toEqual([]);
  });

  test('is not opened again either when it is no longer remembered', () => {
    const many = Array.from({ length: 300 }, (_, index) => [
      started(`run-${index}`, index),
      ended(`run-${index}`, index + 0.5, 'success'),
    ]).flat();
    const state = stateAfter([...many, started('run-3', 3, { received: 400 }), beat('run-3', 3.2, { received: 400 })]);
    expect(state.endedRuns.length).toBeLessThan(300);
    expect(state.openRuns).toEqual([]);
  });

  test('began when its start says, else as long before its end as it took', () => {
    const began = (events: readonly Happened[]) => minutes(stateAfter(events).lastGoodStart);
    expect(began([started('one', 1), ended('one', 5, 'success', { more: { 'backup.duration': 60 } })])).toBe(1);
    expect(began([ended('one', 5, 'success', { more: { 'backup.duration': 60 } })])).toBe(4);
  });
});

describe('a run whose process ends', () => {
  const openAt = (events: readonly Happened[], at: number) => {
    const state = stateAfter(events);
    return passRuns(state, START + at * 60, state.lastGoodStart).openRuns.map(({ runId, silentSince }) => [runId, minutes(silentSince)]);
  };

  test('is forgotten when its process begins another in its place at once', () => {
    expect(openAt([started('one', 0), beat('one', 1), started('two', 3)], 3)).toEqual([['two', undefined]]);
    // However late that is heard, and in whatever order.
    expect(openAt([started('two', 3, { received: 60 }), beat('one', 1, { received: 60 }), started('one', 0, { received: 60 })], 3)).toEqual(
      [['two', undefined]],
    );
  });

  test('is lost when its process begins another after 5 minutes of silence, until one that began later succeeds', () => {
    const history = [started('one', 0), beat('one', 1), started('two', 30)];
    expect(openAt(history, 31)).toEqual([
      ['one', 1],
      ['two', undefined],
    ]);
    expect(openAt([...history, ended('two', 40, 'failure')], 41)).toEqual([['one', 1]]);
    expect(openAt([...history, ended('two', 40, 'success')], 41)).toEqual([]);
  });

  test('is not made up for by one that overlapped it', () => {
    const overlapped = [
      started('one', 0),
      beat('one', 5),
      started('two', 4, { instance: 'b' }),
      ended('two', 30, 'success', { instance: 'b' }),
    ];
    expect(openAt(overlapped, 31)).toEqual([['one', 5]]);
  });

  test('does not end another in another place of the same process', () => {
    expect(openAt([started('one', 0), started('two', 1, { more: { 'backup.run.slot': 1 } })], 2)).toEqual([
      ['one', undefined],
      ['two', undefined],
    ]);
  });
});

describe('a decommissioning', () => {
  test('takes all along that was before it, also when it is heard late', () => {
    const before = [defined(0), started('one', 1), ended('one', 2, 'failure'), started('two', 3)];
    const after = [defined(20), started('three', 21)];
    const [inTime, late] = [
      stateAfter([...before, retired(10), ...after]),
      stateAfter([...before, ...after, retired(10, { received: 30 })]),
    ];
    for (const state of [inTime, late]) {
      expect([state.knownSince, state.decommissionedAt, state.lastStart].map(minutes)).toEqual([20, 10, 21]);
      expect([state.lastEnd, state.failures, state.openRuns.map(({ runId }) => runId)]).toEqual([{}, [], ['three']]);
    }
    expect(stateAfter([ended('one', 2, 'failure', { received: 40 })], inTime).lastEnd).toEqual({});
  });
});

describe('a time from the future', () => {
  test('is not believed, not even when it has come to pass', () => {
    const ahead = ended('one', 120, 'success', { received: 5 });
    const state = stateAfter([started('one', 1), ahead, { ...ahead, received: 130 }]);
    expect(state.lastEnd).toEqual({});
    expect(state.future).toMatchObject({ lastStartBefore: START + 60, ahead: [{ time: START + 120 * 60, seenAt: START + 130 * 60 }] });
  });

  test('is believed by nobody once the clock of whoever believed it is right', () => {
    const ahead = [defined(600), ended('one', 601, 'success'), retired(602)];
    const state = stateAfter([...ahead, defined(0), ended('two', 1, 'success')]);
    expect([state.decommissionedAt, state.registeredAt, state.lastEnd.success].map(minutes)).toEqual([undefined, 0, 1]);
  });

  test('that is a little ahead stays newer than one that is sent again', () => {
    const failed = (problem: string, at: number) =>
      ended('one', at, 'partial', { received: 10, run: `${problem} ${at}`, more: { 'backup.telemetry.problem': problem } });
    const events = [failed('none', 12), failed('field_unknown', 13)];
    const state = stateAfter([...events, ...events.slice(0, 1), failed('none', 11)]);
    expect([state.lastClean, state.lastProblem, state.lastEnd.partial].map(minutes)).toEqual([12, 13, 13]);
  });

  test('that is a little ahead is believed', () => {
    expect(minutes(stateAfter([ended('one', 8, 'success', { received: 4 })]).lastEnd.success)).toBe(8);
  });
});

test('a recording that is sent again under another id is one success', () => {
  const more = { 'backup.type': 'full' };
  expect(stateAfter([ended('one', 5, 'success', { more }), ended('again', 5, 'success', { more })]).successes).toHaveLength(1);
});

describe('what no sender of this package emits', () => {
  const alerts = (events: readonly Happened[], at: number) => {
    const now = START + at * 60;
    return evaluateConditions(JOB_CONDITIONS, passTime(stateAfter(events), now), now).map(({ condition }) => condition.name);
  };

  test.each(['succeeded', undefined, 5, 'constructor', '__proto__'])('an end with the outcome %j is a failure', (outcome) => {
    const state = stateAfter([ended('one', 1, outcome as 'success')]);
    expect(Object.keys(state.lastEnd)).toEqual(['failure']);
  });

  test.each(['dump', undefined, 7])('an operation %j claims nothing', (operation) => {
    const more = { 'backup.operation': operation as string };
    expect(stateAfter([{ name: s.EVENT_BACKUP_COPY_STORED, at: 1, more }]).gauges).toEqual({});
  });

  test.each([NaN, -1, Infinity, 1e300, 'x', {}])('an interval of %j replaces none that can be read', (interval) => {
    const state = stateAfter([
      defined(0, { more: { 'backup.expected.interval': 3_600 } }),
      defined(1, { more: { 'backup.expected.interval': interval as number, 'backup.expected.destinations': 's3-us' } }),
    ]);
    expect(state.expected.interval).toBe(3_600);
  });

  test('a definition sets no gauge but those of expectations', () => {
    const more = { 'backup.run.last_start.timestamp': 9e12, 'backup.telemetry.last_clean.timestamp': 9e12, constructor: 1 };
    const state = stateAfter([defined(0, { more })]);
    expect([state.lastStart, state.lastClean, state.lastEnd]).toEqual([undefined, undefined, {}]);
  });

  test('a run that ends twice ended as the worse, whichever comes first', () => {
    for (const ends of [
      [ended('one', 2, 'failure'), ended('one', 3, 'success')],
      [ended('one', 2, 'success'), ended('one', 3, 'failure')],
      [ended('one', 3, 'success'), ended('one', 2, 'failure', { received: 4 })],
    ])
      expect(alerts([defined(0), started('one', 1), ...ends], 5)).toEqual(['BackupJobFailed']);
  });

  test('a decommissioning that is heard late takes no later fact along', () => {
    const state = stateAfter([defined(10), started('one', 20), ended('one', 21, 'success'), retired(0, { received: 30 })]);
    expect([state.knownSince, state.lastGoodStart, state.seenAt].map(minutes)).toEqual([10, 20, 20]);
  });

  test('a duration below zero puts no start into the future', () => {
    expect(minutes(stateAfter([ended('one', 5, 'success', { more: { 'backup.duration': -1e9 } })]).lastGoodStart)).toBe(5);
  });

  test('events without an id are distinct', () => {
    const nameless = ({ name, at, run, more, received }: Happened) => {
      const made = envelope({ name, at, run: run ?? '', more: more ?? {}, received: received ?? at });
      return { ...made, event: { ...made.event, id: undefined as unknown as string } };
    };
    const state = [beat('one', 120, { received: 5 }), ended('two', 30, 'failure')]
      .map(nameless)
      .reduce<JobState | undefined>((before, one) => reduce(before, one), undefined);
    expect(minutes(state?.lastEnd.failure)).toBe(30);
  });

  test('runs of processes without a name take nobody else’s place', () => {
    const history = [started('one', 1), started('two', 3), beat('one', 4), beat('two', 60)].map((one) => ({ ...one, instance: '' }));
    expect(alerts([defined(0), ...history], 61)).toEqual(['BackupProcessLost']);
  });

  test('names that are no text, or hold lines, stay apart', () => {
    const keys = [5, 6, 'a\nb', 'a b'].map((name) => identityKey(stateAfter([defined(0, { more: { 'backup.job.name': name } })]).identity));
    expect(new Set(keys).size).toBe(4);
  });
});
