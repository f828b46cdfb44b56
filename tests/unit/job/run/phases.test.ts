import * as api from '@opentelemetry/api';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { createHarness, settled, useContextManager } from '../harness.js';

/** Lets other runs get on with their work. */
const turn = () => new Promise((resolve) => setImmediate(resolve));
const phase = (name: string, children?: readonly unknown[]) => ({
  name: `backup.phase ${name}`,
  outcome: 'success',
  ...(children && { children }),
});

afterEach(() => {
  api.context.disable();
});

describe.each([
  ['with a context manager', useContextManager],
  ['without a context manager', () => undefined],
])('%s', (_, prepare) => {
  test('phases nest through their handles, in parallel too', async () => {
    prepare();
    const { telemetry, tree } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, async (run) => {
      await run.phase('dump', async (dump) => {
        const guests = dump.phase('guests', async (handle) => {
          await Promise.resolve().then(() => vendors);
          await handle.phase('rows', turn);
        });
        const vendors = dump.phase('vendors', turn);
        await guests;
      });
      await run.phase('upload', () => undefined);
    });
    expect(tree()).toEqual([
      {
        name: 'backup nightly',
        outcome: 'success',
        children: [phase('dump', [phase('vendors'), phase('guests', [phase('rows')])]), phase('upload')],
      },
    ]);
  });

  test('parallel runs of one job keep their own spans and ids', async () => {
    prepare();
    const { telemetry, tree, spans } = createHarness();
    const run = (name: string, before: Promise<unknown>) =>
      telemetry.withBackup({ job: 'nightly' }, async (handle) => {
        await before;
        await handle.phase(name, turn);
        return handle.reference;
      });
    const start = turn();
    const [b, c] = [run('b', start), run('c', start)];
    const references = await Promise.all([run('a', Promise.all([b, c])), b, c]);
    expect(tree()).toEqual(['b', 'c', 'a'].map((name) => ({ name: 'backup nightly', outcome: 'success', children: [phase(name)] })));
    for (const { runId, traceId } of references) {
      const own = spans().filter(({ attributes }) => attributes['backup.run.id'] === runId);
      expect(own.map((span) => span.spanContext().traceId)).toEqual([traceId, traceId]);
    }
    expect(new Set(references.map(({ runId }) => runId)).size).toBe(3);
  });
});

test('a job inside a job is a child of the phase it runs in, with an id and a sequence of its own', async () => {
  useContextManager();
  const { telemetry, tree, events } = createHarness();
  await telemetry.withBackup({ job: 'all' }, ({ phase: stage }) =>
    stage('databases', () =>
      Promise.all(['couples', 'vendors'].map((job) => telemetry.withBackup({ job }, async ({ phase: dump }) => dump('dump', () => job)))),
    ),
  );
  const inner = (job: string) => ({ name: `backup ${job}`, outcome: 'success', children: [phase('dump')] });
  expect(tree()).toEqual([
    { name: 'backup all', outcome: 'success', children: [phase('databases', [inner('couples'), inner('vendors')])] },
  ]);
  const sequences = new Map<unknown, unknown[]>();
  for (const { attributes } of events()) {
    const key = attributes['backup.job.name'];
    sequences.set(key, [...(sequences.get(key) ?? []), attributes['backup.event.sequence']]);
  }
  expect(Object.fromEntries(sequences)).toEqual({ all: [1, 2, 3], couples: [1, 2, 3], vendors: [1, 2, 3] });
});

test('the host sees the run and its phase as the active span', async () => {
  useContextManager();
  const { telemetry, tree, tracerProvider } = createHarness();
  const tracer = tracerProvider.getTracer('host');
  await telemetry.withBackup({ job: 'nightly' }, async (run) => {
    tracer.startSpan('query').end();
    await run.phase('dump', () => tracer.startSpan('read').end());
  });
  expect(tree()).toEqual([
    {
      name: 'backup nightly',
      outcome: 'success',
      children: [
        { name: 'query', outcome: undefined },
        { ...phase('dump'), children: [{ name: 'read', outcome: undefined }] },
      ],
    },
  ]);
});

describe('a phase', () => {
  test('returns what its function returns and rethrows what it throws', async () => {
    const { telemetry, tree, events } = createHarness();
    const error = new RangeError('secret');
    const stored = {};
    await telemetry.withBackup({ job: 'nightly' }, async (run) => {
      expect(await run.phase('upload', () => stored)).toBe(stored);
      expect(await settled(run.phase('verify', () => Promise.reject(error)))).toEqual({ error });
    });
    expect(tree()).toEqual([
      {
        name: 'backup nightly',
        outcome: 'success',
        children: [phase('upload'), { name: 'backup.phase verify', outcome: 'failure', error: 'RangeError' }],
      },
    ]);
    expect(events('backup.phase.finished').map(({ attributes, severity }) => [attributes['error.type'], severity])).toEqual([
      [undefined, 'INFO'],
      ['RangeError', 'ERROR'],
    ]);
  });

  test('that is partial makes the run partial', async () => {
    const { telemetry, tree, events } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, (run) => run.phase('dump', (dump) => dump.phase('guests', (g) => g.partial('locked'))));
    expect(tree()).toEqual([
      {
        name: 'backup nightly',
        outcome: 'partial',
        children: [{ name: 'backup.phase dump', outcome: 'partial', children: [{ name: 'backup.phase guests', outcome: 'partial' }] }],
      },
    ]);
    expect(events('backup.run.finished')[0]?.attributes['backup.reason']).toBe('locked');
  });

  test('that ends after its run is recorded all the same', async () => {
    const { telemetry, tree } = createHarness();
    let late: Promise<unknown> | undefined;
    await telemetry.withBackup({ job: 'nightly' }, (run) => {
      late = run.phase('late', () => turn().then(turn));
    });
    await late;
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'partial', children: [phase('late')] }]);
  });

  test('is measured by name and outcome', async () => {
    const { telemetry, points } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, (run) => run.phase('dump', () => undefined));
    expect((await points('backup.phase.duration')).map(({ attributes }) => attributes)).toEqual([
      { 'backup.operation': 'backup', 'backup.job.name': 'nightly', 'backup.phase.name': 'dump', 'backup.outcome': 'success' },
    ]);
  });

  test('of any number is measured', async () => {
    const { telemetry, points } = createHarness();
    await telemetry.withBackup({ job: 'nightly' }, async (run) => {
      for (let index = 0; index < 150; index += 1) await run.phase(`table ${String(index)}`, () => undefined);
    });
    expect(await points('backup.phase.duration')).toHaveLength(150);
  });
});

test('a phase runs also where the host writes its stacks by a function that throws', async () => {
  const { prepareStackTrace } = Error;
  onTestFinished(() => {
    Error.prepareStackTrace = prepareStackTrace;
  });
  const { telemetry } = createHarness();
  const stored = await telemetry.withBackup({ job: 'nightly' }, (run) => {
    Error.prepareStackTrace = () => {
      throw new TypeError('no stack');
    };
    const work = run.phase('of a throwing stack', () => 'stored');
    Error.prepareStackTrace = prepareStackTrace;
    return work;
  });
  expect(stored).toBe('stored');
});
