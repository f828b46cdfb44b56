import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsText } from '../../kit/job-series.js';
import { findTool, needs } from '../../kit/tools.js';
import { runCronJob } from './cron-job.js';
import { eventually, failingJobs, startFaultStack, type FaultStack } from './fault-stack.js';
import { query } from './query.js';

const prometheus = findTool('prometheus');
const alertmanager = findTool('alertmanager');
const otelcol = findTool('otelcol');

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** What a service that has nothing to do with backups sends, wrong in each way that makes Prometheus refuse a whole request. */
function foreignMetrics(): unknown {
  const at = (seconds: number) => String(BigInt(Date.now() + seconds * 1_000) * 1_000_000n);
  const gauge = (name: string, seconds = 0) => ({ name, gauge: { dataPoints: [{ timeUnixNano: at(seconds), asInt: '1' }] } });
  const sum = (name: string, aggregationTemporality: number) => ({
    name,
    sum: { aggregationTemporality, isMonotonic: true, dataPoints: [{ startTimeUnixNano: at(-1), timeUnixNano: at(0), asInt: '1' }] },
  });
  const histogram = { aggregationTemporality: 2, dataPoints: [{ timeUnixNano: at(0), count: '1', scale: -9, zeroCount: '1' }] };
  const metrics = [
    sum('orders.delta', 1),
    sum('orders.unspecified', 0),
    { name: 'orders.coarse', exponentialHistogram: histogram },
    gauge(''),
    gauge('***'),
    { name: 'orders.nothing' },
    gauge('orders.ahead', 3_600),
    gauge('orders.behind', -7_200),
  ];
  return { resourceMetrics: [{ resource: { attributes: [text('service.name', 'orders')] }, scopeMetrics: [{ metrics }] }] };
}

describe.skipIf(!prometheus || !alertmanager || !otelcol)(
  `a failure in production ${needs('prometheus', prometheus)} ${needs('alertmanager', alertmanager)} ${needs('otelcol', otelcol)}`,
  { timeout: 240_000 },
  () => {
    let stack: FaultStack;
    let foreign: NodeJS.Timeout;
    const statuses: number[] = [];

    beforeAll(async () => {
      stack = await startFaultStack(1);
      // All the time, so that it is in every request of the collector that is put together from several.
      foreign = setInterval(() => {
        const headers = { 'content-type': 'application/json', ...stack.ingest.headers };
        void fetch(stack.ingest.url, { method: 'POST', headers, body: JSON.stringify(foreignMetrics()) }).then(
          ({ status }) => statuses.push(status),
          () => statuses.push(0),
        );
      }, 50);
    }, 120_000);
    afterAll(async () => {
      clearInterval(foreign);
      await stack?.stop();
    });

    // Each waits for its own jobs.
    test.concurrent.each([
      ['a job beside it whose name differs by a digit', 'postgres14', 'postgres15', undefined],
      ['a job that is named by another address', '10.0.0.5', '10.0.0.6', undefined],
      ['a job of another part', 'k8s:prod:orders:db', 'k8s:prod:orders:pg', undefined],
      ['a job whose name is a path', '/srv/weddings/a', '/srv/weddings/b', undefined],
      ['the same job in staging, under the former key', 'nightly', 'nightly', { 'deployment.environment': 'staging' }],
    ])('fires and goes on firing while %s succeeds', async (_, failing, succeeding, place) => {
      await runCronJob(stack.ingest, failing, 'failure');
      await runCronJob(stack.ingest, succeeding, 'success', place);
      const known = failing.startsWith('/') ? /^unnamed-/ : new RegExp(`^${failing}$`);
      const actionsOn = () => stack.ws155.acted.filter(({ data }) => known.test(data.identity.job ?? '')).map(({ type }) => type);
      await eventually(() => expect(actionsOn()).toEqual(['alert.firing']));
      await runCronJob(stack.ingest, succeeding, 'success', place);
      // Longer than Alertmanager waits before it sends an end.
      await new Promise((resolve) => setTimeout(resolve, 15_000));
      expect(actionsOn()).toEqual(['alert.firing']);
      expect((await failingJobs(stack.alertmanagers[0]!, 'v2')).some((job) => known.test(job))).toBe(true);
      await runCronJob(stack.ingest, failing, 'success');
      await eventually(() => expect(actionsOn()).toEqual(['alert.firing', 'alert.resolved']));
    });

    test('takes nothing from the service that is wrong, but what it had right', async () => {
      expect(new Set(statuses)).toEqual(new Set([200]));
      const { url } = stack.prometheuses[0]!;
      expect(Number((await query(url, 'orders_delta_total'))[0]?.value[1])).toBeGreaterThan(1);
      const dropped = await query(url, '{__name__=~"otelcol_processor_filter_datapoints[._]filtered(_total)?"}');
      expect(Number(dropped[0]?.value[1])).toBeGreaterThan(0);
    });

    test('of one pod is not that of another: instances keep the names that they have', async () => {
      for (const pod of ['weddings.backup-7d9f8b6c5-x2x4z.main', 'weddings.backup-7d9f8b6c5-q8k2p.main'])
        await runCronJob(stack.ingest, 'pods', 'success', { 'service.instance.id': pod });
      await eventually(async () => {
        const ends = await query(stack.prometheuses[0]!.url, `backup_run_last_end_timestamp_seconds{${labelsText({ job: 'pods' })}}`);
        expect(new Set(ends.map(({ metric }) => metric['instance'])).size).toBe(2);
      });
    });
  },
);
