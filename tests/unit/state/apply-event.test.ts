import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BackupEventName, EventAttributes } from '../../../src/events/event.js';
import * as s from '../../../src/semconv.js';
import { STATE_GAUGES } from '../../../src/semconv/generated/tables.js';
import { applyEvent } from '../../../src/state/apply-event.js';
import { createGaugeStore } from '../../../src/state/gauge-store.js';
import { createLabelCache } from '../../../src/state/job-labels.js';

const START = Date.parse('2026-06-01T02:00:00Z');
const JOB: EventAttributes = { 'backup.operation': 'backup', 'backup.job.name': 'nightly', 'backup.destination.name': 's3-eu' };

interface Happened {
  readonly name: BackupEventName;
  /** Minutes after the start. */
  readonly at: number;
  readonly more?: EventAttributes;
  readonly slot?: number;
}

/** The gauges after these events, as lines of text. */
function gaugesAfter(events: readonly Happened[]): readonly string[] {
  const store = createGaugeStore(
    (_, sentence) => expect.fail(sentence),
    () => START + 3_600_000,
  );
  const labelsOf = createLabelCache();
  for (const { name, at, more, slot } of events) {
    const attributes = { ...JOB, ...more };
    applyEvent(store, { name, timestamp: START + at * 60_000, attributes: () => attributes, labels: labelsOf(attributes), slot });
  }
  return Object.keys(STATE_GAUGES)
    .flatMap((gauge) =>
      [...store.entries(gauge as s.StateGaugeName)].map(({ labels, value }) => {
        const minutes = gauge.endsWith('.timestamp') ? value / 60 - START / 60_000 : value;
        return `${gauge} ${Object.values(labels).join(' ')}: ${minutes}`;
      }),
    )
    .sort();
}

const success = { 'backup.outcome': 'success', 'backup.duration': 60, 'backup.artifact.size': 1_024 };
const failure = { 'backup.outcome': 'failure', 'backup.duration': 60, 'error.type': 'ECONNRESET', 'backup.phase.name': 'upload' };

const NIGHT: readonly Happened[] = [
  { name: s.EVENT_BACKUP_RUN_STARTED, at: 0 },
  { name: s.EVENT_BACKUP_RUN_HEARTBEAT, at: 1 },
  { name: s.EVENT_BACKUP_RUN_PROGRESS, at: 2 },
  { name: s.EVENT_BACKUP_PHASE_FINISHED, at: 3, more: success },
  { name: s.EVENT_BACKUP_RUN_FINISHED, at: 4, more: success },
  { name: s.EVENT_BACKUP_COPY_STORED, at: 4, more: success },
  { name: s.EVENT_BACKUP_RUN_STARTED, at: 10, slot: 1 },
  { name: s.EVENT_BACKUP_RUN_FINISHED, at: 12, more: { ...failure, 'backup.attempt': 3, 'backup.attempts': 2 }, slot: 1 },
  { name: s.EVENT_BACKUP_RUN_FINISHED, at: 11, more: { ...failure, 'error.type': 'EPIPE' } },
];

describe('the events of runs', () => {
  const whole = gaugesAfter(NIGHT);

  test('set the times of starts, signs of life and ends, and what a success and a failure say', () => {
    expect(whole).toEqual(
      [
        'backup.run.last_start.timestamp backup nightly s3-eu: 0',
        'backup.run.last_start.timestamp backup nightly s3-eu 1: 10',
        'backup.run.last_heartbeat.timestamp backup nightly s3-eu: 1',
        'backup.run.last_progress.timestamp backup nightly s3-eu: 2',
        'backup.run.last_end.timestamp backup nightly s3-eu success: 4',
        'backup.run.last_end.timestamp backup nightly s3-eu failure: 11',
        'backup.run.last_end.timestamp backup nightly s3-eu 1 failure: 12',
        'backup.run.last_failure.timestamp backup nightly s3-eu ECONNRESET upload 3 3: 12',
        'backup.run.last_duration backup nightly s3-eu: 60',
        'backup.run.last_size backup nightly s3-eu: 1024',
        'backup.copy.last_stored.timestamp copy nightly s3-eu: 4',
        'backup.tier.last_stored.timestamp backup nightly s3-eu: 4',
      ].sort(),
    );
  });

  test('say the same in any order, and each as often as it comes', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...NIGHT], { minLength: NIGHT.length }), fc.subarray([...NIGHT]), (order, again) => {
        expect(gaugesAfter([...order, ...again])).toEqual(whole);
      }),
    );
  });

  test('of an operation that could not be read say nothing', () => {
    const unknown = { 'backup.operation': s.UNKNOWN_OPERATION };
    expect(gaugesAfter(NIGHT.map((event) => ({ ...event, more: { ...event.more, ...unknown } })))).toEqual([]);
  });

  test('that only say that a run lives are not asked for their attributes', () => {
    const store = createGaugeStore(
      () => undefined,
      () => START,
    );
    const asked = { timestamp: START, attributes: () => expect.fail('asked'), labels: createLabelCache()(JOB) };
    for (const name of [s.EVENT_BACKUP_RUN_STARTED, s.EVENT_BACKUP_RUN_HEARTBEAT, s.EVENT_BACKUP_RUN_PROGRESS] as const)
      applyEvent(store, { ...asked, name });
  });
});

describe('the events of a job', () => {
  const expectations = {
    'backup.expected.interval': 3_600,
    'backup.expected.destinations': ['s3-us', 'vault'],
    'backup.expected.regions': ['us-east-1', ''],
  };
  const defined = { name: s.EVENT_BACKUP_JOB_DEFINED, at: 0, more: expectations } as const;

  test('set what is expected of it, and when its next start is due', () => {
    expect(gaugesAfter([defined, { name: s.EVENT_BACKUP_RUN_STARTED, at: 5 }])).toEqual(
      [
        'backup.job.registered.timestamp backup nightly s3-eu: 0',
        'backup.expected.interval backup nightly s3-eu: 3600',
        'backup.expected.next_start.timestamp backup nightly s3-eu: 65',
        'backup.copy.registered.timestamp copy nightly s3-us us-east-1: 0',
        'backup.copy.registered.timestamp copy nightly vault: 0',
        'backup.run.last_start.timestamp backup nightly s3-eu: 5',
      ].sort(),
    );
  });

  test('replace an expectation by a smaller one', () => {
    const stricter = { ...defined, at: 1, more: { 'backup.expected.interval': 60 } };
    expect(gaugesAfter([defined, stricter])).toContain('backup.expected.interval backup nightly s3-eu: 60');
  });

  test('take all of its state along when it is decommissioned, with that of its copies, and nothing of others', () => {
    const retired = { name: s.EVENT_BACKUP_JOB_DECOMMISSIONED, at: 20, more: expectations } as const;
    const other = { name: s.EVENT_BACKUP_RUN_STARTED, at: 1, more: { 'backup.destination.name': 's3-ap' } } as const;
    expect(gaugesAfter([defined, ...NIGHT, other, retired])).toEqual(
      ['backup.job.decommissioned.timestamp backup nightly s3-eu: 20', 'backup.run.last_start.timestamp backup nightly s3-ap: 1'].sort(),
    );
  });
});
