import { describe, expect, test } from 'vitest';
import { alertId, createAlertClient, type AlertIdentity, type GatewayOptions } from '../../../../src/alerts/index.js';
import { FAILED, SECRET } from '../fixtures.js';
import { eventTypes, gatewayOf, ws155 } from './gateway-harness.js';
import { alertmanagerPost, alertOf, grafanaPost, notificationOf, TOKEN } from '../../../kit/notifications.js';

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

  test('is delivered as resolved with an id of its own and the same incident', async () => {
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

  test('is delivered whatever its fields hold', async () => {
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

  test('about a job is the same whichever instance sent it', async () => {
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
