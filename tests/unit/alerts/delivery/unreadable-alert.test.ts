import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createAlertClient, type AlertEvent, type AlertInput } from '../../../../src/alerts/index.js';
import { loops } from '../../../kit/loops.js';
import { FAILED, failedEvent, SECRET } from '../fixtures.js';

const NOW = Date.parse('2026-06-20T02:10:00Z');

const problems: string[] = [];
beforeEach(() => {
  problems.length = 0;
});

/** What WS-155 gets of an alert that has these values in place of the right ones. */
async function sent(change: object, alert: unknown = { ...FAILED, ...change }): Promise<AlertEvent> {
  const bodies: string[] = [];
  const client = createAlertClient({
    url: 'https://ws-155.example.com/alerts',
    secrets: SECRET,
    now: () => NOW,
    onProblem: (sentence) => void problems.push(sentence),
    fetch: async (_, { body }) => (bodies.push(body), new Response(null, { status: 204 })),
  });
  await client.send(alert as AlertInput);
  return JSON.parse(bodies.join('')) as AlertEvent;
}

/** Seven keys that nobody knows; the last tells two apart. */
function manyUnknown(last: number): object {
  return Object.fromEntries(['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee', 'ffff', 'gggg'].map((key) => [key, key === 'gggg' ? last : 0]));
}

function pick(data: object, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, (data as Readonly<Record<string, unknown>>)[name]]));
}

test('an error in place of its class leaves as its class, never with its message', async () => {
  const { data } = await sent({ errorType: new RangeError('relation bride_emails of anna does not exist') });
  expect(data).toMatchObject({ errorType: 'RangeError' });
  expect(problems).toEqual([]);
});

describe('what can not be read is the worse of what it may be, and is said:', () => {
  test.each<[string, unknown, object]>([
    ['severity', undefined, { severity: 'critical' }],
    ['severity', NaN, { severity: 'critical' }],
    ['severity', 'quite bad', { severity: 'critical' }],
    ['status', 'resolvd', { startedAt: '2026-06-20T02:03:07.000Z' }],
    ['status', 200, { startedAt: '2026-06-20T02:03:07.000Z' }],
    ['level', NaN, { level: 9 }],
    ['level', 'second', { level: 9 }],
    ['level', 1.5, { level: 2 }],
    ['level', 12, { level: 9 }],
    ['level', -1, { level: 0 }],
    ['startedAt', NaN, { startedAt: '2026-06-20T02:10:00.000Z' }],
    ['startedAt', new Date(NaN), { startedAt: '2026-06-20T02:10:00.000Z' }],
    ['startedAt', 'yesterday', { startedAt: '2026-06-20T02:10:00.000Z' }],
    ['startedAt', new Date(0), { startedAt: '2026-06-20T02:10:00.000Z' }],
    ['startedAt', new Date('2031-01-01T00:00:00Z'), { startedAt: '2026-06-20T02:10:00.000Z' }],
    ['startedAt', new Date(8.64e15), { startedAt: '2026-06-20T02:10:00.000Z' }],
    ['endedAt', {}, { startedAt: '2026-06-20T02:03:07.000Z' }],
    ['summary', undefined, { summary: 'BackupJobFailed is firing' }],
    ['summary', {}, { summary: 'BackupJobFailed is firing' }],
    ['identity', undefined, { identity: {} }],
    ['description', {}, { description: undefined }],
    ['lastSuccessAt', 'never', { lastSuccessAt: undefined }],
    ['errorType', 'relation bride_emails of anna does not exist', { errorType: undefined }],
    ['attributes', 7, { attributes: undefined }],
    ['attributes', { note: Object.create(null) as object, region: 'eu' }, { attributes: { region: 'eu' } }],
    ['runbook', Symbol('page'), { runbook: undefined }],
    ['episode', undefined, { episode: '1781920987.000' }],
    ['episode', new Date(NaN), { episode: '1781920987.000' }],
    ['episode', {}, { episode: '1781920987.000' }],
    ['episode', true, { episode: '1781920987.000' }],
    ['episode', Infinity, { episode: '1781920987.000' }],
    ['runbook', 'javascript:alert(1)', { runbook: undefined }],
    ['exitCode', '1', { exitCode: undefined }],
    ['phase', 'a\nb', { phase: undefined }],
  ])('%s: %o', async (name, value, data) => {
    const event = await sent({ [name]: value });
    expect(event.type).toBe('alert.firing');
    expect(pick(event.data, Object.keys(data))).toEqual(data);
    expect(problems).toEqual([expect.stringContaining(`\`${name}\``)]);
  });

  test('the end of what is over is now', async () => {
    const event = await sent({ status: 'resolved', endedAt: 'soon' });
    expect([event.type, event.timestamp]).toEqual(['alert.resolved', '2026-06-20T02:10:00.000Z']);
    expect(problems).toEqual([expect.stringContaining('`endedAt`')]);
  });
});

describe('what is plain is read as what it means, without a word:', () => {
  test.each<[object, object]>([
    [{ severity: 'CRITICAL' }, { severity: 'critical' }],
    [{ severity: ' Fatal' }, { severity: 'critical' }],
    [{ severity: 'error' }, { severity: 'critical' }],
    [{ severity: 'warn' }, { severity: 'warning' }],
    [{ severity: 'INFO' }, { severity: 'info' }],
    [{ level: '2' }, { level: 2 }],
    [{ level: null }, { level: 0 }],
    [{ startedAt: 1_781_920_987 }, { startedAt: '2026-06-20T02:03:07.000Z' }],
    [{ startedAt: 1_781_920_987_000 }, { startedAt: '2026-06-20T02:03:07.000Z' }],
    [{ startedAt: new Date(1_781_920_987) }, { startedAt: '2026-06-20T02:03:07.000Z' }],
    [{ startedAt: '1781920987.000' }, { startedAt: '2026-06-20T02:03:07.000Z' }],
    [{ startedAt: '2026-06-20T04:03:07+02:00' }, { startedAt: '2026-06-20T02:03:07.000Z' }],
    [{ lastSuccessAt: '2026-06-19T02:04:10Z' }, { lastSuccessAt: '2026-06-19T02:04:10.000Z' }],
    [{ episode: 1_781_834_650 }, { episode: '1781834650.000' }],
    [{ episode: 1_781_834_650_000 }, { episode: '1781834650.000' }],
    [{ episode: 17 }, { episode: '17' }],
    [{ summary: new Error('disk full') }, { summary: 'Error: disk full' }],
    [{ identity: { job: 7 } }, { identity: { job: '7' } }],
  ])('%o', async (change, data) => {
    expect((await sent(change)).data).toMatchObject(data);
    expect(problems).toEqual([]);
  });

  test.each(['Resolved', 'ok', 'RECOVERED'])('status %s', async (status) => {
    expect((await sent({ status })).type).toBe('alert.resolved');
    expect(problems).toEqual([]);
  });
});

describe('a severity in the place of the level', () => {
  test.each<[object, object]>([
    [
      { severity: 'info', level: 'CRITICAL' },
      { severity: 'critical', level: 0 },
    ],
    [
      { severity: 'warning', level: 'critical' },
      { severity: 'critical', level: 0 },
    ],
    [
      { severity: 'critical', level: 'info' },
      { severity: 'critical', level: 0 },
    ],
  ])('counts where it is the worse: %o', async (change, data) => {
    expect((await sent(change)).data).toMatchObject(data);
    expect(problems).toEqual([expect.stringContaining('`level`')]);
  });

  test.each([undefined, 'SEV1', 7])('makes no alert milder whose severity can not be read: %o', async (severity) => {
    expect((await sent({ severity, level: 'info' })).data).toMatchObject({ severity: 'critical', level: 0 });
    expect(problems).toEqual([expect.stringContaining('`severity`'), expect.stringContaining('`level`')]);
  });
});

describe('what throws when it is read', () => {
  const fails = (): never => {
    throw new Error('not now');
  };

  test('keeps no alert back', async () => {
    const described = Object.defineProperty({ ...FAILED }, 'description', { get: fails, enumerable: true });
    expect((await sent({}, described)).data.description).toBeUndefined();
    const attributes = Object.defineProperty({ region: 'eu' }, 'zone', { get: fails, enumerable: true });
    expect((await sent({ attributes })).data.attributes).toEqual({ region: 'eu' });
    const identity = Object.defineProperty({ job: 'nightly' }, 'service', { get: fails, enumerable: true });
    expect((await sent({ identity })).data.identity).toEqual({ job: 'nightly' });
    const shut = { ownKeys: fails, get: fails };
    expect((await sent({ attributes: new Proxy({}, shut), identity: new Proxy({}, shut) })).type).toBe('alert.firing');
    expect((await sent({}, new Proxy({}, shut))).data.severity).toBe('critical');
  });
});

describe('what distinguishes two alerts', () => {
  test('stays two where it can not be read', async () => {
    const changes = [
      { alert: '', summary: 'one' },
      { alert: undefined, summary: 'two' },
      { alert: {}, summary: 'three' },
      { alert: 'A\nB' },
      { alert: 'A'.repeat(300) },
      { alert: 'A'.repeat(301) },
      { identity: { job: ['a'] } },
      { identity: { job: ['b'] } },
      { identity: { enviroment: 'staging' } },
      { identity: { enviroment: 'production' } },
      { identity: 'nightly' },
      { identity: 'weekly' },
      { identity: ['c'] },
      { identity: ['d'] },
      { identity: { service: 'backups', nameOfTheRun: 'nightly' } },
      { identity: { service: 'backups', nameOfTheRun: 'media' } },
      { identity: undefined, job: 'media' },
      { identity: undefined, job: 'orders' },
      { identity: undefined, identty: { job: 'photos' } },
      { identity: undefined, identty: { job: 'videos' } },
      { identity: undefined, labels: { job: 'one' } },
      { identity: undefined, labels: { job: 'two' } },
      { identity: manyUnknown(1) },
      { identity: manyUnknown(2) },
      { episode: 'x'.repeat(300) },
      { episode: 'x'.repeat(301) },
      { episode: 'one\ntwo' },
    ];
    const events = [];
    for (const change of changes) events.push(await sent(change));
    expect(new Set(events.map(({ id }) => id)).size).toBe(changes.length);
    expect(events[0]?.data.alert).toMatch(/^UnnamedAlert-[0-9a-f]{16}$/);
    expect(events[10]?.data.identity).toEqual({ job: 'nightly' });
    expect(events[16]?.data.identity).toEqual({ job: 'media' });
    expect(events[18]?.data.identity).toEqual({ job: 'photos' });
  });

  test('is the last success where there is no episode, the same for the end', async () => {
    const change = { episode: undefined, lastSuccessAt: new Date('2026-06-19T02:04:10Z') };
    const [firing, resolved] = [await sent(change), await sent({ ...change, startedAt: undefined, status: 'resolved' })];
    expect(firing.data.episode).toBe('1781834650.000');
    expect(resolved.data.incident).toBe(firing.data.incident);
  });
});

test.each<[unknown, string]>([
  ['Backup nightly failed', 'Backup nightly failed'],
  [new Error('Backup nightly failed'), 'Error: Backup nightly failed'],
  [null, 'UnnamedAlert is firing'],
  [7, '7'],
])('what is no alert at all reaches people too: %o', async (alert, summary) => {
  const { data } = await sent({}, alert);
  expect(data).toMatchObject({ severity: 'critical', level: 0, summary });
  expect(problems[0]).toContain('Expected an alert to be an object');
});

test('an alert is not lost because it is too large', async () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`fact.${at}`, 'x'.repeat(300)]));
  const { data } = await sent({ attributes: many, description: 'y'.repeat(100_000) });
  expect(Object.keys(data.attributes ?? {})).toHaveLength(32);
  expect(problems).toEqual([expect.stringContaining('`attributes`')]);
});

test('an attribute whose name says that it is secret leaves without its value', async () => {
  const { data } = await sent({ attributes: { 'db.password': 'hunter2', 'cloud.region': 'eu-central-1' } });
  expect(data.attributes).toEqual({ 'db.password': '[REDACTED]', 'cloud.region': 'eu-central-1' });
});

test('the right alert is the same as before, and nothing is said', async () => {
  expect(await sent({})).toEqual(await failedEvent());
  expect(problems).toEqual([]);
});

test('whatever stands in the fields of an alert, it arrives', async () => {
  const names = Object.keys({ ...FAILED, status: 0, level: 0, endedAt: 0, lastSuccessAt: 0, attributes: 0, exitCode: 0, runbookText: 0 });
  const odd = fc.oneof(
    fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true }),
    fc.string(),
    fc.date({ noInvalidDate: false }),
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), odd), async (change) => {
      expect((await sent(change)).data.source).toBe('direct');
    }),
    { numRuns: loops({ ci: 500, soak: 50_000 }) },
  );
});

test('an alert that was kept as JSON and is sent again has the id that it had', async () => {
  const alert = { ...FAILED, episode: new Date('2026-06-19T02:04:10Z') };
  const again = JSON.parse(JSON.stringify(alert)) as AlertInput;
  expect((await sent({}, again)).id).toBe((await sent({}, alert)).id);
});

test('no alert is too large for a receiver, whatever a terminal coloured in it', async () => {
  const escapes = (length: number) => '\x1B'.repeat(length);
  const event = await sent({
    summary: escapes(600),
    description: escapes(5_000),
    runbookText: escapes(3_000),
    attributes: Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`a${at}`, escapes(300)])),
  });
  expect(JSON.stringify(event).length).toBeLessThan(65_536);
});

test('options that throw when they are read make no client throw', async () => {
  const fails = (): never => {
    throw new Error('not now');
  };
  const options = { url: 'https://ws-155.example.com/alerts', secrets: SECRET };
  for (const name of ['deadline', 'attemptTimeout', 'fetch', 'now', 'onProblem', 'secrets', 'url'])
    expect(() => createAlertClient(Object.defineProperty({ onProblem: () => undefined, ...options }, name, { get: fails }))).not.toThrow();
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(() => createAlertClient(proxy as never)).not.toThrow();
});

test('a secret as a file holds it, with the end of a line, is one', async () => {
  const fetch = async () => new Response(null, { status: 204 });
  const client = createAlertClient({ url: 'https://ws-155.example.com/alerts', secrets: `${SECRET}\n`, fetch });
  await expect(client.send(FAILED)).resolves.toHaveProperty('id');
});
