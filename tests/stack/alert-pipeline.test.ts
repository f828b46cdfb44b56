import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildIfOutdated } from '../../scripts/stack/build.js';
import { knowsAlertmanager } from '../../scripts/stack/look.js';
import { choosePorts } from '../../scripts/stack/ports.js';
import { startStack, type Stack } from '../../scripts/stack/start.js';
import { tool } from '../../scripts/stack/tools.js';
import { prometheusMetric } from '../../src/conditions/index.js';
import { alertEventSchema } from '../../src/alerts/index.js';
import { withBackup } from '../../src/index.js';
import { startBackupTelemetry, type BackupTelemetryHandle } from '../../src/node/index.js';
import { INSTRUMENTS, STATE_GAUGES } from '../../src/semconv/generated/tables.js';
import { startWs155, type Ws155 } from '../kit/ws-155.js';
import { findTool, needs } from '../kit/tools.js';

const missing = (['otelcol', 'prometheus', 'alertmanager', 'jaeger'] as const).find((name) => findTool(name) === undefined);
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

/** Made up. The error of each failing run names them, as drivers do. */
const PLANTED = ['Peony77', 'backup_admin', 'db.internal', 'clara@example.com'];
const MESSAGE = 'postgres://backup_admin:Peony77@db.internal/app is gone, for clara@example.com';

let folder: string;
let ws155: Ws155;
let stack: Stack;
let telemetry: BackupTelemetryHandle;

describe.skipIf(missing)(`from a failed backup to WS-155 ${needs(missing ?? 'otelcol', missing ? undefined : 'all')}`, () => {
  beforeAll(async () => {
    await buildIfOutdated({ signal: AbortSignal.timeout(120_000) });
    folder = await mkdtemp(join(tmpdir(), 'alert-pipeline-'));
    ws155 = await startWs155(SECRET);
    const ports = await choosePorts({ usual: false });
    stack = await startStack({ place: { folder, tool }, ports, ws155: { url: `${ws155.url}/alerts`, secret: SECRET } });
    await eventually(async () => expect(await knowsAlertmanager(stack.addresses)).toBe(true));
    telemetry = startBackupTelemetry({
      serviceName: 'vault',
      serviceNamespace: 'wedsync',
      environment: 'production',
      endpoint: stack.variables.OTEL_EXPORTER_OTLP_ENDPOINT,
      headers: { authorization: stack.variables.OTEL_EXPORTER_OTLP_HEADERS.replace('Authorization=Bearer%20', 'Bearer ') },
    });
  }, 180_000);

  afterAll(async () => {
    await telemetry?.shutdown();
    await stack?.stop();
    await ws155?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const delivered = (job: string) => ws155.accepted.filter(({ data }) => data.identity.job === job && data.alert === 'BackupJobFailed');
  const events = (job: string) => delivered(job).map(({ type }) => type);
  const succeed = (job: string) => run(job, () => undefined);
  const fail = (job: string) => run(job, () => Promise.reject(new Error(MESSAGE)));

  test('a failure arrives once, signed and without secrets, and its recovery as resolved', { timeout: 150_000 }, async () => {
    await succeed('nightly');
    const { endedAt, traceId } = await fail('nightly');
    await vi.waitFor(() => expect(events('nightly')).toEqual(['alert.firing']), { timeout: 45_000, interval: 5 });
    console.log(`From the failure to WS-155: ${String(Date.now() - endedAt)} ms`);
    const [event] = delivered('nightly');
    expect(alertEventSchema.parse(event).data).toMatchObject({
      severity: 'critical',
      identity: {
        environment: 'production',
        namespace: 'wedsync',
        service: 'vault',
        operation: 'backup',
        job: 'nightly',
        destination: 's3-eu',
      },
      summary: 'backup "nightly" at s3-eu of wedsync/vault in production failed',
      source: 'alertmanager',
    });
    expect(ws155.refused).toEqual([]);

    const { alertmanager, prometheus, jaeger } = stack.addresses;
    await eventually(async () => expect(await getText(`${jaeger}/api/traces/${traceId}`)).toContain('s3-eu'));
    const series = `${prometheus}/api/v1/series?match[]=${encodeURIComponent('{__name__=~".+"}')}`;
    const kept = [
      JSON.stringify(ws155.seen),
      ...(await Promise.all([series, `${alertmanager}/api/v2/alerts`, `${jaeger}/api/traces/${traceId}`].map(getText))),
    ];
    for (const text of kept) expect(text).toContain('s3-eu');
    expect(PLANTED.filter((secret) => kept.some((text) => text.includes(secret)))).toEqual([]);

    // A second failure belongs to the same episode.
    await fail('nightly');
    await sleep(12_000);
    expect(events('nightly')).toEqual(['alert.firing']);
    await succeed('nightly');
    await eventually(() => expect(events('nightly')).toEqual(['alert.firing', 'alert.resolved']));
    expect(new Set(delivered('nightly').map(({ data }) => data.incident)).size).toBe(1);
  });

  test('Jaeger has the trace of a run, its phases below it', { timeout: 60_000 }, async () => {
    const { traceId } = await succeed('traced');
    await eventually(async () => {
      const { data } = (await getJson(`${stack.addresses.jaeger}/api/traces/${traceId}`)) as { data: JaegerTrace[] | null };
      const spans = data?.[0]?.spans ?? [];
      const nameOf = (id: string | undefined) => spans.find(({ spanID }) => spanID === id)?.operationName;
      expect(spans.map((span) => [span.operationName, nameOf(span.references[0]?.spanID)]).sort()).toEqual([
        ['backup traced', undefined],
        ['backup.phase dump', 'backup traced'],
        ['backup.phase upload', 'backup traced'],
      ]);
      expect(Object.values(data?.[0]?.processes ?? {}).map(({ serviceName }) => serviceName)).toEqual(['vault']);
    });
  });

  test('Prometheus has the metrics of a run under the documented names and labels', { timeout: 60_000 }, async () => {
    await fail('measured');
    const { prometheus } = stack.addresses;
    const query = async (text: string) => {
      const { data } = (await getJson(`${prometheus}/api/v1/query?query=${encodeURIComponent(text)}`)) as PrometheusAnswer;
      return data.result.map(({ metric }) => metric);
    };
    const target = { job: 'wedsync/vault', instance: expect.any(String) as unknown, deployment_environment_name: 'production' };
    await eventually(async () =>
      expect(await query('backup_run_last_end_timestamp_seconds{backup_job_name="measured"}')).toEqual([
        {
          __name__: 'backup_run_last_end_timestamp_seconds',
          ...target,
          backup_operation: 'backup',
          backup_job_name: 'measured',
          backup_destination_name: 's3-eu',
          backup_outcome: 'failure',
        },
      ]),
    );
    expect(await query('target_info{job="wedsync/vault"}')).toEqual([expect.objectContaining({ __name__: 'target_info', ...target })]);
    const names = [...Object.keys(STATE_GAUGES), ...Object.keys(INSTRUMENTS)] as Parameters<typeof prometheusMetric>[0][];
    const documented = new Set(names.map(prometheusMetric));
    const labelled = await query('{backup_job_name="measured",__name__!~".*:.*|ALERTS.*"}');
    const seen = new Set(labelled.map(({ __name__ = '' }) => __name__.replace(/_(bucket|sum|count)$/, '')));
    expect([...seen].filter((name) => !documented.has(name))).toEqual([]);
    expect([...seen]).toEqual(
      expect.arrayContaining(['backup_run_ended_total', 'backup_run_duration_seconds', 'backup_phase_duration_seconds']),
    );
  });

  test('while WS-155 is down a failure waits, and arrives when it is back', { timeout: 150_000 }, async () => {
    ws155.setMode(503);
    await succeed('weekly');
    await fail('weekly');
    await eventually(() => expect(ws155.seen.some(({ data }) => data.identity.job === 'weekly')).toBe(true));
    expect(events('weekly')).toEqual([]);
    ws155.setMode('ok');
    await eventually(() => expect(events('weekly')).toEqual(['alert.firing']));
  });

  test('the dead-man service receives the watchdog', { timeout: 150_000 }, async () => {
    await eventually(() => expect(stack.heartbeats()).toBeGreaterThan(0));
  });
});

interface JaegerTrace {
  readonly spans: readonly {
    readonly spanID: string;
    readonly operationName: string;
    readonly references: readonly { readonly spanID: string }[];
  }[];
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
}

interface PrometheusAnswer {
  readonly data: { readonly result: readonly { readonly metric: Readonly<Record<string, string>> }[] };
}

/** A backup in two phases; the second does the work that is given. */
async function run(job: string, upload: () => unknown): Promise<{ readonly endedAt: number; readonly traceId: string }> {
  let traceId = '';
  let endedAt = 0;
  await withBackup({ job, type: 'full', destination: 's3-eu' }, async ({ phase, reference }) => {
    traceId = reference.traceId ?? '';
    await phase('dump', () => sleep(5));
    try {
      await phase('upload', upload);
    } finally {
      endedAt = Date.now();
    }
  }).catch(() => undefined);
  return { endedAt, traceId };
}

async function getText(url: string): Promise<string> {
  return (await fetch(url)).text();
}

async function getJson(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

/** The page is looked for each second; Alertmanager and Prometheus need a moment to know each other. */
function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 45_000, interval: 250 });
}
