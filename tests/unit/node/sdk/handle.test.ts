import { expect, it, vi } from 'vitest';
import { createHandle } from '../../../../src/node/sdk/handle.js';
import { captureDiag } from '../process/capture-diag.js';

it('flushes, then ends all sending, then stops', async () => {
  const order: string[] = [];
  const step = (name: string) => () => Promise.resolve(void order.push(name));
  const handle = createHandle({ flushes: () => [step('flush')], close: () => void order.push('close'), stop: step('stop') });
  await handle.shutdown();
  expect(order).toEqual(['flush', 'close', 'stop', 'close']);
});

it('says that a flush failed, and rejects never', async () => {
  const said = captureDiag();
  const handle = createHandle({ flushes: () => [() => Promise.reject(new Error('no')), () => Promise.resolve()] });
  await expect(handle.flush()).resolves.toBeUndefined();
  await expect(handle.shutdown()).resolves.toBeUndefined();
  expect(said()).toEqual([
    'Some telemetry could not be sent at flush; is the receiver up?',
    'Some telemetry could not be sent at shutdown; is the receiver up?',
  ]);
});

it('gives up after 2 s in all, also when it cannot even stop', async () => {
  vi.useFakeTimers();
  captureDiag();
  const close = vi.fn();
  const never = () => new Promise<never>(() => undefined);
  const stopping = [createHandle({ flushes: () => [never], close }), createHandle({ flushes: () => [], close, stop: never })].map(
    (handle) => handle.shutdown(),
  );
  await vi.advanceTimersByTimeAsync(2_000);
  await Promise.all(stopping);
  expect(close).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});

it('stops once, whoever asks, and a flush after that waits for it', async () => {
  const stop = vi.fn(() => Promise.resolve());
  const handle = createHandle({ flushes: () => [], stop });
  const stopped = handle.shutdown();
  expect(handle[Symbol.asyncDispose]()).toBe(stopped);
  expect(handle.flush()).toBe(stopped);
  await stopped;
  expect(stop).toHaveBeenCalledTimes(1);
});
