import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JOB_CONDITIONS } from '../../../src/conditions/index.js';
import { passTime } from '../../../src/conditions/pass-time.js';
import type { EventEnvelope } from '../../../src/events/envelope.js';
import { BACKUP_OUTCOMES } from '../../../src/semconv.js';
import type { JobState } from '../../../src/state/job-state.js';
import { reduce } from '../../../src/state/reduce.js';
import { codeOf } from '../../../src/status/condition-codes.js';
import { statusOf } from '../../../src/status/job-status.js';
import { STATUS_CODES } from '../../../src/status/status-code.js';
import { envelopeOf, eventsOfRun, START } from '../../kit/monitor/envelopes.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const T0 = START / 1_000;

function stateOf(events: readonly EventEnvelope[], now: number): JobState {
  const state = events.reduce<JobState | undefined>((before, event) => reduce(before, event), undefined);
  return passTime(state!, now);
}

/** Seconds after the start. */
function status(events: readonly EventEnvelope[], after: number) {
  return statusOf(stateOf(events, T0 + after), { now: T0 + after });
}

const at = (seconds: number) => START + seconds * 1_000;
const define = (seconds: number, attributes = {}) =>
  envelopeOf({ name: 'backup.job.defined', at: at(seconds), id: `defined-${String(seconds)}`, attributes });
const daily = define(0, { 'backup.expected.interval': DAY, 'backup.expected.start_grace': HOUR });
const began = (run: string, seconds: number) => envelopeOf({ name: 'backup.run.started', at: at(seconds), run });
const ran = (run: string, seconds: number, outcome = 'success') => eventsOfRun(run, at(seconds), outcome);

describe('what is true of a job', () => {
  test.each<[string, readonly EventEnvelope[], number]>([
    ['ok', [daily, ...ran('a', 10)], HOUR],
    ['running', [daily, ...ran('a', 10), began('b', DAY)], DAY + MINUTE],
    ['never_ran', [daily], HOUR],
    ['running', [daily, began('a', 10)], MINUTE],
    ['failed', [daily, ...ran('a', 10, 'failure')], HOUR],
    ['failed', [daily, ...ran('a', 10), ...ran('b', DAY, 'timeout')], DAY + HOUR],
    ['warning', [daily, ...ran('a', 10), ...ran('b', DAY, 'partial')], DAY + HOUR],
    ['late', [daily, ...ran('a', 10)], DAY + 30 * MINUTE],
    ['missed', [daily, ...ran('a', 10)], DAY + 3 * HOUR],
    ['never_succeeded', [daily, ...ran('a', 10, 'cancelled')], HOUR],
    ['decommissioned', [daily, ...ran('a', 10, 'failure'), envelopeOf({ name: 'backup.job.decommissioned', at: at(HOUR) })], 2 * HOUR],
    ['unknown', [...ran('a', 10)], 5 * DAY],
  ])('is %s', (expected, events, after) => {
    expect(status(events, after).status).toBe(expected);
  });

  test('a run that goes on does not hide that the last one failed', () => {
    const failing = status([daily, ...ran('a', 10), ...ran('b', DAY, 'failure'), began('c', DAY + 400)], DAY + 460);
    expect(failing).toMatchObject({ status: 'failed', failing: { runs: 1, isAtLeast: false }, runs: [{ runId: 'c', elapsedSeconds: 60 }] });
  });

  test('counts the runs that failed since the last success, and says since when', () => {
    const events = [daily, ...ran('a', 10), ...ran('b', HOUR, 'failure'), ...ran('c', 2 * HOUR, 'timeout')];
    expect(status(events, 3 * HOUR).failing).toEqual({ since: new Date(at(HOUR + 90)).toISOString(), runs: 2, isAtLeast: false });
    expect(status([...events, ...ran('d', 2.5 * HOUR)], 3 * HOUR).failing).toBeUndefined();
  });

  test('failures before the last success are none of those since', () => {
    const events = [daily, ...ran('a', 10, 'timeout'), ...ran('b', HOUR), ...ran('c', 2 * HOUR, 'failure')];
    expect(status(events, 3 * HOUR).failing).toEqual({ since: new Date(at(2 * HOUR + 90)).toISOString(), runs: 1, isAtLeast: false });
  });

  test('what nobody could hear is no silence: as for the alerts', () => {
    const events = [daily, ...ran('a', 10), began('b', DAY)];
    const now = T0 + 3 * DAY;
    const statusAt = (heardUntil: number) => {
      const state = events.reduce<JobState | undefined>((before, event) => reduce(before, event), undefined)!;
      return statusOf(passTime(state, now, heardUntil), { now, heardUntil }).status;
    };
    expect(statusAt(T0 + DAY + MINUTE)).toBe('warning');
    expect(statusAt(now)).toBe('failed');
  });

  test('a time that no calendar has costs its own sense alone', () => {
    expect(
      status([envelopeOf({ name: 'backup.run.finished', at: -1e300, run: 'a', attributes: { 'backup.outcome': 'success' } })], 0).status,
    ).not.toBe('ok');
  });

  test('says how old the last success is beside how old it may be', () => {
    const stated = define(0, { 'backup.expected.interval': DAY, 'backup.expected.rpo': 25 * HOUR });
    const events = [stated, ...ran('a', 0)];
    expect(status(events, 90 + 12.5 * HOUR).exposure).toEqual({
      ageSeconds: 12.5 * HOUR,
      objectiveSeconds: 25 * HOUR,
      objective: 'rpo',
      ratio: 0.5,
      crossesAt: new Date(at(90 + 25 * HOUR)).toISOString(),
    });
    expect(status([daily, ...ran('a', 0)], HOUR).exposure).toMatchObject({ objective: 'interval', objectiveSeconds: 2 * DAY });
  });

  test('a success that is older than its objective is no longer well, also while every start is in time', () => {
    const stated = define(0, { 'backup.expected.interval': DAY, 'backup.expected.rpo': 25 * HOUR });
    const skipped = [stated, ...ran('a', 0), ...ran('b', DAY, 'skipped')];
    expect(status(skipped, DAY + 2 * HOUR)).toMatchObject({
      status: 'warning',
      reason: expect.stringContaining('more than 25 h') as string,
    });
  });

  test('names each condition with its severity and its runbook', () => {
    expect(status([daily, ...ran('a', 10, 'failure')], HOUR).conditions).toContainEqual({
      name: 'BackupJobFailed',
      severity: 'critical',
      summary: 'backup "nightly" of backups in production failed',
      runbook: 'docs/runbooks/backup-job-failed.md',
    });
  });
});

test('no condition stands for a good status', () => {
  for (const condition of JOB_CONDITIONS) {
    const held = { condition, episode: 0, severity: condition.severity, summary: '', description: '', facts: {} };
    expect(STATUS_CODES.indexOf(codeOf(held)), condition.name).toBeLessThan(STATUS_CODES.indexOf('never_ran'));
  }
});

test('whatever happened, only a job that succeeded, is young enough and has nothing the matter with it is ok', () => {
  const happened = fc.record({
    minute: fc.nat(6 * 24 * 60),
    what: fc.constantFrom('define', 'begin', 'beat', 'retire', ...BACKUP_OUTCOMES),
  });
  fc.assert(
    fc.property(fc.array(happened, { minLength: 1, maxLength: 12 }), fc.nat(10 * 24 * 60), (events, minute) => {
      const envelopes = events.flatMap(({ minute: time, what }, index) => {
        const run = `run-${String(index)}`;
        if (what === 'define') return [define(time * MINUTE, { 'backup.expected.interval': DAY })];
        if (what === 'begin') return [began(run, time * MINUTE)];
        if (what === 'beat') return [envelopeOf({ name: 'backup.run.heartbeat', at: at(time * MINUTE), run })];
        if (what === 'retire') return [envelopeOf({ name: 'backup.job.decommissioned', at: at(time * MINUTE), id: run })];
        return ran(run, time * MINUTE, what);
      });
      const found = status(envelopes, minute * MINUTE);
      expect(STATUS_CODES).toContain(found.status);
      expect(found.reason).not.toBe('');
      if (found.status !== 'ok' && found.status !== 'running') return;
      expect(found.conditions).toEqual([]);
      if (found.status === 'running') {
        expect(found.runs).not.toEqual([]);
        return;
      }
      expect(found.lastSuccess?.ageSeconds).toBeLessThanOrEqual(2 * DAY);
      expect(found.exposure?.ratio ?? 0).toBeLessThanOrEqual(1);
    }),
    { numRuns: 500 },
  );
});
