import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loops } from '../../kit/loops.js';
import { findTool, needs } from '../../kit/tools.js';
import { runCronJob } from './cron-job.js';
import { FAILED, eventually, failingJobs, knownEnds, startFaultStack, type FaultStack } from './fault-stack.js';

const prometheus = findTool('prometheus');
const alertmanager = findTool('alertmanager');
const otelcol = findTool('otelcol');
const ONCE = ['alert.firing'];
/** Ten kills in each. */
const ROUNDS = Array.from({ length: loops({ ci: 1, soak: 30 }) }, (_, index) => index + 1);

describe.skipIf(!prometheus || !alertmanager || !otelcol)(
  `a program killed in the pipeline of an alert ${needs('prometheus', prometheus)} ${needs('alertmanager', alertmanager)} ${needs('otelcol', otelcol)}`,
  { timeout: 180_000 },
  () => {
    let stack: FaultStack;

    beforeAll(async () => {
      stack = await startFaultStack(1);
    }, 120_000);
    afterAll(() => stack?.stop());

    const [gateway, alerts, metrics] = [() => stack.gateways[0]!, () => stack.alertmanagers[0]!, () => stack.prometheuses[0]!];
    const actions = (job: string) => stack.actions(job);
    const fail = (job: string) => runCronJob(stack.ingest, job, 'failure');

    describe.each(ROUNDS)('in round %i', (round) => {
      const jobs: string[] = [];
      const named = (job: string) => `${job}-${String(round)}`;
      const succeed = async (job: string) => {
        jobs.push(job);
        await runCronJob(stack.ingest, job, 'success');
      };

      test('a failure is acted on once when the gateway dies while WS-155 acts', async () => {
        const job = named('gateway-while-acting');
        await succeed(job);
        stack.ws155.setMode('wait');
        await fail(job);
        await eventually(() => expect(stack.ws155.begun(job, FAILED)).toHaveLength(1));
        await gateway().kill();
        await gateway().start();
        // Alertmanager asks again, and is answered that the first delivery is still acted on.
        await eventually(() => expect(stack.ws155.answers(job, FAILED)).toContain(503));
        stack.ws155.setMode('ok');
        // One answer is for the gateway that is dead, one for its successor.
        await eventually(() => expect(stack.ws155.answers(job, FAILED).filter((status) => status < 300)).toHaveLength(2));
        expect(actions(job)).toEqual(ONCE);
      });

      test('a failure waits while there is no gateway', async () => {
        const job = named('gateway-away');
        await succeed(job);
        await gateway().kill();
        await fail(job);
        await eventually(async () => expect(await failingJobs(alerts(), 'v2')).toContain(job));
        await gateway().start();
        await eventually(() => expect(actions(job)).toEqual(ONCE));
      });

      test('a failure is acted on once when Alertmanager dies with it in hand', async () => {
        const job = named('alertmanager-with-it-in-hand');
        await succeed(job);
        stack.ws155.setMode('fail');
        await fail(job);
        await eventually(() => expect(stack.ws155.begun(job, FAILED)).not.toEqual([]));
        await alerts().kill();
        stack.ws155.setMode('ok');
        expect(actions(job)).toEqual([]);
        await alerts().start();
        await eventually(() => expect(actions(job)).toEqual(ONCE));
      });

      test('a failure that Alertmanager delivers again, because it died before it noted the answer, is acted on once', async () => {
        const job = named('alertmanager-before-its-note');
        await succeed(job);
        const killed = new Promise<void>((resolve, reject) =>
          stack.ws155.onAction((acted) => {
            if (acted === job) alerts().kill().then(resolve, reject);
          }),
        );
        await fail(job);
        await killed;
        stack.ws155.onAction(undefined);
        await alerts().start();
        await eventually(() => expect(stack.ws155.answers(job, FAILED).length).toBeGreaterThan(1));
        expect(actions(job)).toEqual(ONCE);
      });

      test('a failure arrives when Prometheus dies between taking it and looking at it', async () => {
        const job = named('prometheus-before-its-look');
        await succeed(job);
        // Both ends are to come in their order, though this one does not go by the collector.
        await eventually(async () => expect(await knownEnds(metrics(), job)).toEqual(['success']));
        await runCronJob({ url: `${metrics().url}/api/v1/otlp/v1/metrics` }, job, 'failure');
        await metrics().kill();
        await metrics().start();
        await eventually(() => expect(actions(job)).toEqual(ONCE));
      });

      test('a failure arrives when Prometheus dies with an alert that nobody took', async () => {
        const job = named('prometheus-with-an-alert');
        await succeed(job);
        await alerts().kill();
        await fail(job);
        await eventually(async () => expect(await failingJobs(metrics(), 'v1')).toContain(job));
        await metrics().kill();
        await Promise.all([metrics().start(), alerts().start()]);
        await eventually(() => expect(actions(job)).toEqual(ONCE));
      });

      test('a failure arrives when the collector dies with it, while Prometheus is away', async () => {
        const job = named('collector-with-it-in-its-queue');
        await succeed(job);
        await metrics().kill();
        await fail(job);
        await stack.collector.kill();
        await Promise.all([stack.collector.start(), metrics().start()]);
        await eventually(() => expect(actions(job)).toEqual(ONCE));
      });

      test('a recovery arrives also when Alertmanager is away meanwhile', async () => {
        const job = named('recovered-without-alertmanager');
        await succeed(job);
        await fail(job);
        await eventually(() => expect(actions(job)).toEqual(ONCE));
        await eventually(async () => expect(await readFile(stack.alertmanagerNotes, 'latin1')).toContain(job));
        await alerts().kill();
        await succeed(job);
        await eventually(async () => expect(await failingJobs(metrics(), 'v1')).not.toContain(job));
        await alerts().start();
        await eventually(() => expect(actions(job)).toEqual(['alert.firing', 'alert.resolved']));
      });

      test('after all this each recovery arrives, once', async () => {
        for (const job of new Set(jobs)) await succeed(job);
        await eventually(() => {
          for (const job of jobs) expect([job, ...actions(job)]).toEqual([job, 'alert.firing', 'alert.resolved']);
        });
      });
    });
  },
);
