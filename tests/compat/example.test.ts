import { afterEach, beforeEach, expect, test } from 'vitest';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';
import { describeBothMajors, otelEnv, REGISTER, runProgram } from './run-program.js';

const TREE = {
  name: 'backup wedding-db-nightly',
  outcome: 'success',
  children: [
    { name: 'backup.phase dump', outcome: 'success', children: [] },
    { name: 'backup.phase upload', outcome: 'success', children: [] },
  ],
};
const EVENTS = [
  [1, 'backup.run.started'],
  [2, 'backup.phase.finished'],
  [3, 'backup.run.progress'],
  [4, 'backup.run.progress'],
  [5, 'backup.phase.finished'],
  [6, 'backup.run.finished'],
  [7, 'backup.copy.stored'],
];
const IDENTITY = {
  'backup.operation': 'backup',
  'backup.job.name': 'wedding-db-nightly',
  'backup.destination.name': 's3-eu',
};
const LABELS = { ...IDENTITY, 'backup.type': 'full' };
const ENDED = { 'backup.outcome': 'success' };
const METRICS = [
  ['backup.run.duration', 'histogram', 's', { ...LABELS, ...ENDED }],
  ['backup.run.ended', 'sum', '{run}', { ...LABELS, ...ENDED }],
  ['backup.run.active', 'sum', '{run}', IDENTITY],
  ['backup.artifact.size', 'histogram', 'By', LABELS],
  ['backup.processed.size', 'sum', 'By', IDENTITY],
  ['backup.run.last_start.timestamp', 'gauge', 's', IDENTITY],
  ['backup.run.last_end.timestamp', 'gauge', 's', { ...IDENTITY, ...ENDED }],
  ['backup.run.last_size', 'gauge', 'By', LABELS],
] as const;

let sink: OtlpSink;

beforeEach(async () => {
  sink = await startOtlpSink();
});

afterEach(() => sink.close());

function expectTheWholeStory(): void {
  expect(sink.tree()).toEqual([TREE]);
  expect(tellEvents()).toEqual(EVENTS);
  expect(new Set(sink.events().map(({ attributes }) => attributes['backup.event.id'])).size).toBe(EVENTS.length);
  expectMetrics();
}

function tellEvents(): unknown {
  return sink.events().map(({ eventName, attributes }) => [attributes['backup.event.sequence'], eventName]);
}

function expectMetrics(): void {
  for (const [name, kind, unit, attributes] of METRICS) {
    const [point, ...others] = sink.metric(name);
    expect({ name, kind: point?.kind, unit: point?.unit, attributes: point?.attributes }).toEqual({ name, kind, unit, attributes });
    expect(others).toEqual([]);
  }
  expect(sink.metric('backup.run.ended').map(({ value }) => value)).toEqual([1]);
  expect(sink.metric('backup.run.active').map(({ value }) => value)).toEqual([0]);
}

describeBothMajors('the packed package in an empty project with %s', (host) => {
  test.each<[string, string, readonly string[]]>([
    ['started by an ES module', 'started.mjs', []],
    ['started by a CommonJS module', 'started.cjs', []],
    ['registered by variables for an ES module', 'plain.mjs', REGISTER],
    ['registered by variables for a CommonJS module', 'plain.cjs', REGISTER],
  ])('%s, exports a job as one trace, documented metrics and ordered events, each once', async (_, program, nodeOptions) => {
    const end = await runProgram(host, program, { env: otelEnv(sink.url), nodeOptions });
    expect(end).toMatchObject({ code: 0, stderr: '', result: { stored: 's3-object' } });
    expectTheWholeStory();
    for (const { resource } of [...sink.spans(), ...sink.events(), ...sink.points()]) {
      expect(resource).toMatchObject({ 'service.name': 'wedsync-backups', 'deployment.environment.name': 'test' });
      expect(Object.keys(resource).filter((key) => /^process\.(command|owner)/.test(key))).toEqual([]);
    }
  });

  test('uses the SDK that its host started, and flushes it before the program exits', async () => {
    const end = await runProgram(host, 'host-owned.mjs', { env: otelEnv(sink.url) });
    expect(end).toMatchObject({ code: 0, stderr: '', result: { stored: 's3-object' } });
    expectTheWholeStory();
  });

  test('exports everything but spans when OTEL_TRACES_SAMPLER is always_off', async () => {
    await runProgram(host, 'plain.mjs', { env: { ...otelEnv(sink.url), OTEL_TRACES_SAMPLER: 'always_off' }, nodeOptions: REGISTER });
    expect(sink.spans()).toEqual([]);
    expect(tellEvents()).toEqual(EVENTS);
    expectMetrics();
  });

  test('makes the run a child of the span that TRACEPARENT names', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const env = { ...otelEnv(sink.url), TRACEPARENT: `00-${traceId}-b7ad6b7169203331-01` };
    await runProgram(host, 'plain.mjs', { env, nodeOptions: REGISTER });
    expect(sink.tree()).toEqual([TREE]);
    expect(new Set(sink.spans().map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(sink.spans().find(({ name }) => name === TREE.name)?.parentSpanId).toBe('b7ad6b7169203331');
  });

  test('is one instance when it is loaded as ES module and as CommonJS', async () => {
    const end = await runProgram(host, 'both-module-systems.mjs');
    expect(end.result).toEqual(['backup.run.started', 'backup.run.finished']);
  });
});
