import { createHmac } from 'node:crypto';
import { identityLabels } from '../../src/identity.js';

export const TOKEN = 'a-long-random-token-of-alertmanager';
export const GRAFANA_SECRET = 'a-long-random-secret-of-grafana';

const NIGHTLY = { environment: 'production', service: 'wedsync/backups', operation: 'backup', job: 'nightly', destination: 's3-eu' };

/** An alert as Alertmanager sends it. */
export function alertOf(changes: { readonly labels?: object; readonly annotations?: object; readonly [key: string]: unknown } = {}) {
  const { labels, annotations, ...rest } = changes;
  return {
    status: 'firing',
    labels: {
      alertname: 'BackupJobFailed',
      severity: 'critical',
      ...identityLabels(NIGHTLY),
      ...labels,
    },
    annotations: {
      summary: 'Backup nightly failed',
      description: 'It ended without success.',
      runbook_url: 'https://runbooks.example.com/backup-job-failed',
      episode: '1781834650.000',
      ...annotations,
    },
    startsAt: '2026-06-20T02:03:07.123456789Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.internal:9090/graph?g0.expr=secret',
    fingerprint: 'a1b2c3d4e5f60718',
    ...rest,
  };
}

/** A notification of Alertmanager. */
export function notificationOf(alerts: readonly unknown[] = [alertOf()], changes: object = {}) {
  return {
    version: '4',
    groupKey: '{}:{alertname="BackupJobFailed"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'ws-155',
    groupLabels: { alertname: 'BackupJobFailed' },
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.internal:9093',
    alerts,
    ...changes,
  };
}

/** A request as Alertmanager makes it. */
export function alertmanagerPost(
  body: unknown = notificationOf(),
  headers: Readonly<Record<string, string>> = {},
  path = '/alertmanager',
): Request {
  return new Request(`http://gateway${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A request as Grafana makes it, signed the way its documentation says. */
export function grafanaPost({
  body = JSON.stringify({ ...notificationOf(), version: '1', orgId: 1, title: '[FIRING:1]', state: 'alerting', message: '' }),
  secret = GRAFANA_SECRET,
  at = Date.now(),
  headers = {},
}: {
  readonly body?: string;
  readonly secret?: string;
  readonly at?: number;
  readonly headers?: Readonly<Record<string, string>>;
} = {}): Request {
  const timestamp = String(Math.floor(at / 1_000));
  return new Request('http://gateway/grafana', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-grafana-alerting-timestamp': timestamp,
      'x-grafana-alerting-signature': createHmac('sha256', secret).update(`${timestamp}:${body}`).digest('hex'),
      ...headers,
    },
    body,
  });
}
