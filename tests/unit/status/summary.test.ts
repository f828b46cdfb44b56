import { expect, test } from 'vitest';
import type { JobState } from '../../../src/state/job-state.js';
import { reduce } from '../../../src/state/reduce.js';
import { fleetStatusOf } from '../../../src/status/summary.js';
import { describeSeconds } from '../../../src/status/words.js';
import { envelopeOf, eventsOfRun, START } from '../../kit/monitor/envelopes.js';

const T0 = START / 1_000;

function stateOf(job: string, outcome: string): JobState {
  return eventsOfRun(`${job}-run`, START, outcome, job).reduce<JobState | undefined>((state, event) => reduce(state, event), undefined)!;
}

test('a fleet is as bad as its worst job, which comes first', () => {
  const retired = envelopeOf({ name: 'backup.job.decommissioned', at: START + 200_000, job: 'old' });
  const states = [stateOf('b', 'success'), stateOf('a', 'success'), stateOf('c', 'failure'), reduce(stateOf('old', 'failure'), retired)];
  const { summary, jobs, now, schema } = fleetStatusOf(states, { now: T0 + 300 });
  expect({ schema, now }).toEqual({ schema: 1, now: '2026-06-01T02:05:00.000Z' });
  expect(jobs.map(({ identity, status }) => [identity.job, status])).toEqual([
    ['c', 'failed'],
    ['a', 'ok'],
    ['b', 'ok'],
    ['old', 'decommissioned'],
  ]);
  expect(summary).toMatchObject({ worst: 'failed', jobs: 3, counts: { failed: 1, ok: 2, decommissioned: 1, missed: 0 } });
});

test('where no job is known, nothing is known to be well', () => {
  expect(fleetStatusOf([], { now: T0 }).summary).toMatchObject({ worst: 'unknown', jobs: 0 });
});

test.each([
  [0, '0 s'],
  [41.9, '41 s'],
  [3_420, '57 min'],
  [91_560, '25 h 26 min'],
  [172_799, '47 h 59 min'],
  [5 * 86_400 + 4 * 3_600 + 59, '5 d 4 h'],
  [3_605, '1 h'],
  [-3, '0 s'],
])('%s seconds are read as %s', (seconds, text) => {
  expect(describeSeconds(seconds)).toBe(text);
});
