import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodePoints } from '../kit/otlp-decode.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';
import { describeBothMajors, otelEnv, REGISTER, runProgram } from './run-program.js';

let sink: OtlpSink;

beforeEach(async () => {
  sink = await startOtlpSink();
});

afterEach(() => sink.close());

const leaf = (name: string, outcome = 'success') => ({ name, outcome, children: [] });

/** How many points each export of metrics held, in order. */
function pointsPerExport(): readonly number[] {
  return sink.requests
    .filter(({ path }) => path === '/v1/metrics')
    .map(({ content }) => decodePoints(JSON.parse(content.toString())).length);
}

describeBothMajors('with %s', (host) => {
  test('200 parallel runs of one job keep their own ids, spans and events, and nothing is lost', async () => {
    const { result } = await runProgram(host, 'parallel-runs.mjs', { env: otelEnv(sink.url), nodeOptions: REGISTER });
    const ids = result as readonly string[];

    expect(new Set(ids).size).toBe(200);
    expect(new Set(sink.spans().map(({ traceId }) => traceId)).size).toBe(200);
    const tree = { name: 'backup tenant-dump', outcome: 'success', children: [leaf('backup.phase dump'), leaf('backup.phase upload')] };
    expect(sink.tree()).toEqual(ids.map(() => tree));
    const reported = sink
      .events()
      .map(({ attributes }) => `${String(attributes['backup.run.id'])} ${String(attributes['backup.event.sequence'])}`);
    expect(reported.sort()).toEqual(ids.flatMap((id) => [1, 2, 3, 4].map((sequence) => `${id} ${sequence}`)).sort());
    expect(sink.metric('backup.run.ended').map(({ value }) => value)).toEqual([200]);
    expect(sink.metric('backup.run.active').map(({ value }) => value)).toEqual([0]);
  });

  test('ten thousand runs in one process are all exported, in a constant number of series, and leave no memory behind', async () => {
    const nodeOptions = [...REGISTER, '--expose-gc'];
    const { result } = await runProgram(host, 'ten-thousand-runs.mjs', { env: otelEnv(sink.url), nodeOptions });
    const { ids, warm, end } = result as { ids: number; warm: number; end: number };

    expect(ids).toBe(10_000);
    const finished = sink.events().filter(({ eventName }) => eventName === 'backup.run.finished');
    expect(new Set(finished.map(({ attributes }) => attributes['backup.run.id'])).size).toBe(10_000);
    expect(finished).toHaveLength(10_000);
    expect(sink.spans()).toHaveLength(20_000);
    expect(sink.metric('backup.run.ended').map(({ value }) => value)).toEqual([10_000]);

    const sizes = pointsPerExport();
    const middle = sizes[Math.floor(sizes.length / 2)];
    expect(sizes.at(-1)).toBe(middle);
    expect(Math.max(...sizes)).toBe(middle);
    // 9,000 runs after the warm-up: what a span or an event weighs, kept of each, would be many times this.
    expect(end - warm).toBeLessThan(2_000_000);
  });

  test('a job within a job is its child', async () => {
    await runProgram(host, 'nested-jobs.mjs', { env: otelEnv(sink.url), nodeOptions: REGISTER });
    expect(sink.tree()).toEqual([
      {
        name: 'backup all-tenants',
        outcome: 'success',
        children: [
          {
            name: 'backup.phase tenants',
            outcome: 'success',
            children: [
              { name: 'backup tenant-a', outcome: 'success', children: [leaf('backup.phase dump')] },
              leaf('backup tenant-b', 'failure'),
            ],
          },
          leaf('verify all-tenants', 'skipped'),
        ],
      },
    ]);
  });

  test('a job that was defined before the SDK started is known although it never runs', async () => {
    await runProgram(host, 'never-run.mjs', { env: otelEnv(sink.url) });
    expect(sink.events().map(({ eventName, attributes }) => [eventName, attributes['backup.job.name']])).toEqual([
      ['backup.job.defined', 'vendor-archive'],
    ]);
    expect(sink.metric('backup.job.registered.timestamp').map(({ attributes }) => attributes)).toEqual([
      { 'backup.operation': 'backup', 'backup.job.name': 'vendor-archive' },
    ]);
    expect(sink.metric('backup.expected.interval').map(({ value }) => value)).toEqual([86_400]);
    expect(sink.metric('backup.run.last_start.timestamp')).toEqual([]);
  });
});
