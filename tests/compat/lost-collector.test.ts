import { expect, test } from 'vitest';
import { startOtlpSink, type SinkMode } from '../kit/otlp-sink.js';
import { describeBothMajors, otelEnv, REGISTER, runProgram } from './run-program.js';

// The limit is 2 s; the rest is for a busy machine.
const LONGEST_END_MS = 3_500;

interface TimedRun {
  readonly result: unknown;
  readonly workedMs: number;
  readonly endMs: number;
}

describeBothMajors('with %s and a collector that', (host) => {
  test.each<[string, SinkMode | 'dead']>([
    ['is dead', 'dead'],
    ['never answers', 'hang'],
    ['answers 503', 503],
    ['answers garbage', 'garbage'],
  ])('%s, jobs keep their results and durations, end in time, and wait in vain only once', async (_, mode) => {
    const sink = await startOtlpSink(mode === 'dead' ? {} : { mode });
    if (mode === 'dead') await sink.close();
    const began = performance.now();
    const end = await runProgram(host, 'two-timed-runs.mjs', { env: otelEnv(sink.url), nodeOptions: REGISTER });
    const lastedMs = performance.now() - began;
    if (mode !== 'dead') await sink.close();

    expect(end).toMatchObject({ code: 0, result: { good: { result: 's3-object' }, bad: { result: 'the same error' } } });
    // Said once, where the host reads its warnings. A page that is no OTLP was taken all the same, as far as an exporter can tell.
    expect(end.stderr.match(/Telemetry did not leave/g) ?? []).toHaveLength(mode === 'garbage' ? 0 : 1);
    const { good, bad } = end.result as { good: TimedRun; bad: TimedRun };
    expect(good.workedMs).toBeLessThan(1_500);
    expect(good.endMs).toBeLessThan(LONGEST_END_MS);
    expect(bad.endMs).toBeLessThan(1_000);
    // Two runs, one of which may wait, and the end of the process.
    expect(lastedMs).toBeLessThan(9_000);
  });
});
