import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTool, needs } from '../../kit/tools.js';
import { runCronJob } from './cron-job.js';
import { eventually, failingJobs, startFaultStack, type FaultStack } from './fault-stack.js';

const prometheus = findTool('prometheus');
const alertmanager = findTool('alertmanager');
const otelcol = findTool('otelcol');
const ONCE = ['alert.firing'];
const AND_OVER = ['alert.firing', 'alert.resolved'];

describe.skipIf(!prometheus || !alertmanager || !otelcol)(
  `two Prometheus, two Alertmanagers and two gateways ${needs('prometheus', prometheus)} ${needs('alertmanager', alertmanager)} ${needs('otelcol', otelcol)}`,
  { timeout: 180_000 },
  () => {
    let stack: FaultStack;

    beforeAll(async () => {
      stack = await startFaultStack(2);
    }, 180_000);
    afterAll(() => stack?.stop());

    const firstOfEach = () => [stack.prometheuses, stack.alertmanagers, stack.gateways].flatMap((parts) => parts.slice(0, 1));
    const actions = (job: string) => stack.actions(job);
    const succeed = (job: string) => runCronJob(stack.ingest, job, 'success');
    const fail = (job: string) => runCronJob(stack.ingest, job, 'failure');
    const isOnce = (...jobs: readonly string[]) =>
      eventually(() => expect(jobs.map((job) => [job, ...actions(job)])).toEqual(jobs.map((job) => [job, ...ONCE])));
    /** Every Prometheus and every Alertmanager has heard of these failures. */
    const areKnownToAll = (...jobs: readonly string[]) =>
      eventually(async () => {
        for (const each of stack.prometheuses) expect(await failingJobs(each, 'v1')).toEqual(expect.arrayContaining([...jobs]));
        for (const each of stack.alertmanagers) expect(await failingJobs(each, 'v2')).toEqual(expect.arrayContaining([...jobs]));
      });

    test('each failure is acted on once', async () => {
      for (const job of ['one', 'two', 'three']) {
        await succeed(job);
        await fail(job);
      }
      await isOnce('one', 'two', 'three');
      await areKnownToAll('one', 'two', 'three');
      await isOnce('one', 'two', 'three');
    });

    test('each failure is acted on once when one of each is killed as the first of them is delivered', async () => {
      const jobs = ['four', 'five', 'six'];
      for (const job of jobs) await succeed(job);
      const killed = new Promise<unknown>((resolve) =>
        stack.ws155.onAction(() => {
          stack.ws155.onAction(undefined);
          resolve(Promise.all(firstOfEach().map((each) => each.kill())));
        }),
      );
      for (const job of jobs) await fail(job);
      await killed;
      // And one that only those hear of that are left.
      await succeed('seven');
      await fail('seven');
      await isOnce(...jobs, 'seven');
    });

    test('a further failure of the same episode pages nobody again, also when those that were away are back', async () => {
      await fail('one');
      await fail('four');
      await Promise.all(firstOfEach().map((each) => each.start()));
      await succeed('eight');
      await fail('eight');
      await areKnownToAll('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight');
      await isOnce('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight');
    });

    test('each recovery arrives once, and the next episode pages again', async () => {
      const jobs = ['one', 'four', 'seven'];
      for (const job of jobs) await succeed(job);
      await eventually(() => expect(jobs.map((job) => actions(job))).toEqual(jobs.map(() => AND_OVER)));
      for (const job of jobs) await fail(job);
      await eventually(() => expect(jobs.map((job) => actions(job))).toEqual(jobs.map(() => [...AND_OVER, ...ONCE])));
      await areKnownToAll(...jobs);
      for (const job of jobs) await succeed(job);
      await eventually(() => expect(jobs.map((job) => actions(job))).toEqual(jobs.map(() => [...AND_OVER, ...AND_OVER])));
      await isOnce('two', 'three', 'five', 'six', 'eight');
    });
  },
);
