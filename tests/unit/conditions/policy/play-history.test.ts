import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateConditions, JOB_CONDITIONS, passTime } from '../../../../src/conditions/index.js';
import { playHistory, type FiredAlert } from '../../../../src/conditions/policy/play-history.js';
import type { JobCondition } from '../../../../src/conditions/types.js';
import type { EventEnvelope } from '../../../../src/events/envelope.js';
import type { BackupEvent } from '../../../../src/events/event.js';
import * as s from '../../../../src/semconv.js';
import type { JobState } from '../../../../src/state/job-state.js';
import { reduce } from '../../../../src/state/reduce.js';

const START = Date.parse('2026-10-20T02:00:00Z');
const MINUTE = 60_000;

function envelope(name: string, at: number, more: object = {}): EventEnvelope {
  const attributes = { 'backup.operation': 'backup', 'backup.job.name': 'nightly', ...more };
  const timestamp = START + Math.round(at * MINUTE);
  return {
    resource: { 'service.name': 'orders', 'service.instance.id': 'a' },
    event: { name, id: `${name} ${at} ${JSON.stringify(more)}`, sequence: 0, timestamp, attributes } as unknown as BackupEvent,
    receivedAt: timestamp,
  };
}

/** The obvious way: asks at each event and at each whole minute, and writes down what changed. */
function obvious(envelopes: readonly EventEnvelope[], until: number): readonly FiredAlert[] {
  const times = new Set([...envelopes.map(({ receivedAt }) => receivedAt), until]);
  for (let at = Math.ceil(START / MINUTE) * MINUTE; at <= until; at += MINUTE) times.add(at);
  const alerts: FiredAlert[] = [];
  let state: JobState | undefined;
  const look = (at: number) => {
    if (!state) return;
    state = passTime(state, at / 1_000);
    const held = evaluateConditions(JOB_CONDITIONS, state, at / 1_000);
    for (const [index, alert] of alerts.entries()) {
      const still = held.some(({ condition, episode }) => condition.name === alert.name && episode === alert.episode);
      if (alert.endedAt === undefined && !still) alerts[index] = { ...alert, endedAt: at };
    }
    for (const { condition, severity, summary, episode } of held) {
      const index = alerts.findIndex(({ name, endedAt }) => name === condition.name && endedAt === undefined);
      const alert = alerts[index];
      if (!alert) alerts.push({ name: condition.name, severity, summary, firedAt: at, episode });
      else if (alert.severity !== severity && severity === 'critical') alerts[index] = { ...alert, severity, summary, criticalAt: at };
    }
  };
  for (const at of [...times].sort((one, other) => one - other)) {
    const now = envelopes.filter(({ receivedAt }) => receivedAt === at);
    if (at % MINUTE === 0 && state) look(at);
    for (const one of now) {
      state = reduce(state, one);
      look(at);
    }
    if (at === until) look(at);
  }
  return alerts;
}

const byName = (alerts: readonly FiredAlert[]) =>
  [...alerts].sort((one, other) => one.firedAt - other.firedAt || one.name.localeCompare(other.name));

const story = fc.array(
  fc.record({
    gap: fc.constantFrom(0.5, 7, 45, 61.25, 180, 700, 1_440, 4_000),
    length: fc.constantFrom(0.2, 4, 40, 200, 1_600),
    outcome: fc.constantFrom('success', 'success', 'success', 'failure', 'partial', 'timeout', 'lost', 'cancelled'),
    size: fc.constantFrom(0, 1_000, 1_100, 9_000),
    attempt: fc.constantFrom(undefined, 1, 2),
    silent: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

test('finds what asking each minute finds, at the same moments', () => {
  fc.assert(
    fc.property(story, fc.constantFrom(3_600, 86_400), fc.constantFrom(undefined, 600), (runs, interval, grace) => {
      const envelopes = [
        envelope(s.EVENT_BACKUP_JOB_DEFINED, 0, {
          'backup.expected.interval': interval,
          ...(grace !== undefined && { 'backup.expected.start_grace': grace }),
          'backup.expected.max_duration': 3_000,
          'backup.expected.min_duration': 60,
        }),
      ];
      let at = 0;
      for (const [index, { gap, length, outcome, size, attempt, silent }] of runs.entries()) {
        at += gap;
        const run = { 'backup.run.id': `run-${index}`, ...(attempt !== undefined && { 'backup.attempt': attempt, 'backup.attempts': 2 }) };
        envelopes.push(envelope(s.EVENT_BACKUP_RUN_STARTED, at, run));
        for (let beat = 4; !silent && beat < length; beat += 4) envelopes.push(envelope(s.EVENT_BACKUP_RUN_HEARTBEAT, at + beat, run));
        at += length;
        const end = {
          'backup.outcome': outcome,
          'backup.duration': length * 60,
          'backup.artifact.size': size,
          'backup.telemetry.problem': 'none',
        };
        if (outcome !== 'lost') envelopes.push(envelope(s.EVENT_BACKUP_RUN_FINISHED, at, { ...run, ...end }));
      }
      const until = START + Math.round(at + 3_000.3) * MINUTE + 20_000;
      expect(byName(playHistory(JOB_CONDITIONS, envelopes, until))).toEqual(byName(obvious(envelopes, until)));
    }),
    { numRuns: 25, seed: 12 },
  );
});

test('a year of nights takes few looks', () => {
  const envelopes = Array.from({ length: 365 }, (_, day) => [
    envelope(s.EVENT_BACKUP_RUN_STARTED, day * 1_440, { 'backup.run.id': `run-${day}` }),
    envelope(s.EVENT_BACKUP_RUN_FINISHED, day * 1_440 + 20, {
      'backup.run.id': `run-${day}`,
      'backup.outcome': day === 200 ? 'failure' : 'success',
    }),
  ]).flat();
  let looks = 0;
  const [first, ...rest] = JOB_CONDITIONS;
  const counted = { ...first!, holds: (...asked: Parameters<JobCondition['holds']>) => ((looks += 1), first!.holds(...asked)) };
  const alerts = playHistory([counted, ...rest], envelopes, START + 365 * 1_440 * MINUTE);
  expect(alerts.map(({ name }) => name)).toContain('BackupJobFailed');
  // A look each minute would be 525 600 of them.
  expect(looks).toBeLessThan(15_000);
});
