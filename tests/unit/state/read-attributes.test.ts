import { expect, test } from 'vitest';
import type { EventEnvelope } from '../../../src/events/envelope.js';
import type { BackupEvent } from '../../../src/events/event.js';
import * as s from '../../../src/semconv.js';
import type { JobState } from '../../../src/state/job-state.js';
import { reduce } from '../../../src/state/reduce.js';

const AT = Date.parse('2026-06-01T02:00:00Z');

function envelope(name: string, more: object): EventEnvelope {
  const attributes = { 'backup.operation': 'backup', 'backup.job.name': 'nightly', 'backup.destination.name': 's3-odd', ...more };
  const event = { name, id: '', sequence: 0, timestamp: AT, attributes } as unknown as BackupEvent;
  return { resource: {}, event, receivedAt: AT };
}

const stateOf = (name: string, more: object = {}, before?: JobState) => reduce(before, envelope(name, more));
const entriesOf = (state: JobState, gauge: s.StateGaugeName) => Object.values(state.gauges[gauge] ?? {});

test('a prune run says what is kept', () => {
  const [copies, oldest] = [s.METRIC_BACKUP_RETENTION_COPIES, s.METRIC_BACKUP_RETENTION_OLDEST_TIMESTAMP] as const;
  const kept = (facts: object) => {
    const state = stateOf(s.EVENT_BACKUP_RETENTION_CHECKED, { 'backup.operation': 'prune', ...facts });
    return [copies, oldest].map((gauge) => entriesOf(state, gauge).map(({ value }) => value));
  };
  const before = AT / 1_000 - 86_400;
  expect(kept({ [copies]: 4, [oldest]: before })).toEqual([[4], [before]]);
  // No copy is of the future.
  expect(kept({ [copies]: 'many', [oldest]: before + 172_800 })).toEqual([[], []]);
  expect(kept({ [copies]: -1, [oldest]: NaN })).toEqual([[], []]);
});

test.each(['constructor', '__proto__', 'toString', 'backup.run.invented', '', 5])('an event %j claims nothing', (name) => {
  const before = stateOf(s.EVENT_BACKUP_RUN_STARTED, { 'backup.run.id': 'one' });
  expect(stateOf(name as string, { 'backup.run.id': 'two' }, before)).toEqual(before);
});

test.each<unknown>([{}, { toString: 1, valueOf: 1 }, ['eu'], 5, ''])('a region %j is none, and becomes none of another event', (region) => {
  const regionsOf = (more: object) =>
    entriesOf(stateOf(s.EVENT_BACKUP_COPY_STORED, more), s.METRIC_BACKUP_COPY_STORED_TIMESTAMP).map(({ labels }) => labels['cloud.region']);
  expect(regionsOf({ 'cloud.region': region })).toEqual([undefined]);
  expect(regionsOf({ 'cloud.region': 'eu' })).toEqual(['eu']);
  expect(regionsOf({})).toEqual([undefined]);
});

test('an attribute that is neither text nor number is left out, and takes nothing else along', () => {
  const attributes = JSON.parse(
    '{"backup.operation":"backup","backup.job.name":"nightly","backup.run.id":"one","backup.outcome":"failure","backup.attempt":2,' +
      '"error.type":{"toString":1},"process.exit.code":[1],"__proto__":{"backup.phase.name":"dump"}}',
  ) as unknown;
  const given = envelope(s.EVENT_BACKUP_RUN_FINISHED, {});
  const event = { ...given.event, attributes } as unknown as BackupEvent;
  const { failures } = reduce(undefined, { ...given, event });
  expect(failures).toEqual([{ at: AT / 1_000, attempt: 2 }]);
});
