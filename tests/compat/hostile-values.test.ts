import { expect, test } from 'vitest';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';
import { describeBothMajors, otelEnv, runProgram } from './run-program.js';

interface Said {
  readonly times: Readonly<Record<string, number>>;
  readonly dropped: readonly (readonly [string, number])[];
  readonly counts: Readonly<Record<string, number>>;
}

interface RawPoint {
  readonly attributes: unknown;
  readonly asDouble?: number;
  readonly asInt?: string | number;
  readonly count?: string | number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly bucketCounts?: readonly (string | number)[];
  readonly positive?: { readonly bucketCounts: readonly (string | number)[] };
}

/** The points of each export of a metric, as OTLP/JSON has them. */
function rawPoints(sink: OtlpSink, name: string): readonly (readonly RawPoint[])[] {
  interface Batch {
    readonly resourceMetrics: readonly { readonly scopeMetrics: readonly { readonly metrics: readonly Record<string, unknown>[] }[] }[];
  }
  return sink.requests
    .filter(({ path }) => path === '/v1/metrics')
    .map(({ body }) => (JSON.parse(body.toString()) as Batch).resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics))
    .map((scopes) => scopes.flatMap(({ metrics }) => metrics).filter((metric) => metric['name'] === name))
    .filter((metrics) => metrics.length > 0)
    .map(([metric]) => {
      const { sum, gauge, histogram, exponentialHistogram } = metric as Record<string, { dataPoints: readonly RawPoint[] } | undefined>;
      return (sum ?? gauge ?? histogram ?? exponentialHistogram)?.dataPoints ?? [];
    });
}

const total = (counts: readonly (string | number)[] = []): number => counts.reduce<number>((sum, count) => sum + Number(count), 0);

describeBothMajors('with %s', (host) => {
  test('values that throw, never end or are huge drop their batch or are bounded, and the host goes on; equal points are one', async () => {
    const sink = await startOtlpSink();
    const end = await runProgram(host, 'hostile-values.mjs', { env: otelEnv(sink.url) });
    await sink.close();

    expect(end).toMatchObject({ code: 0 });
    expect(end.stdout + end.stderr).not.toContain('hunter2');
    for (const { body } of sink.requests) expect(body.toString()).not.toContain('hunter2');
    const { times, dropped, counts } = end.result as Said;
    expect(dropped).toEqual([
      ['logs', 1],
      ['logs', 1],
      ['spans', 1],
    ]);
    expect(counts).toMatchObject({ 'dropped-logs': 2, 'dropped-spans': 1 });
    // Milliseconds each on a quiet machine.
    for (const time of Object.values(times)) expect(time).toBeLessThan(5_000);
    for (const { body } of sink.requests) expect(body.length).toBeLessThan(1_000_000);
    expect(sink.events().map(({ eventName }) => eventName)).toEqual(['cyclic', 'wide', 'deep', 'long', 'ordinary']);
    expect(sink.spans().map(({ name }) => name)).toEqual(['42', 'ordinary']);

    for (const [temporality, factor] of [
      ['cumulative', 2],
      ['delta', 1],
    ] as const) {
      const second = (name: string) => rawPoints(sink, `${name}.${temporality}`)[1] ?? [];
      for (const name of ['sum', 'up.down', 'histogram', 'exponential', 'gauge']) {
        expect(second(name)).toHaveLength(1);
        expect(JSON.stringify(second(name)[0]?.attributes)).toContain('[REDACTED]');
      }
      expect(Number(second('sum')[0]?.asDouble ?? second('sum')[0]?.asInt)).toBe(3 * factor);
      // Of what goes up and down, an SDK exports the total in either temporality but that of a strict delta.
      expect([3, 6]).toContain(Number(second('up.down')[0]?.asDouble ?? second('up.down')[0]?.asInt));
      expect(Number(second('gauge')[0]?.asDouble ?? second('gauge')[0]?.asInt)).toBe(200);
      for (const name of ['histogram', 'exponential']) {
        const [point] = second(name);
        expect({ count: Number(point?.count), sum: point?.sum }).toEqual({ count: 2 * factor, sum: 300 * factor });
        expect([100, 200]).toEqual([point?.min ?? 100, point?.max ?? 200]);
        expect(total(point?.bucketCounts ?? point?.positive?.bucketCounts)).toBe(2 * factor);
      }
    }
  });
});
