import { afterEach, beforeEach, expect, test } from 'vitest';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';
import { describeBothMajors, otelEnv, REGISTER, runProgram, startProgram } from './run-program.js';

let sink: OtlpSink;

beforeEach(async () => {
  sink = await startOtlpSink();
});

afterEach(() => sink.close());

const eventNames = () => sink.events().map(({ eventName }) => eventName);
const startWasTold = () => eventNames().includes('backup.run.started') && sink.metric('backup.run.last_start.timestamp').length > 0;

/** A receiver sees a start without an end: the run is lost, whatever took its process away. */
function expectALostRun(): void {
  expect(eventNames()).toContain('backup.run.started');
  expect(eventNames()).not.toContain('backup.run.finished');
  expect(sink.metric('backup.run.last_start.timestamp')).toHaveLength(1);
  expect(sink.metric('backup.run.last_end.timestamp')).toEqual([]);
  expect(sink.metric('backup.run.active').map(({ value }) => value)).toEqual([1]);
}

describeBothMajors('with %s', (host) => {
  test('process.exit() right after a job loses nothing', async () => {
    const end = await runProgram(host, 'exit-at-once.mjs', { env: otelEnv(sink.url), nodeOptions: REGISTER });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(eventNames().at(-2)).toBe('backup.run.finished');
    expect(sink.spans().map(({ name }) => name)).toEqual(['backup.phase dump', 'backup.phase upload', 'backup wedding-db-nightly']);
    expect(sink.metric('backup.run.ended').map(({ value }) => value)).toEqual([1]);
    expect(sink.metric('backup.run.last_end.timestamp')).toHaveLength(1);
  });

  test('a process that crashes in a job has exported the start and exports no end', async () => {
    const { child, ended } = startProgram(host, 'crash-in-job.mjs', { env: otelEnv(sink.url), nodeOptions: REGISTER });
    await sink.until(startWasTold);
    child.stdin.write('go\n');
    const end = await ended;
    expect(end.code).toBe(1);
    expect(end.stderr).toContain('TypeError: a bug');
    expectALostRun();
  });

  test('a process that is terminated in a job has exported the start and exports no end', async () => {
    const { child, ended } = startProgram(host, 'endless-job.mjs', { env: otelEnv(sink.url), nodeOptions: REGISTER });
    await sink.until(startWasTold);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
    expectALostRun();
  });
});
