import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { BackupEvent } from '../../../src/index.js';
import { simulateRun, type SimulatedOutcome, type SimulationOptions } from '../../../src/testing/index.js';
import { createFolder, run } from '../../kit/cli-harness.js';

const POLICY = `version: 1
jobs:
  - job: nightly
    destination: s3-eu
    environment: production
    grace: 15m
    schedule: { cron: '30 2 * * *', timezone: UTC, scheduler: cron }
  - job: photos
    service: cron
`;

const RESOURCE = { 'deployment.environment.name': 'production', 'service.name': 'backups', 'service.instance.id': 'a' };

/** A run as the package reports it, as JSON lines. */
async function night(
  day: number,
  outcome: SimulatedOutcome = 'success',
  options: Partial<SimulationOptions> = {},
): Promise<readonly string[]> {
  const startAt = Date.UTC(2026, 5, day, 2, 30);
  const events = await simulateRun(outcome, { job: 'nightly', destination: 's3-eu', startAt, duration: '20m', ...options });
  return events.map(line);
}

function line(event: BackupEvent): string {
  return JSON.stringify({ resource: RESOURCE, event, receivedAt: event.timestamp });
}

async function nights(...days: readonly (readonly [number, SimulatedOutcome?, Partial<SimulationOptions>?])[]): Promise<string> {
  return (await Promise.all(days.map(async (day) => night(...day)))).flat().join('\n');
}

function simulate(history: string, ...options: readonly string[]) {
  const cwd = createFolder({ 'policy.yaml': POLICY, 'events.jsonl': history });
  return run(['policy', 'simulate', 'policy.yaml', ...options], { cwd, stdin: () => Readable.from([history]) });
}

describe('policy simulate', () => {
  test('says which alerts would have fired, when, and when they ended', async () => {
    const late = { startAt: Date.UTC(2026, 5, 6, 3, 10) };
    const history = await nights([1], [2], [4], [5, 'failure'], [6, 'success', late], [7]);
    const { code, stdout, stderr } = await simulate(history);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "photos of cron
        2026-06-02T04:31:00Z  critical  BackupNeverSucceeded   still firing at the end
        2026-06-02T04:31:00Z  warning   BackupTelemetryAbsent  still firing at the end

      nightly to s3-eu of backups in production
        2026-06-03T02:46:00Z  critical  BackupOverdue    ended 2026-06-04T02:30:00Z, after 23 h 44 min
        2026-06-05T02:50:00Z  critical  BackupJobFailed  ended 2026-06-06T03:30:00Z, after 1 d 0 h
        2026-06-06T02:46:00Z  critical  BackupOverdue    ended 2026-06-06T03:10:00Z, after 24 min
        starts: 7 expected, 5 on time, 1 late, 1 missed; 0 runs besides

      2026-06-01T02:30:00Z to 2026-06-07T02:50:00Z: 2 jobs, 5 alerts, 4 of them critical, 2 still firing at the end.
      "
    `);
  });

  test('takes a file, goes on to a moment, and prints JSON', async () => {
    const history = await nights([1], [2]);
    const { stdout } = await simulate(history, '--events', 'events.jsonl', '--until', '2026-06-05T12:00:00Z', '--json');
    const { jobs, until, unreadLines } = JSON.parse(stdout) as {
      jobs: { identity: { job: string }; runs: number; alerts: { name: string; firedAt: number; endedAt?: number }[]; starts: unknown }[];
      until: string;
      unreadLines: unknown;
    };
    const nightly = jobs.find(({ identity }) => identity.job === 'nightly');
    expect({ until, unreadLines, runs: nightly?.runs }).toEqual({ until: '2026-06-05T12:00:00.000Z', unreadLines: [], runs: 2 });
    expect(nightly?.alerts.map(({ name, firedAt }) => [name, new Date(firedAt).toISOString()])).toEqual([
      ['BackupOverdue', '2026-06-03T02:46:00.000Z'],
      ['BackupTelemetryAbsent', '2026-06-04T02:51:00.000Z'],
    ]);
    expect(nightly?.starts).toEqual([{ expected: 5, onTime: 2, late: 1, missed: 2, due: 0, extra: 0 }]);
  });

  test('judges by the policy, whatever the definitions of that time stated', async () => {
    const statement = { name: 'backup.job.defined', id: 'd', sequence: 0, timestamp: Date.UTC(2026, 5, 1, 2, 29) };
    const attributes = { 'backup.job.name': 'nightly', 'backup.operation': 'backup', 'backup.destination.name': 's3-eu' };
    const stated = { ...statement, attributes: { ...attributes, 'backup.expected.interval': 3_600, 'backup.expected.min_size': 1e12 } };
    const { stdout } = await simulate([line(stated as unknown as BackupEvent), await nights([1], [2])].join('\n'));
    expect(stdout).toContain('nightly to s3-eu of backups in production\n  no alert\n');
  });

  test('ends with 1 where an alert of a severity would have fired, if it is asked to', async () => {
    const history = await nights([1], [2, 'failure'], [3]);
    expect([(await simulate(history)).code, (await simulate(history, '--fail-on', 'critical')).code]).toEqual([0, 1]);
  });

  test('says which lines are no events, goes on without them, and ends with 1', async () => {
    const history = ['no event', '', '{"event":{"name":"x","timestamp":1,"attributes":{}}}', '{"event":7}', await nights([1])].join('\n');
    const { code, stdout, stderr } = await simulate(history);
    expect(code).toBe(1);
    expect(stderr.split('\n').map((text) => text.slice(0, 60))).toEqual([
      'standard input:1: Expected a line of JSON such as {"resource',
      'standard input:3: Expected `event.timestamp` to be milliseco',
      'standard input:4: Expected a line of JSON such as {"resource',
      '',
    ]);
    expect(stdout).toContain('2 jobs, ');
  });

  test.each([
    [[], '', 1, 'Expected a history of at least one event, got none in standard input.'],
    [['--until', '2020-01-01T00:00:00Z'], undefined, 2, 'expected --until to be later than the first event (2026-06-01T02:30:00.000Z)'],
    [['--fail-on', 'info'], '', 2, 'expected --fail-on to be critical or warning or never'],
    [['--events', 'none.jsonl'], '', 1, 'none.jsonl'],
  ])('%j', async (options, history, code, sentence) => {
    const result = await simulate(history ?? (await nights([1])), ...options);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(sentence);
  });
});
