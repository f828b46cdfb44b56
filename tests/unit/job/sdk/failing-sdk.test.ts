import * as api from '@opentelemetry/api';
import { afterEach, describe, expect, test } from 'vitest';
import type { BackupTelemetryOptions } from '../../../../src/index.js';
import { createHarness, settled, useContextManager, type Harness } from '../harness.js';

const refuse = (): never => {
  throw new Error('the SDK failed');
};

/** A real object of which every method in `broken` throws. */
function breaking<T extends object>(real: T, ...broken: string[]): T {
  return new Proxy(real, {
    get(target, key) {
      if (broken.includes(String(key))) return refuse;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A real provider whose `method` hands out objects of which every method in `broken` throws. */
function handingOut<T extends object>(provider: T, method: string, ...broken: string[]): T {
  return new Proxy(provider, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      const bound = value.bind(target) as (...args: unknown[]) => object;
      return key === method ? (...args: unknown[]) => breaking(bound(...args), ...broken) : bound;
    },
  });
}

/** Does all there is to do in a run, and answers how often each part of the caller's work was done. */
async function workThrough({ telemetry }: Harness): Promise<Record<string, number>> {
  const done: Record<string, number> = {};
  const count = (what: string) => (done[what] = (done[what] ?? 0) + 1);
  const value = await telemetry.withBackup({ job: 'nightly', destination: 's3-eu' }, async (run) => {
    count('run');
    await run.phase('dump', (phase) => {
      count('phase');
      phase.addBytes(10);
    });
    run.report({ bytes: 10 });
    return 'stored';
  });
  if (value === 'stored') count('returned');
  const thrown = new Error('x');
  const result = await settled(telemetry.withBackup({ job: 'nightly', timeout: '1h' }, () => Promise.reject(thrown)));
  if ('error' in result && result.error === thrown) count('rethrown');
  const started = telemetry.startBackup({ job: 'nightly' });
  started.with(() => count('with'));
  await started.succeed();
  await telemetry.recordBackup({ job: 'nightly', startedAt: 1, endedAt: 2, phases: [{ name: 'dump', startedAt: 1, endedAt: 2 }] });
  await telemetry.defineBackup({ job: 'nightly', every: '1h' }).decommission();
  return done;
}

const EVERYTHING_ONCE = { run: 1, phase: 1, returned: 1, rethrown: 1, with: 1 };

afterEach(() => {
  api.context.disable();
});

describe('the backup runs exactly once and keeps its result when', () => {
  test.each<readonly [string, (sdk: Harness) => BackupTelemetryOptions]>([
    ['no tracer can be had', ({ tracerProvider }) => ({ tracerProvider: breaking(tracerProvider, 'getTracer') })],
    ['no span can be started', ({ tracerProvider }) => ({ tracerProvider: handingOut(tracerProvider, 'getTracer', 'startSpan') })],
    ['a span takes no attributes', ({ tracerProvider }) => ({ tracerProvider: spansThat(tracerProvider, 'setAttributes') })],
    ['a span has no context', ({ tracerProvider }) => ({ tracerProvider: spansThat(tracerProvider, 'spanContext') })],
    ['a span cannot be ended', ({ tracerProvider }) => ({ tracerProvider: spansThat(tracerProvider, 'end') })],
    ['no meter can be had', ({ meterProvider }) => ({ meterProvider: breaking(meterProvider, 'getMeter') })],
    ['no counter can be made', ({ meterProvider }) => ({ meterProvider: handingOut(meterProvider, 'getMeter', 'createCounter') })],
    ['no gauge can be made', ({ meterProvider }) => ({ meterProvider: handingOut(meterProvider, 'getMeter', 'createObservableGauge') })],
    ['counters cannot count', ({ meterProvider }) => ({ meterProvider: countersThatThrow(meterProvider) })],
    ['no logger can be had', ({ loggerProvider }) => ({ loggerProvider: breaking(loggerProvider, 'getLogger') })],
    ['a logger throws', ({ loggerProvider }) => ({ loggerProvider: handingOut(loggerProvider, 'getLogger', 'emit') })],
    ['a flush throws', ({ tracerProvider }) => ({ tracerProvider: breaking(tracerProvider, 'forceFlush') })],
  ])('%s', async (_, broken) => {
    const sdk = createHarness();
    const harness = createHarness({ ...broken(sdk), flushTimeout: '50ms' });
    expect(await workThrough(harness)).toEqual(EVERYTHING_ONCE);
    expect(harness.warnings.filter((said) => /SDK failed|logger|did not leave/.test(said)).length).toBeGreaterThan(0);
  });

  test.each<readonly [string, Partial<Record<keyof api.ContextManager, unknown>>]>([
    ['throws wherever it can', { active: refuse, with: refuse }],
    ['knows no context', { active: () => undefined }],
    ['holds a span that throws', { active: () => api.trace.setSpan(api.ROOT_CONTEXT, { spanContext: refuse } as unknown as api.Span) }],
    ['runs a function and then throws', { with: (_: unknown, fn: () => unknown) => [fn(), refuse()] }],
    ['runs a function twice', { with: (_: unknown, fn: () => unknown) => [fn(), fn()] }],
    ['forgets to run a function', { with: () => undefined }],
    ['runs a function later', { with: (_: unknown, fn: () => unknown) => void setTimeout(fn, 0) }],
  ])('the context manager %s', async (_, broken) => {
    const manager = {
      active: () => api.ROOT_CONTEXT,
      with: (__: unknown, fn: () => unknown) => fn(),
      bind: (__: unknown, fn: unknown) => fn,
    };
    api.context.setGlobalContextManager({ ...manager, enable: () => manager, disable: () => manager, ...broken } as never);
    const harness = createHarness({ flushTimeout: '50ms' });
    expect(await workThrough(harness)).toEqual(EVERYTHING_ONCE);
  });

  test('the logger of `diag` throws', async () => {
    useContextManager();
    const harness = createHarness();
    api.diag.setLogger({ error: refuse, warn: refuse, info: refuse, debug: refuse, verbose: refuse }, { suppressOverrideMessage: true });
    expect(await harness.telemetry.withBackup({ job: '' }, () => 'stored')).toBe('stored');
  });
});

test('a problem is said even when it cannot be counted', async () => {
  const { meterProvider } = createHarness();
  const { telemetry, warnings } = createHarness({ meterProvider: breaking(meterProvider, 'getMeter') });
  await telemetry.withBackup({ job: 'a/path' }, () => undefined);
  expect(warnings.filter((said) => said.includes('`job`'))).toHaveLength(1);
});

test('a span is ended even when it takes no attributes', async () => {
  const sdk = createHarness();
  const { telemetry } = createHarness({ tracerProvider: spansThat(sdk.tracerProvider, 'setAttributes') });
  await telemetry.withBackup({ job: 'nightly' }, () => undefined);
  expect(sdk.spans()).toHaveLength(1);
});

function spansThat<T extends object>(provider: T, ...broken: string[]): T {
  return {
    getTracer: (...args: [string]) => ({
      startSpan: (...span: [string]) =>
        breaking((provider as unknown as api.TracerProvider).getTracer(...args).startSpan(...span), ...broken),
    }),
  } as unknown as T;
}

function countersThatThrow<T extends object>(provider: T): T {
  const instrument = { add: refuse, record: refuse };
  return {
    getMeter: (name: string) =>
      new Proxy((provider as unknown as api.MeterProvider).getMeter(name), {
        get: (meter, key) =>
          /^create(?!Observable)/.test(String(key)) ? () => instrument : (Reflect.get(meter, key) as () => unknown).bind(meter),
      }),
  } as unknown as T;
}

test.each<readonly [string, (attributes: Record<string, unknown>) => void]>([
  ['freezes', Object.freeze],
  ['empties', (attributes) => Object.keys(attributes).forEach((key) => Reflect.deleteProperty(attributes, key))],
])('a span that %s the attributes it is given changes none of the event', async (_, change) => {
  const sdk = createHarness();
  const tracerProvider = sdk.tracerProvider;
  const getTracer: api.TracerProvider['getTracer'] = (...names) => {
    const tracer = tracerProvider.getTracer(...names);
    return Object.assign(Object.create(tracer) as api.Tracer, {
      startSpan: (...args: Parameters<api.Tracer['startSpan']>) =>
        Object.assign(tracer.startSpan(...args), { setAttributes: (attributes: Record<string, unknown>) => change(attributes) }),
    });
  };
  const { telemetry, events } = createHarness({ tracerProvider: { getTracer } });
  await telemetry.withBackup({ job: 'nightly' }, (run) => run.phase('dump', () => undefined));
  for (const name of ['backup.phase.finished', 'backup.run.finished'] as const)
    expect(events(name)).toMatchObject([{ attributes: { 'backup.outcome': 'success' } }]);
});
