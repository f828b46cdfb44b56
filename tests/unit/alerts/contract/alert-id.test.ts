import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertId, type AlertFacts } from '../../../../src/alerts/index.js';
import { FAILED, failedEvent } from '../fixtures.js';

const FACTS: AlertFacts = { ...FAILED, episode: '1781834650.000', status: 'firing' };

test('the id is the SHA-256 of the facts, one in each line', async () => {
  const lines = [
    '2',
    'BackupJobFailed',
    'production',
    'wedsync/backups',
    'backup',
    'nightly',
    's3-eu',
    '',
    '1781834650.000',
    'firing',
    'critical',
    '0',
  ];
  expect(await alertId(FACTS)).toBe(`alert_${createHash('sha256').update(lines.join('\n')).digest('hex')}`);
});

test('what is not set is an empty line', async () => {
  const lines = ['2', 'Watchdog', '', '', '', '', '', '', '1781921100', 'firing', 'info', '0'];
  const facts = { alert: 'Watchdog', identity: {}, episode: '1781921100', status: 'firing', severity: 'info' } as const;
  expect(await alertId(facts)).toBe(`alert_${createHash('sha256').update(lines.join('\n')).digest('hex')}`);
});

test.each<[string, Partial<AlertFacts>]>([
  ['another alert', { alert: 'BackupOverdue' }],
  ['staging', { identity: { ...FACTS.identity, environment: 'staging' } }],
  ['another operation', { identity: { ...FACTS.identity, operation: 'verify' } }],
  ['another collector', { identity: { ...FACTS.identity, component: 'collector-2:8888' } }],
  ['another destination', { identity: { ...FACTS.identity, destination: 's3-us' } }],
  ["next week's failure", { episode: '1782439450.000' }],
  ['the end of it', { status: 'resolved' }],
  ['another severity', { severity: 'warning' }],
  ['an escalation', { level: 1 }],
])('%s has another id', async (_, change) => {
  expect(await alertId({ ...FACTS, ...change })).not.toBe(await alertId(FACTS));
});

test('no two different identities share an id, a service in the form that Prometheus knows', async () => {
  const part = fc.option(fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', ' ', '/', '|', '"') }), { nil: undefined });
  const identity = fc.record({ environment: part, namespace: part, service: part, operation: part, job: part, destination: part });
  await fc.assert(
    fc.asyncProperty(identity, identity, async (a, b) => {
      const same = JSON.stringify(partsOf(a)) === JSON.stringify(partsOf(b));
      expect((await idOf(a)) === (await idOf(b))).toBe(same);
    }),
  );

  function partsOf({ environment, namespace, service, operation, job, destination }: Record<string, string | undefined>) {
    const whole = namespace === undefined ? (service ?? '') : `${namespace}/${service ?? ''}`;
    return [environment, whole, operation, job, destination];
  }

  function idOf(given: Record<string, string | undefined>): Promise<string> {
    const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    return alertId({ ...FACTS, identity: set });
  }
});

describe('an incident', () => {
  test('is the same from the first event to the last', async () => {
    const events = await Promise.all([failedEvent(), failedEvent({ level: 2 }), failedEvent({ status: 'resolved' })]);
    expect(new Set(events.map(({ data }) => data.incident)).size).toBe(1);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });

  test('is another one the next time', async () => {
    const [first, next] = await Promise.all([failedEvent(), failedEvent({ episode: '1782439450.000' })]);
    expect(first.data.incident).not.toBe(next.data.incident);
  });
});
