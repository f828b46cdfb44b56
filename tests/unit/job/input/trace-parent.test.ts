import * as api from '@opentelemetry/api';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createHarness, useContextManager } from '../harness.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const traceparent = `00-${TRACE}-${SPAN}-01`;
const inherited = `00-${TRACE.replaceAll('0', '1')}-${SPAN}-01`;

beforeAll(useContextManager);
afterEach(() => {
  vi.unstubAllEnvs();
  // As in the next process.
  Reflect.deleteProperty(globalThis, Symbol.for('@wedsync/backup-telemetry.traceparent'));
});

/** Trace and parent of a run with these options, started in an active span where one is given. */
async function parentOf(options: { readonly traceparent?: string }, active?: api.Span): Promise<string | undefined> {
  const { telemetry, spans } = createHarness();
  const run = () => telemetry.withBackup({ job: 'nightly', ...options }, () => undefined);
  await (active ? api.context.with(api.trace.setSpan(api.context.active(), active), run) : run());
  const parent = spans()[0]?.parentSpanContext;
  return parent && `${parent.traceId}-${parent.spanId}`;
}

test('TRACEPARENT is the parent of the first run of the process; later ones have traces of their own that name it', async () => {
  vi.stubEnv('TRACEPARENT', `00-${TRACE.replaceAll('0', '2')}-${SPAN}-01`);
  const { telemetry, spans } = createHarness();
  telemetry.defineBackup({ job: 'nightly' });
  for (let run = 0; run < 3; run += 1) await telemetry.withBackup({ job: 'nightly' }, () => undefined);
  await telemetry.recordBackup({ job: 'nightly', startedAt: Date.now(), endedAt: Date.now() });
  const traces = spans().map((span) => span.spanContext().traceId);
  expect(traces[0]).toBe(TRACE.replaceAll('0', '2'));
  expect(new Set(traces).size).toBe(4);
  expect(spans().map(({ attributes }) => attributes['backup.process.trace.id'])).toEqual([undefined, traces[0], traces[0], traces[0]]);
});

describe('the parent of a run is', () => {
  test('the caller that the option `traceparent` names, before anything else', async () => {
    vi.stubEnv('TRACEPARENT', inherited);
    const active = createHarness().tracerProvider.getTracer('host').startSpan('host');
    expect(await parentOf({ traceparent }, active)).toBe(`${TRACE}-${SPAN}`);
  });

  test('the active span, before the environment', async () => {
    vi.stubEnv('TRACEPARENT', inherited);
    const active = createHarness().tracerProvider.getTracer('host').startSpan('host');
    const { traceId, spanId } = active.spanContext();
    expect(await parentOf({}, active)).toBe(`${traceId}-${spanId}`);
  });

  test('the caller that the variable TRACEPARENT names, when there is nothing else', async () => {
    vi.stubEnv('TRACEPARENT', traceparent);
    expect(await parentOf({})).toBe(`${TRACE}-${SPAN}`);
  });

  test('nobody, when nobody is named', async () => {
    expect(await parentOf({})).toBeUndefined();
  });

  test('nobody, when the environment cannot be read', async () => {
    vi.stubGlobal('process', Object.defineProperty({}, 'env', { get: () => expect.fail('no environment') }));
    const parent = parentOf({});
    vi.unstubAllGlobals();
    expect(await parent).toBeUndefined();
  });
});

test.each([
  ['of version 00', traceparent, true],
  ['with spaces around', ` ${traceparent}\n`, true],
  ['that is not sampled', traceparent.replace(/01$/, '00'), false],
  ['of a later version with more behind', `cc-${TRACE}-${SPAN}-09-what-the-future-holds`, true],
])('a traceparent %s is understood', async (_, value, sampled) => {
  const { telemetry, spans } = createHarness();
  const run = telemetry.startBackup({ job: 'nightly', traceparent: value });
  await run.succeed();
  const parent = spans()[0]?.parentSpanContext;
  expect(run.reference.traceId).toBe(TRACE);
  // The parent-based sampler of the SDK follows the caller.
  expect(parent ?? undefined).toEqual(sampled ? expect.objectContaining({ spanId: SPAN, isRemote: true }) : undefined);
});

test.each([
  ['empty', ''],
  ['in capitals', traceparent.toUpperCase()],
  ['of version ff', traceparent.replace(/^00/, 'ff')],
  ['of version 00 with more behind', `${traceparent}-more`],
  ['of a trace of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
  ['of a span of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
  ['cut short', traceparent.slice(0, -1)],
  ['that never ends', `cc-${TRACE}-${SPAN}-01-${'x'.repeat(1_000)}`],
])('a traceparent %s is said and left out', async (_, value) => {
  const { telemetry, spans, warnings } = createHarness();
  await telemetry.withBackup({ job: 'nightly', traceparent: value }, () => undefined);
  expect(spans()[0]?.parentSpanContext).toBeUndefined();
  expect(warnings).toEqual([expect.stringContaining('`traceparent`')]);
});
