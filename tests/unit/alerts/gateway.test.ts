import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  alertId,
  createAlertClient,
  createAlertGateway,
  type AlertIdentity,
  type GatewayEvent,
  type GatewayOptions,
} from '../../../src/alerts/index.js';
import { startFakeWs155, type FakeWs155, type Ws155Mode } from '../../support/fake-ws155.js';
import { startWebServer } from '../../support/web-server.js';
import { FAILED, NEXT_SECRET, SECRET } from './fixtures.js';
import { alertmanagerPost, alertOf, GRAFANA_SECRET, grafanaPost, notificationOf, TOKEN } from './notifications.js';

let ws155: FakeWs155;
let seen: GatewayEvent[];

beforeEach(async () => {
  ws155 = await startFakeWs155(SECRET);
  seen = [];
});
afterEach(() => ws155.close());

function gatewayOf(options: Partial<GatewayOptions> = {}) {
  return createAlertGateway({
    url: ws155.url,
    secrets: SECRET,
    alertmanagerTokens: TOKEN,
    grafanaSecrets: GRAFANA_SECRET,
    onEvent: (event) => void seen.push(event),
    ...options,
  });
}

const eventTypes = () => seen.map(({ type }) => type);

describe('an alert of Alertmanager', () => {
  test('arrives at WS-155 in the words of the contract', async () => {
    const answer = await gatewayOf().handle(alertmanagerPost());
    expect([answer.status, await answer.json()]).toEqual([200, { alerts: 1 }]);
    const identity = {
      environment: 'production',
      namespace: 'wedsync',
      service: 'backups',
      operation: 'backup',
      job: 'nightly',
      destination: 's3-eu',
    };
    const facts = { alert: 'BackupJobFailed', identity, episode: '1781834650.000', status: 'firing', severity: 'critical' } as const;
    expect(ws155.accepted).toEqual([
      {
        type: 'alert.firing',
        version: 2,
        id: await alertId(facts),
        timestamp: '2026-06-20T02:03:07.123Z',
        data: {
          alert: 'BackupJobFailed',
          severity: 'critical',
          level: 0,
          identity,
          episode: '1781834650.000',
          incident: expect.stringMatching(/^incident_/) as string,
          startedAt: '2026-06-20T02:03:07.123Z',
          summary: 'Backup nightly failed',
          description: 'It ended without success.',
          runbook: 'https://runbooks.example.com/backup-job-failed',
          source: 'alertmanager',
        },
      },
    ]);
    expect(ws155.lastHeaders()?.get('x-webhook-signature')).toBe(ws155.lastHeaders()?.get('webhook-signature'));
    expect(eventTypes()).toEqual(['accepted', 'answered']);
  });

  test('leaves the addresses of the sender behind', async () => {
    await gatewayOf().handle(alertmanagerPost());
    expect(JSON.stringify(ws155.accepted)).not.toContain('internal');
  });

  test('has one id from two Alertmanagers, whatever their clocks say', async () => {
    const gateway = gatewayOf();
    await gateway.handle(alertmanagerPost());
    await gateway.handle(alertmanagerPost(notificationOf([alertOf({ startsAt: '2026-06-20T02:03:09Z', fingerprint: 'ffff' })])));
    expect(new Set(ws155.accepted.map(({ id }) => id)).size).toBe(1);
  });

  test('is told as resolved with an id of its own and the same incident', async () => {
    const gateway = gatewayOf();
    const resolved = alertOf({ status: 'resolved', endsAt: '2026-06-20T03:11:42Z' });
    await gateway.handle(alertmanagerPost(notificationOf([alertOf(), resolved])));
    const [first, second] = ws155.accepted;
    expect(ws155.accepted.map(({ type }) => type).sort()).toEqual(['alert.firing', 'alert.resolved']);
    expect(first?.data.incident).toBe(second?.data.incident);
    expect(ws155.accepted.find(({ type }) => type === 'alert.resolved')?.timestamp).toBe('2026-06-20T03:11:42.000Z');
  });

  test('may be marked as escalated', async () => {
    const gateway = gatewayOf();
    await gateway.handle(alertmanagerPost());
    await gateway.handle(alertmanagerPost(notificationOf(), {}, '/alertmanager?level=2'));
    expect(ws155.accepted.map(({ data }) => data.level)).toEqual([0, 2]);
    expect(new Set(ws155.accepted.map(({ id }) => id)).size).toBe(2);
  });

  test('carries no secret in its texts', async () => {
    const annotations = { description: 'pg_dump postgresql://admin:hunter2hunter2@db.internal/weddings failed' };
    await gatewayOf().handle(alertmanagerPost(notificationOf([alertOf({ annotations })])));
    expect(ws155.accepted).toHaveLength(1);
    expect(JSON.stringify(ws155.accepted)).not.toContain('hunter2');
  });

  test.each([
    ['CRITICAL', 'critical'],
    ['page', 'critical'],
    ['error', 'critical'],
    ['Warn', 'warning'],
    ['none', 'info'],
    ['quite bad', 'warning'],
  ])('of severity %s is %s', async (severity, read) => {
    await gatewayOf().handle(alertmanagerPost(notificationOf([alertOf({ labels: { severity } })])));
    expect(ws155.accepted.map(({ data }) => data.severity)).toEqual([read]);
  });

  test('is told whatever its fields hold', async () => {
    const odd = [
      alertOf({ labels: { alertname: '', severity: 'constructor', job: 'x'.repeat(5_000) } }),
      alertOf({ labels: { backup_job_name: 'a\nb\uD800' }, annotations: { episode: undefined, summary: 'y'.repeat(5_000) } }),
      alertOf({ annotations: { runbook_url: 'https://user:secret@example.com/' }, startsAt: 'soon' }),
    ];
    const answer = await gatewayOf().handle(alertmanagerPost(notificationOf(odd)));
    expect(answer.status).toBe(200);
    const [unnamed, cut, undated] = odd.map((_, index) =>
      ws155.accepted.find(
        ({ data }) =>
          [
            data.alert === 'UnnamedAlert',
            data.identity.job === 'a b\uFFFD',
            data.alert !== 'UnnamedAlert' && data.identity.job === 'nightly',
          ][index],
      ),
    );
    expect(unnamed?.data.severity).toBe('warning');
    expect(cut?.data.summary).toHaveLength(500);
    expect(cut?.data.episode).toBe('a1b2c3d4e5f60718@1781920987');
    expect(undated?.data.runbook).toBe('https://example.com/');
  });

  test('of somebody else’s rules has an episode made of its fingerprint and its start', async () => {
    const again = { startsAt: '2026-06-27T02:00:00Z' };
    const alerts = [{}, {}, again].map((change) => alertOf({ annotations: { episode: undefined }, ...change }));
    await gatewayOf().handle(alertmanagerPost(notificationOf(alerts)));
    expect(new Set(ws155.accepted.map(({ id }) => id)).size).toBe(2);
  });
});

describe('an alert of the shipped rules', () => {
  test('about a collector is one for each instance and exporter', async () => {
    const alerts = ['collector-1:8888', 'collector-2:8888'].flatMap((instance) =>
      ['otlp/a', 'otlp/b'].map((exporter) => ({
        ...alertOf({ annotations: { episode: '0.000' } }),
        labels: { alertname: 'CollectorQueueFilling', severity: 'warning', job: 'collector', instance, exporter },
      })),
    );
    await gatewayOf().handle(alertmanagerPost(notificationOf(alerts)));
    expect(new Set(ws155.accepted.map(({ id }) => id)).size).toBe(4);
    expect(ws155.accepted.map(({ data }) => data.identity.component).sort()[0]).toBe('collector-1:8888 otlp/a');
  });

  test('about a job is the same whichever instance told of it', async () => {
    const alerts = ['one', 'two'].map((instance) => alertOf({ labels: { instance } }));
    await gatewayOf().handle(alertmanagerPost(notificationOf(alerts)));
    expect(new Set(ws155.accepted.map(({ id }) => id)).size).toBe(1);
  });

  test('has a runbook to click on where its base is known', async () => {
    const alert = alertOf({ annotations: { runbook_url: undefined, runbook: 'docs/runbooks/watchdog.md' } });
    await gatewayOf({ runbookBase: 'https://git.example.com/backups/' }).handle(alertmanagerPost(notificationOf([alert])));
    await gatewayOf().handle(alertmanagerPost(notificationOf([alert])));
    expect(ws155.accepted.map(({ data }) => data.runbook)).toEqual([
      'https://git.example.com/backups/docs/runbooks/watchdog.md',
      undefined,
    ]);
    expect(ws155.accepted.map(({ data }) => data.runbookText === undefined)).toEqual([true, false]);
  });

  test('has a runbook to click on also where the base ends without a slash', async () => {
    const alert = alertOf({ annotations: { runbook_url: undefined, runbook: 'docs/runbooks/watchdog.md' } });
    const gateway = gatewayOf({ runbookBase: 'https://git.example.com/backups?token=hunter2' });
    await gateway.handle(alertmanagerPost(notificationOf([alert])));
    expect(ws155.accepted[0]?.data.runbook).toBe('https://git.example.com/backups/docs/runbooks/watchdog.md');
  });

  test('is acted on again when a warning became critical', async () => {
    const alerts = ['warning', 'critical'].map((severity) => alertOf({ labels: { severity } }));
    await gatewayOf().handle(alertmanagerPost(notificationOf(alerts)));
    expect(new Set(ws155.accepted.map(({ id }) => id)).size).toBe(2);
    // Alertmanager calls the warning over when the critical one begins: that must not close it.
    expect(new Set(ws155.accepted.map(({ data }) => data.incident)).size).toBe(2);
  });
});

describe('whoever is paged learns why', () => {
  const dataOf = async (alert: object, options: Partial<GatewayOptions> = {}) => {
    expect((await gatewayOf(options).handle(alertmanagerPost(notificationOf([alert])))).status).toBe(200);
    return ws155.accepted.at(-1)!.data;
  };

  test('by the annotations of the shipped rules', async () => {
    const data = await dataOf(
      alertOf({
        annotations: {
          error_type: 'ECONNREFUSED',
          phase: 'dump',
          exit_code: '1',
          last_success: '1781834650',
          size_before: '1.073741824e+09',
          size_now: '2048',
          attempt: '3',
          attempts: '3',
        },
      }),
    );
    expect(data).toMatchObject({
      errorType: 'ECONNREFUSED',
      phase: 'dump',
      exitCode: 1,
      lastSuccessAt: '2026-06-19T02:04:10.000Z',
      sizeBefore: 1_073_741_824,
      sizeNow: 2_048,
      attempt: 3,
      attempts: 3,
    });
    expect(data).not.toHaveProperty('attributes');
  });

  test('but no message in place of the class of an error', async () => {
    const annotations = { error_type: 'relation bride_emails of anna does not exist' };
    expect(await dataOf(alertOf({ annotations }))).not.toHaveProperty('errorType');
  });

  test('by labels, where the rules have those', async () => {
    const labels = { error_type: 'ENOSPC', backup_phase_name: 'upload', cloud_region: 'eu-central-1' };
    expect(await dataOf(alertOf({ labels }))).toMatchObject({
      errorType: 'ENOSPC',
      phase: 'upload',
      attributes: { 'cloud.region': 'eu-central-1' },
    });
  });

  test.each<[string, string, string]>([
    ['errorType', 'error_type', ''],
    ['errorType', 'error_type', 'two\nlines'],
    ['phase', 'phase', ''],
    ['exitCode', 'exit_code', ''],
    ['exitCode', 'exit_code', 'NaN'],
    ['exitCode', 'exit_code', '1.5'],
    ['exitCode', 'exit_code', '99999999999'],
    ['exitCode', 'exit_code', '0x10'],
    ['sizeNow', 'size_now', '+Inf'],
    ['sizeNow', 'size_now', '-1'],
    ['sizeNow', 'size_now', '1e99'],
    ['lastSuccessAt', 'last_success', '0'],
    ['lastSuccessAt', 'last_success', String(Date.now() / 1_000 + 3_600)],
    ['lastSuccessAt', 'last_success', '1e99'],
    ['attempt', 'attempt', '0'],
    ['attempts', 'attempts', '<no value>'],
  ])('but not by %s when %s is "%s"', async (field, annotation, value) => {
    expect(await dataOf(alertOf({ annotations: { [annotation]: value } }))).not.toHaveProperty(field);
  });

  test('and nothing that is no name leaves with it', async () => {
    const annotations = { error_type: 'postgresql://admin:hunter2hunter2@db.internal', phase: 'password=hunter2hunter2' };
    expect(JSON.stringify(await dataOf(alertOf({ annotations })))).not.toContain('hunter2');
  });

  test('and a page is given without what may carry a token', async () => {
    const runbook_url = 'https://user:hunter2@runbooks.example.com/failed?token=hunter2#hunter2';
    expect((await dataOf(alertOf({ annotations: { runbook_url } }))).runbook).toBe('https://runbooks.example.com/failed');
  });
});

describe('a service with a slash in its name', () => {
  test.each<[string, AlertIdentity]>([
    ['@acme/backups', { service: '@acme/backups' }],
    ['wedsync/@acme/backups', { namespace: 'wedsync', service: '@acme/backups' }],
    ['acme/backups', { service: 'acme/backups' }],
    ['acme/backups', { namespace: 'acme', service: 'backups' }],
    ['a/b/c', { namespace: 'a/b', service: 'c' }],
    ['/backups', { service: '/backups' }],
  ])('has one id by Prometheus as "%s" and directly as %o', async (job, identity) => {
    const labels = { job, deployment_environment_name: '', backup_operation: '', backup_destination_name: '' };
    await gatewayOf().handle(alertmanagerPost(notificationOf([alertOf({ labels })])));
    await createAlertClient({ url: ws155.url, secrets: SECRET }).send({ ...FAILED, identity: { ...identity, job: 'nightly' } });
    expect(ws155.accepted[0]?.id).toBe(ws155.accepted[1]?.id);
  });

  test('is not taken apart at the slash of an npm scope', async () => {
    await gatewayOf().handle(alertmanagerPost(notificationOf([alertOf({ labels: { job: '@acme/backups' } })])));
    expect(ws155.accepted[0]?.data.identity).toMatchObject({ service: '@acme/backups' });
    expect(ws155.accepted[0]?.data.identity).not.toHaveProperty('namespace');
  });

  test('is taken apart by its label where there is one', async () => {
    const labels = { job: 'a/b/c', service_name: 'b/c' };
    await gatewayOf().handle(alertmanagerPost(notificationOf([alertOf({ labels })])));
    expect(ws155.accepted[0]?.data.identity).toMatchObject({ namespace: 'a', service: 'b/c' });
  });
});

test('names that are too long stay apart', async () => {
  const alerts = ['one', 'two'].map((end) => alertOf({ labels: { backup_job_name: `${'j'.repeat(300)}-${end}` } }));
  await gatewayOf().handle(alertmanagerPost(notificationOf(alerts)));
  expect(new Set(ws155.accepted.map(({ id }) => id)).size).toBe(2);
});

describe('a watchdog', () => {
  const watchdog = notificationOf([alertOf({ labels: { alertname: 'Watchdog', severity: 'none' } })]);

  test('has one id within a minute and the next one after it', async () => {
    let time = Date.now() - (Date.now() % 60_000);
    const gateway = gatewayOf({ now: () => time });
    for (const step of [0, 59_999, 1]) {
      time += step;
      await gateway.handle(alertmanagerPost(watchdog));
    }
    const [first, same, next] = ws155.accepted;
    expect(first?.data.severity).toBe('info');
    expect(same?.id).toBe(first?.id);
    expect(next?.id).not.toBe(first?.id);
  });
});

describe('Grafana', () => {
  test.each([
    ['DatasourceNoData', 'No data for the rule "Backup failed", which says: Backup nightly failed'],
    ['DatasourceError', 'Not evaluated: the rule "Backup failed", which says: Backup nightly failed'],
  ])('says of which rule it sends %s', async (alertname, summary) => {
    const alerts = ['Backup failed', 'Backup overdue'].map((rulename) => alertOf({ labels: { alertname, rulename } }));
    const body = JSON.stringify({ ...notificationOf(alerts), version: '1' });
    expect((await gatewayOf().handle(grafanaPost({ body }))).status).toBe(200);
    const { data } = ws155.accepted.find(({ data: { identity } }) => identity.component === 'rule Backup failed')!;
    expect([data.alert, data.summary]).toEqual([alertname, summary]);
    expect(new Set(ws155.accepted.map(({ id }) => id)).size).toBe(2);
  });

  test('is believed when it signed', async () => {
    expect((await gatewayOf().handle(grafanaPost())).status).toBe(200);
    expect(ws155.accepted.map(({ data }) => data.source)).toEqual(['grafana']);
  });

  const yesterday = Date.now() - 86_400_000;
  test.each<[string, Parameters<typeof grafanaPost>[0]]>([
    ['another secret', { secret: 'somebody-elses-secret' }],
    ['no signature', { headers: { 'x-grafana-alerting-signature': '' } }],
    ['no time', { headers: { 'x-grafana-alerting-timestamp': '' } }],
    ['another time', { headers: { 'x-grafana-alerting-timestamp': String(Math.floor(Date.now() / 1_000) - 7) } }],
    ['a time long ago', { at: yesterday }],
    ['a time that is no number', { headers: { 'x-grafana-alerting-timestamp': 'now' } }],
    ['the token of Alertmanager', { secret: 'x', headers: { authorization: `Bearer ${TOKEN}` } }],
  ])('is not believed with %s', async (_, post) => {
    expect((await gatewayOf().handle(grafanaPost(post))).status).toBe(401);
    expect(ws155.seen).toEqual([]);
  });
});

describe('a request is answered', () => {
  const bearer = (value: string) => alertmanagerPost(notificationOf(), { authorization: value });
  test.each<[number, string, () => Request]>([
    [404, 'another path', () => alertmanagerPost(notificationOf(), {}, '/elsewhere')],
    [405, 'another method', () => new Request('http://gateway/alertmanager', { headers: { authorization: `Bearer ${TOKEN}` } })],
    [401, 'no token', () => new Request('http://gateway/alertmanager', { method: 'POST', body: '{}' })],
    [401, 'another token', () => bearer('Bearer somebody-elses-token-x')],
    [401, 'an empty token', () => bearer('Bearer ')],
    [401, 'the beginning of the token', () => bearer(`Bearer ${TOKEN.slice(0, -1)}`)],
    [401, 'basic authentication', () => bearer(`Basic ${TOKEN}`)],
    [413, 'a length beyond the limit', () => alertmanagerPost('x'.repeat(20_001))],
    [415, 'another type', () => alertmanagerPost(notificationOf(), { 'content-type': 'text/plain' })],
    [415, 'a compressed body', () => alertmanagerPost(notificationOf(), { 'content-encoding': 'gzip' })],
    [400, 'no JSON', () => alertmanagerPost('{')],
    [400, 'an empty body', () => alertmanagerPost('')],
    [400, 'an array', () => alertmanagerPost('[]')],
    [400, 'another version', () => alertmanagerPost(notificationOf([], { version: '3' }))],
    [400, 'alerts that are no list', () => alertmanagerPost(notificationOf([], { alerts: {} }))],
    [413, 'more alerts than it may hold', () => alertmanagerPost(notificationOf(Array.from({ length: 12 }, () => 0)))],
    [400, 'a level that is no digit', () => alertmanagerPost(notificationOf(), {}, '/alertmanager?level=high')],
  ])('%d to %s', async (status, _, request) => {
    const answer = await gatewayOf({ maxBytes: 20_000, maxWaiting: 10 }).handle(request());
    expect(answer.status).toBe(status);
    expect(await answer.json()).toHaveProperty('error');
    expect(ws155.seen).toEqual([]);
    expect(seen).toEqual([expect.objectContaining({ type: 'answered', status })]);
  });

  test('404 to a sender that is not set up', async () => {
    expect((await gatewayOf({ grafanaSecrets: undefined }).handle(grafanaPost())).status).toBe(404);
    expect((await gatewayOf({ alertmanagerTokens: undefined }).handle(alertmanagerPost())).status).toBe(404);
  });

  test('408 to a body that does not come', async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) });
    const request = new Request('http://gateway/alertmanager', {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body,
      duplex: 'half',
    });
    expect((await gatewayOf({ deadline: 100 }).handle(request)).status).toBe(408);
  });
});

describe('as long as WS-155 does not accept, the sender is asked to come again:', () => {
  test.each<[string, Ws155Mode]>([
    ['500', 500],
    ['503', 503],
    ['429', 429],
    ['401', 401],
    ['403', 403],
    ['404', 404],
    ['hanging', 'hang'],
    ['hanging up', 'hang up'],
    ['a redirect', 'redirect'],
  ])('%s', async (_, mode) => {
    ws155.setMode(mode);
    const gateway = gatewayOf({ deadline: '400ms' });
    expect((await gateway.handle(alertmanagerPost())).status).toBe(503);
    expect(eventTypes()).toEqual(['unavailable', 'answered']);
    expect(ws155.followed()).toBe(0);
    ws155.setMode('ok');
    expect((await gateway.handle(alertmanagerPost())).status).toBe(200);
    expect(ws155.seen[0]?.id).toBe(ws155.seen.at(-1)?.id);
  });

  test('nobody listening', async () => {
    const { url, close } = await startWebServer(async () => new Response());
    await close();
    expect((await gatewayOf({ url }).handle(alertmanagerPost())).status).toBe(503);
    expect(seen[0]).toMatchObject({ type: 'unavailable', reason: 'ECONNREFUSED' });
  });

  test('one alert of many, and the others arrive nevertheless', async () => {
    ws155.setMode(({ data }) => (data.identity.job === 'job-3' ? 500 : 'ok'));
    const alerts = Array.from({ length: 20 }, (_, index) => alertOf({ labels: { backup_job_name: `job-${String(index)}` } }));
    expect((await gatewayOf().handle(alertmanagerPost(notificationOf(alerts)))).status).toBe(503);
    expect(ws155.accepted).toHaveLength(19);
  });

  test('more alerts waiting than may', async () => {
    ws155.setMode('hang');
    const gateway = gatewayOf({ maxWaiting: 2, concurrency: 1, deadline: '400ms' });
    const two = () => alertmanagerPost(notificationOf([alertOf(), alertOf()]));
    const first = gateway.handle(two());
    await vi.waitFor(() => expect(ws155.seen).toHaveLength(1));
    const answer = await gateway.handle(two());
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await first).status).toBe(503);
  });
});

test('only so many alerts are posted at the same time', async () => {
  const alerts = Array.from({ length: 50 }, (_, index) => alertOf({ labels: { backup_job_name: `job-${String(index)}` } }));
  expect((await gatewayOf({ concurrency: 3 }).handle(alertmanagerPost(notificationOf(alerts)))).status).toBe(200);
  expect(ws155.accepted).toHaveLength(50);
  expect(ws155.mostAtOnce()).toBeLessThanOrEqual(3);
});

describe('an alert that WS-155 refuses for good', () => {
  const poisoned = () => {
    ws155.setMode(({ data }) => (data.identity.job === 'poison' ? 422 : 'ok'));
    return alertmanagerPost(notificationOf([alertOf({ labels: { backup_job_name: 'poison' } }), alertOf()]));
  };

  test.each([400, 410, 413, 422])('with %d is told to the fallback and taken', async (status) => {
    ws155.setMode(status);
    const told: unknown[] = [];
    const answer = await gatewayOf({ fallback: (undeliverable) => void told.push(undeliverable) }).handle(alertmanagerPost());
    expect(answer.status).toBe(200);
    expect(told).toEqual([
      {
        reason: 'rejected',
        status,
        text: `WS-155 refused an alert with status ${String(status)}: BackupJobFailed (critical): Backup nightly failed`,
        event: ws155.seen[0],
      },
    ]);
    expect(seen[0]).toMatchObject({ type: 'undeliverable', notified: true, status });
  });

  test('does not block the others of its group', async () => {
    expect((await gatewayOf({ fallback: () => {} }).handle(poisoned())).status).toBe(200);
    expect(ws155.accepted.map(({ data }) => data.identity.job)).toEqual(['nightly']);
  });

  test('is posted to a URL as JSON that chat systems show', async () => {
    const posts: unknown[] = [];
    const chat = await startWebServer(async (request) => {
      posts.push(await request.json());
      return new Response('ok');
    });
    expect((await gatewayOf({ fallback: chat.url }).handle(poisoned())).status).toBe(200);
    await chat.close();
    expect(posts).toEqual([
      expect.objectContaining({ text: expect.stringContaining('refused') as string, reason: 'rejected', status: 422 }),
    ]);
  });

  test('is kept by the sender where a fallback of its own says that nobody was told', async () => {
    for (const fallback of [() => false, () => Promise.resolve(new Response('', { status: 500 }))])
      expect((await gatewayOf({ fallback: fallback as never }).handle(poisoned())).status).toBe(503);
  });

  test('is kept by the sender while the fallback does not take it', async () => {
    const chat = await startWebServer(async () => new Response(null, { status: 500 }));
    expect((await gatewayOf({ fallback: chat.url }).handle(poisoned())).status).toBe(503);
    await chat.close();
    expect((await gatewayOf({ fallback: chat.url }).handle(poisoned())).status).toBe(503);
    expect(ws155.accepted).toHaveLength(2);
    expect(seen).toContainEqual(expect.objectContaining({ type: 'undeliverable', notified: false }));
  });

  test('is reported and taken where there is no fallback', async () => {
    expect((await gatewayOf().handle(poisoned())).status).toBe(200);
    expect(seen).toContainEqual(expect.objectContaining({ type: 'undeliverable', notified: false, status: 422 }));
  });
});

describe('what the sender left out or cannot be read', () => {
  test('is told: truncated alerts are an alert of their own, the same at each retry', async () => {
    const gateway = gatewayOf();
    const truncated = notificationOf([alertOf()], { truncatedAlerts: 7 });
    for (const body of [truncated, truncated, { ...truncated, groupKey: 'another' }]) await gateway.handle(alertmanagerPost(body));
    const alerts = ws155.accepted.filter(({ data }) => data.alert === 'BackupAlertsTruncated');
    expect(alerts[0]?.data).toMatchObject({ severity: 'critical', source: 'gateway', summary: '7 alerts were left out of a notification' });
    expect(alerts.map(({ id }) => id === alerts[0]?.id)).toEqual([true, true, false]);
    expect(seen).toContainEqual({ type: 'truncated', count: 7 });
  });

  test('is told: an alert that is none goes to the fallback, and the others arrive', async () => {
    const told: unknown[] = [];
    const alerts = [alertOf(), null, { ...alertOf(), status: 'odd' }];
    const gateway = gatewayOf({ fallback: (undeliverable) => void told.push(undeliverable) });
    expect((await gateway.handle(alertmanagerPost(notificationOf(alerts)))).status).toBe(200);
    expect(ws155.accepted).toHaveLength(1);
    expect(told).toEqual([{ reason: 'malformed', text: '2 of 3 alerts from alertmanager could not be read' }]);
  });
});

describe('secrets', () => {
  test.each<[string, () => unknown]>([
    ['empty', () => []],
    ['half written', () => 'whsec_MfKQ9r8G'],
    ['not readable', () => Promise.reject(new Error('EACCES'))],
    ['never read', () => new Promise(() => {})],
  ])('that are %s for a moment leave those of before in use, which is said once', async (_, moment) => {
    let [secret, token]: (() => unknown)[] = [() => SECRET, () => TOKEN];
    const seen: GatewayEvent[] = [];
    const gateway = gatewayOf({
      secrets: () => secret?.() as string,
      alertmanagerTokens: () => token?.() as string,
      onEvent: (event) => void seen.push(event),
      deadline: '600ms',
    });
    const statuses = [(await gateway.handle(alertmanagerPost())).status];
    [secret, token] = [moment, moment];
    for (let sent = 0; sent < 2; sent += 1) statuses.push((await gateway.handle(alertmanagerPost())).status);
    expect(statuses).toEqual([200, 200, 200]);
    expect(seen.filter(({ type }) => type === 'failed')).toHaveLength(2);
    await expect(Promise.race([gateway.check(), new Promise((_resolve, reject) => setTimeout(reject, 2_000))])).rejects.toBeDefined();
  });

  test('may change while the gateway runs', async () => {
    let secret = NEXT_SECRET;
    let token = 'the-token-of-yesterday';
    const gateway = gatewayOf({ secrets: () => secret, alertmanagerTokens: () => [token] });
    expect((await gateway.handle(alertmanagerPost())).status).toBe(401);
    token = TOKEN;
    expect((await gateway.handle(alertmanagerPost())).status).toBe(503);
    secret = SECRET;
    expect((await gateway.handle(alertmanagerPost())).status).toBe(200);
  });

  test('of which there are two sign both, and both tokens are taken', async () => {
    const gateway = gatewayOf({ secrets: [NEXT_SECRET, SECRET], alertmanagerTokens: ['the-token-of-tomorrow', TOKEN] });
    expect((await gateway.handle(alertmanagerPost())).status).toBe(200);
    expect((await gateway.handle(alertmanagerPost(notificationOf(), { authorization: 'bearer the-token-of-tomorrow' }))).status).toBe(200);
    expect(ws155.lastHeaders()?.get('webhook-signature')).toMatch(/^v1,\S{44} v1,\S{44}$/);
  });

  test('that are wrong make the gateway ask the sender to come again', async () => {
    const gateway = gatewayOf({ secrets: 'hunter2' });
    await expect(gateway.check()).rejects.toMatchObject({ code: 'configuration_invalid' });
    expect((await gateway.handle(alertmanagerPost())).status).toBe(503);
    expect(eventTypes()).toEqual(['failed', 'answered']);
    expect(JSON.stringify(seen)).not.toContain('hunter2');
  });

  test('that are short are refused', async () => {
    await expect(gatewayOf({ alertmanagerTokens: 'short' }).check()).rejects.toThrow('at least 16 characters, got 5 characters');
    await expect(gatewayOf({ grafanaSecrets: [] }).check()).rejects.toThrow('at least 16 characters, got none');
    await expect(gatewayOf().check()).resolves.toBeUndefined();
  });
});

test.each([
  ['no URL', 'ws-155'],
  ['file:', 'file:///etc/passwd'],
  ['credentials', 'https://user:hunter2@ws-155.example.com'],
])('a wrong address (%s) is refused at once and not shown', (got, url) => {
  expect(() => gatewayOf({ url })).toThrow(got);
  expect(() => gatewayOf({ fallback: url })).toThrow(got);
  expect(() => gatewayOf({ runbookBase: url })).toThrow(got);
  try {
    gatewayOf({ url });
  } catch (error) {
    expect(String(error)).not.toContain('hunter2');
  }
});

test('a listener that throws changes nothing', async () => {
  const gateway = gatewayOf({
    onEvent() {
      throw new Error('log is full');
    },
  });
  expect((await gateway.handle(alertmanagerPost())).status).toBe(200);
});

test.each<[string, object]>([
  ['`deadline`', { deadline: NaN }],
  ['`deadline`', { deadline: 10 }],
  ['`deadline`', { deadline: '2h' }],
  ['`concurrency`', { concurrency: 0 }],
  ['`concurrency`', { concurrency: NaN }],
  ['`maxWaiting`', { maxWaiting: Infinity }],
  ['`maxBytes`', { maxBytes: NaN }],
  ['`watchdogInterval`', { watchdogInterval: NaN }],
  ['`watchdogs`', { watchdogs: 'Watchdog' }],
  ['`now`', { now: 1 }],
  ['nobody could send', { alertmanagerTokens: undefined, grafanaSecrets: undefined }],
  ['did you mean `deadline`?', { deadlineMs: 10_000 }],
  ['did you mean `alertmanagerTokens`?', { alertmanagerToken: TOKEN }],
])('a wrong option is refused at once: %s', (sentence, options) => {
  expect(() => gatewayOf(options)).toThrow(sentence);
});

test('a clock that says nothing makes the sender come again', async () => {
  const gateway = gatewayOf({ now: () => NaN });
  const resolved = alertOf({ labels: { alertname: 'Watchdog' } });
  expect((await gateway.handle(alertmanagerPost(notificationOf([resolved])))).status).toBe(503);
  expect((await gateway.handle(grafanaPost())).status).toBe(503);
  expect(ws155.accepted).toEqual([]);
});

describe('the deadline holds', () => {
  test('for a fetch that never answers and does not mind its signal', async () => {
    const gateway = gatewayOf({ deadline: '100ms', fetch: () => new Promise(() => {}) });
    expect((await gateway.handle(alertmanagerPost())).status).toBe(503);
    expect(seen[0]).toMatchObject({ type: 'unavailable', reason: 'deadline' });
  });

  test('for a fallback that hangs, which gets its signal', async () => {
    ws155.setMode(422);
    let given: AbortSignal | undefined;
    const fallback: GatewayOptions['fallback'] = (_, { signal }) => {
      given = signal;
      return new Promise(() => {});
    };
    expect((await gatewayOf({ deadline: '200ms', fallback }).handle(alertmanagerPost())).status).toBe(503);
    expect(given?.aborted).toBe(true);
    expect(seen[0]).toMatchObject({ type: 'undeliverable', notified: false });
  });
});

test('a body with more values than anybody means is not parsed', async () => {
  const answer = await gatewayOf().handle(alertmanagerPost(`{"alerts":[],"x":[[${'0,'.repeat(300_000)}0]]}`));
  expect([answer.status, await answer.json()]).toEqual([413, { error: 'Too many alerts or values in one notification' }]);
});

test('texts that are slow to clean hold up no alert', { timeout: 20_000 }, async () => {
  const slow = `dose${'a'.repeat(28)}-`.repeat(128);
  const alerts = Array.from({ length: 40 }, (_, index) =>
    alertOf({ labels: { backup_job_name: `job-${String(index)}` }, annotations: { summary: slow, description: slow } }),
  );
  const body = notificationOf(alerts);
  expect((await gatewayOf({ deadline: '1m' }).handle(alertmanagerPost(body))).status).toBe(200);
  expect(ws155.accepted).toHaveLength(40);
});
