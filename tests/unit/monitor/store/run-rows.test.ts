import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventEnvelope } from '../../../../src/events/envelope.js';
import { mergeRun, type RunRow } from '../../../../src/monitor/store/run-rows.js';
import { envelopeOf, START } from '../../../kit/monitor/envelopes.js';

const rowOf = (events: readonly EventEnvelope[]) =>
  events.reduce<RunRow | undefined>((row, envelope) => mergeRun(row, 'job', 'run', envelope), undefined);

const NAMES = [
  'backup.run.started',
  'backup.run.heartbeat',
  'backup.run.progress',
  'backup.phase.finished',
  'backup.run.finished',
] as const;
const maybe = <T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values);
const event = fc
  .record({
    name: fc.constantFrom(...NAMES),
    at: fc.integer({ min: 0, max: 5 }),
    type: maybe('full', 'incremental'),
    trigger: maybe('schedule', 'manual'),
    attempt: maybe(1, 2),
    phase: maybe('dump', 'upload'),
    outcome: maybe('success', 'failure', 'partial', 'nonsense'),
    error: maybe('ECONNREFUSED', 'ETIMEDOUT'),
    duration: maybe(1, 2),
    trace: maybe('a'.repeat(32), 'b'.repeat(32)),
  })
  .map(({ name, at, trace, ...given }) => {
    const attributes = {
      'backup.type': given.type,
      'backup.trigger': given.trigger,
      'backup.attempt': given.attempt,
      'backup.phase.name': given.phase,
      'backup.outcome': given.outcome,
      'error.type': given.error,
      'backup.duration': given.duration,
    };
    const said = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
    return {
      ...envelopeOf({ name, at: START + at, run: 'run', attributes: said as never }),
      ...(trace !== undefined && { traceId: trace }),
    };
  });

test('a run is the same whatever the order of its events, and however often they come', () => {
  const shuffled = fc
    .array(event, { minLength: 1, maxLength: 7 })
    .chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2, maxLength: events.length * 2 }),
      ),
    );
  fc.assert(
    fc.property(shuffled, ([events, again]) => {
      const [{ times, ...one }, { times: others, ...other }] = [rowOf(events)!, rowOf(again)!];
      expect(other).toEqual(one);
      expect(Object.entries(JSON.parse(others ?? '{}') as object).sort()).toEqual(
        Object.entries(JSON.parse(times ?? '{}') as object).sort(),
      );
    }),
    { numRuns: 5_000 },
  );
});

test('of two ends that are as bad the later counts, and the newest start of a run is no start', () => {
  const end = (at: number, code: number) =>
    envelopeOf({ name: 'backup.run.finished', at, run: 'run', attributes: { 'backup.outcome': 'failure', 'process.exit.code': code } });
  const begin = (at: number) => envelopeOf({ name: 'backup.run.started', at, run: 'run' });
  expect(rowOf([end(START + 2, 1), end(START + 1, 2), begin(START), begin(START + 1)])).toMatchObject({
    ended_at: START + 2,
    exit_code: 1,
    started_at: START,
  });
});

test('while a run goes on its phase is that of its newest progress, and after its end the one that it failed in', () => {
  const progress = (at: number, phase: string) =>
    envelopeOf({ name: 'backup.run.progress', at, run: 'run', attributes: { 'backup.phase.name': phase } });
  const going = [progress(START + 2, 'upload'), progress(START + 1, 'dump')];
  expect(rowOf(going)).toMatchObject({ phase: 'upload' });
  const end = envelopeOf({ name: 'backup.run.finished', at: START + 3, run: 'run', attributes: { 'backup.outcome': 'success' } });
  expect(rowOf([...going, end, progress(START + 4, 'verify')])).toMatchObject({ phase: null });
});
