import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsText } from '../../kit/job-series.js';
import { findTool, needs } from '../../kit/tools.js';
import { runCronJob } from './cron-job.js';
import { eventually, failingJobs, startFaultStack, type FaultStack } from './fault-stack.js';
import { query } from './query.js';

const prometheus = findTool('prometheus');
const alertmanager = findTool('alertmanager');
const otelcol = findTool('otelcol');

describe.skipIf(!prometheus || !alertmanager || !otelcol)(
  `what is known of jobs ${needs('prometheus', prometheus)} ${needs('alertmanager', alertmanager)} ${needs('otelcol', otelcol)}`,
  { timeout: 240_000 },
  () => {
    let stack: FaultStack;

    beforeAll(async () => {
      stack = await startFaultStack(1);
    }, 120_000);
    afterAll(() => stack?.stop());

    const metrics = () => stack.prometheuses[0]!;
    const succeed = (job: string) => runCronJob(stack.ingest, job, 'success');
    const fail = (job: string) => runCronJob(stack.ingest, job, 'failure');
    const restart = async () => {
      const parts = [...stack.prometheuses, ...stack.alertmanagers, stack.collector];
      await Promise.all(parts.map((part) => part.kill()));
      await Promise.all(parts.map((part) => part.start()));
    };
    const recordedEnds = async (job: string) =>
      (await query(metrics().url, `backup:run_last_end_timestamp_seconds:state{${labelsText({ job })}}`)).length;

    test('stays as it was when Prometheus, Alertmanager and the collector are killed: no page, no recovery, no page again', async () => {
      await succeed('healed');
      await fail('healed');
      await succeed('failing');
      await fail('failing');
      await eventually(() => expect([...stack.actions('healed'), ...stack.actions('failing')]).toHaveLength(2));
      await succeed('healed');
      await succeed('healthy');
      await eventually(() => expect(stack.actions('healed')).toEqual(['alert.firing', 'alert.resolved']));
      // Their processes are gone: what is known of them is what was recorded.
      await eventually(async () => {
        expect([await recordedEnds('healed'), await recordedEnds('failing'), await recordedEnds('healthy')]).toEqual([2, 2, 1]);
      });
      const before = [...stack.ws155.acted];

      for (const round of ['first', 'second']) {
        await restart();
        // A further failure of the same episode, and one of another job that shows that the pipeline works again.
        await fail('failing');
        await succeed(round);
        await fail(round);
        await eventually(() => expect(stack.actions(round)).toEqual(['alert.firing']));
        await eventually(async () => expect(await failingJobs(stack.alertmanagers[0]!, 'v2')).toContain('failing'));
        expect(await failingJobs(metrics(), 'v1')).not.toContain('healed');
      }
      expect(stack.ws155.acted.filter(({ data }) => !['first', 'second'].includes(data.identity.job ?? ''))).toEqual(before);

      await succeed('failing');
      await eventually(() => expect(stack.actions('failing')).toEqual(['alert.firing', 'alert.resolved']));
    });
  },
);
