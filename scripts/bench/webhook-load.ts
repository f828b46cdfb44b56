// Posts notifications over raw sockets: an HTTP client would cost more than what is measured.
import { connect } from 'node:net';
import { identityLabels } from '../../src/identity.js';

export interface LoadOptions {
  port: number;
  token: string;
  alerts: number;
  connections: number;
  seconds: number;
}

/** Each connection posts the next notification as soon as the last is answered, as long as there is time. Every alert is another job's. */
export async function load({
  port,
  token,
  alerts,
  connections,
  seconds,
}: LoadOptions): Promise<{ webhooks: number; seconds: number; statuses: Record<string, number> }> {
  const statuses: Record<string, number> = {};
  let next = 0;
  const began = performance.now();
  const end = began + seconds * 1_000;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      let received = '';
      const socket = connect(port, '127.0.0.1', send).setNoDelay(true).setEncoding('latin1');
      function send() {
        if (performance.now() >= end) return void socket.end(resolve);
        const first = next;
        next += alerts;
        socket.write(post(token, notification(first, alerts)));
      }
      socket.on('data', (text: string) => {
        received += text;
        const status = wholeAnswer(received);
        if (status === undefined) return;
        received = '';
        statuses[status] = (statuses[status] ?? 0) + 1;
        send();
      });
      socket.once('error', reject);
    });
  await Promise.all(Array.from({ length: connections }, one));
  return { webhooks: next / alerts, seconds: (performance.now() - began) / 1_000, statuses };
}

/** The status of an answer that is there to its end. */
function wholeAnswer(text: string) {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return undefined;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN);
  const whole = Number.isNaN(length) ? text.endsWith('0\r\n\r\n') : text.length >= head + 4 + length;
  return whole ? text.slice(9, 12) : undefined;
}

function post(token: string, body: string) {
  const head = ['POST /alertmanager HTTP/1.1', 'host: localhost', `authorization: Bearer ${token}`, 'content-type: application/json'];
  return `${head.join('\r\n')}\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;
}

/** What Alertmanager sends of the shipped rules. */
function notification(first: number, count: number) {
  const alerts = Array.from({ length: count }, (_, index) => alertOf(`job-${String(first + index)}`)).join(',');
  return `{"receiver":"ws-155","status":"firing","alerts":[${alerts}],"groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://alertmanager:9093","version":"4","groupKey":"{}:{alertname=\\"BackupJobFailed\\"}","truncatedAlerts":0}`;
}

function alertOf(job: string) {
  return JSON.stringify({
    status: 'firing',
    labels: {
      alertname: 'BackupJobFailed',
      severity: 'critical',
      ...identityLabels({ environment: 'production', service: 'wedsync/vault', operation: 'backup', job, destination: 's3-eu' }),
    },
    annotations: {
      summary: `backup "${job}" at s3-eu of wedsync/vault in production failed`,
      description: 'The latest run ended without success, and none has succeeded since. What was stored before it is still there.',
      runbook: 'docs/runbooks/backup-job-failed.md',
      episode: '1781834650.000',
    },
    startsAt: '2026-06-20T02:03:07.123456789Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus:9090/graph',
    fingerprint: 'a1b2c3d4e5f60718',
  });
}
