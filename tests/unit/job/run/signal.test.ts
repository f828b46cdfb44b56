import { describe, expect, test } from 'vitest';
import { createHarness, settled } from '../harness.js';

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}

describe('a caller who aborts', () => {
  test('before the run makes its rejection a cancellation', async () => {
    const { telemetry, tree, events } = createHarness();
    const reason = new Error('stop');
    const run = telemetry.withBackup({ job: 'nightly', signal: AbortSignal.abort(reason) }, ({ signal }) => untilAborted(signal));
    expect(await settled(run)).toEqual({ error: reason });
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'cancelled' }]);
    expect(events('backup.run.finished')[0]).toMatchObject({ severity: 'WARN', attributes: { 'backup.outcome': 'cancelled' } });
  });

  test('during the run makes its rejection and that of its phase a cancellation', async () => {
    const { telemetry, tree } = createHarness();
    const controller = new AbortController();
    const run = telemetry.withBackup({ job: 'nightly', signal: controller.signal }, ({ phase }) =>
      phase('dump', ({ signal }) => untilAborted(signal)),
    );
    controller.abort();
    const result = await settled(run);
    expect(result).toEqual({ error: controller.signal.reason as unknown });
    expect(tree()).toEqual([
      { name: 'backup nightly', outcome: 'cancelled', children: [{ name: 'backup.phase dump', outcome: 'cancelled' }] },
    ]);
  });

  test('takes nothing from a run that returns all the same', async () => {
    const { telemetry, tree } = createHarness();
    const run = telemetry.withBackup({ job: 'nightly', signal: AbortSignal.abort() }, () => 'stored');
    expect(await run).toBe('stored');
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'success' }]);
  });

  test('after the run changes nothing', async () => {
    const { telemetry, tree } = createHarness();
    const controller = new AbortController();
    const run = telemetry.withBackup({ job: 'nightly', signal: controller.signal }, () => Promise.reject(new Error('x')));
    await settled(run);
    controller.abort();
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'failure', error: 'Error' }]);
  });

  test('is heard through the very signal that was given', async () => {
    const { telemetry } = createHarness();
    const { signal } = new AbortController();
    expect(await telemetry.withBackup({ job: 'nightly', signal }, (run) => run.signal)).toBe(signal);
  });

  test('is heard beside a timeout too, with the reason that was given', async () => {
    const { telemetry } = createHarness();
    const controller = new AbortController();
    const run = telemetry.withBackup({ job: 'nightly', signal: controller.signal, timeout: '1h' }, ({ signal }) => untilAborted(signal));
    controller.abort('operator');
    expect(await settled(run)).toEqual({ error: 'operator' });
    const aborted = AbortSignal.abort('too late');
    const late = telemetry.withBackup({ job: 'nightly', signal: aborted, timeout: '1h' }, ({ signal }) => untilAborted(signal));
    expect(await settled(late)).toEqual({ error: 'too late' });
  });

  test('by `AbortSignal.timeout` makes a timeout of it', async () => {
    const { telemetry, tree } = createHarness();
    await settled(telemetry.withBackup({ job: 'nightly', signal: AbortSignal.timeout(5) }, ({ signal }) => untilAborted(signal)));
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'timeout', error: 'TimeoutError' }]);
  });

  test.each<readonly [string, unknown]>([
    ['a string', 'stop'],
    ['null', null],
    [
      'an object whose name cannot be read',
      new Proxy(
        {},
        {
          get() {
            throw new Error('hidden');
          },
        },
      ),
    ],
  ])('for a reason of any kind (%s) gets the error of the job back', async (_, reason) => {
    const { telemetry, tree } = createHarness();
    const controller = new AbortController();
    const error = new Error('x');
    const run = telemetry.withBackup({ job: 'nightly', signal: controller.signal }, () => {
      controller.abort(reason);
      throw error;
    });
    expect(await settled(run)).toEqual({ error });
    expect(tree()).toEqual([{ name: 'backup nightly', outcome: 'cancelled' }]);
  });
});

test('a run without a signal and without a timeout has one that never aborts', async () => {
  const { telemetry } = createHarness();
  const signals = await telemetry.withBackup({ job: 'nightly' }, async (run) => [
    run.signal,
    run.signal,
    await run.phase('dump', (p) => p.signal),
  ]);
  expect(new Set(signals).size).toBe(1);
  expect(signals[0]).toMatchObject({ aborted: false });
});

test('no listener stays behind on the signal of a caller', async () => {
  const { telemetry } = createHarness();
  const { signal } = new AbortController();
  let listening = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listening += 1;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listening -= 1;
    remove(...args);
  };
  await telemetry.withBackup({ job: 'nightly', signal, timeout: '1h' }, () => undefined);
  expect(listening).toBe(0);
});

describe('what only resembles a signal never stops the backup', () => {
  test.each<readonly [string, object]>([
    ['without removeEventListener', { aborted: false, addEventListener: () => undefined }],
    [
      'whose methods throw',
      {
        aborted: false,
        addEventListener() {
          throw new Error('no');
        },
        removeEventListener() {
          throw new Error('no');
        },
      },
    ],
    [
      'whose getters throw',
      {
        get aborted(): boolean {
          throw new Error('no');
        },
      },
    ],
    [
      'that turns on us at the end',
      (() => {
        let reads = 0;
        return {
          get aborted() {
            reads += 1;
            if (reads > 2) throw new Error('no');
            return false;
          },
          addEventListener: () => undefined,
          removeEventListener: () => undefined,
        };
      })(),
    ],
  ])('%s', async (_, signal) => {
    const { telemetry, tree } = createHarness();
    for (const timeout of [undefined, '1h'] as const) {
      expect(await telemetry.withBackup({ job: 'nightly', timeout, signal: signal as AbortSignal }, () => 'stored')).toBe('stored');
      const error = new Error('x');
      expect(
        await settled(telemetry.withBackup({ job: 'nightly', timeout, signal: signal as AbortSignal }, () => Promise.reject(error))),
      ).toEqual({ error });
    }
    expect(tree().map(({ outcome }) => outcome)).toEqual(['success', 'failure', 'success', 'failure']);
  });
});
