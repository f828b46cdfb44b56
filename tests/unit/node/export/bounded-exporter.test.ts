import { expect, it, vi } from 'vitest';
import { createBoundedExporter, type AnyExporter } from '../../../../src/node/export/bounded-exporter.js';
import { captureDiag } from '../process/capture-diag.js';

type Done = Parameters<AnyExporter['export']>[1];
type Result = Parameters<Done>[0];

/** A bounded exporter of one that ends its exports on demand. */
function createHeld(limitMs = 1_000) {
  const held: Done[] = [];
  const connections = { cutUnanswered: vi.fn(), cut: vi.fn(), close: vi.fn() };
  const exporter: AnyExporter = { export: (_, done) => void held.push(done) };
  const bounded = createBoundedExporter(exporter, { signal: 'logs', limitMs, connections });
  const send = () => {
    const results: Result[] = [];
    exporter.export(undefined as never, (result) => void results.push(result));
    return results;
  };
  return { bounded, connections, held, send };
}

it('hands on what the bounded says', () => {
  const { bounded, held, send } = createHeld();
  const results = send();
  held[0]?.({ code: 0 });
  expect(results).toEqual([{ code: 0 }]);
  expect(bounded.failures()).toEqual({ count: 0, newest: undefined });
  expect(bounded.isFailing()).toBe(false);
});

it('says what could not be sent, why, and with which status', () => {
  const { bounded, held, send } = createHeld();
  const reasons = [Object.assign(new Error('Not Found'), { code: 404 }), new Error('connect ECONNREFUSED'), undefined];
  const messages = reasons.map((error, index) => {
    const [result] = [send(), held[index]?.({ code: 1, error })][0] as Result[];
    return result?.error?.message;
  });
  expect(messages).toEqual([
    'Sending logs failed: Not Found (404)',
    'Sending logs failed: connect ECONNREFUSED',
    'Sending logs failed: unknown error',
  ]);
  expect(bounded.failures().count).toBe(3);
  expect(bounded.isFailing()).toBe(true);
});

it('is failing no more when the next export arrives', () => {
  const { bounded, held, send } = createHeld();
  send();
  held[0]?.({ code: 1 });
  send();
  held[1]?.({ code: 0 });
  expect(bounded.isFailing()).toBe(false);
  expect(bounded.failures().count).toBe(1);
});

it('ends an export that does not end by itself, cuts its connection, and hears no more of it', async () => {
  const { bounded, connections, held, send } = createHeld(20);
  const results = send();
  await bounded.settled();
  expect(connections.cut).toHaveBeenCalledTimes(1);
  held[0]?.({ code: 0 });
  expect(results.map(({ error }) => error?.message)).toEqual(['Sending logs failed: the receiver did not finish its answer within 20 ms']);
});

it('takes an bounded that throws for one that fails', () => {
  const bounded: AnyExporter = {
    export: () => {
      throw new Error('not serializable');
    },
  };
  createBoundedExporter(bounded, { signal: 'traces', limitMs: 1_000 });
  const results: Result[] = [];
  bounded.export(undefined as never, (result) => void results.push(result));
  expect(results.map(({ error }) => error?.message)).toEqual(['Sending traces failed: not serializable']);
});

it('is settled when nothing is in flight, and so is the bounded', async () => {
  const { bounded, held, send } = createHeld();
  send();
  send();
  let isSettled = false;
  const both = Promise.all([bounded.settled(), bounded.exporter.forceFlush?.()]).then(() => (isSettled = true));
  held[0]?.({ code: 1 });
  await Promise.resolve();
  expect(isSettled).toBe(false);
  held[1]?.({ code: 0 });
  await both;
});

it('gives up what is in flight when it is closed, and drops the rest without a word', () => {
  const { bounded, connections, held, send } = createHeld();
  const onTheWay = send();
  bounded.close();
  expect(connections.close).toHaveBeenCalledTimes(1);
  expect(onTheWay.map(({ error }) => error?.message)).toEqual(['Sending logs failed: given up at shutdown']);
  expect(send()).toEqual([{ code: 0 }]);
  expect(held).toHaveLength(1);
});

it('lets the SDK go after 2 s, whatever is set for an export, and says at its end how it failed', async () => {
  vi.useFakeTimers();
  const said = captureDiag();
  const { bounded, connections, held, send } = createHeld(10_000);
  const results = send();
  await vi.advanceTimersByTimeAsync(1_999);
  expect(results).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(results).toEqual([{ code: 0 }]);
  expect(connections.cutUnanswered).toHaveBeenCalledTimes(1);
  expect([bounded.isFailing(), bounded.failures().newest?.message, said()]).toEqual([
    true,
    'Sending logs failed: the receiver has not answered within 2000 ms',
    [],
  ]);
  await bounded.settled();
  held[0]?.({ code: 1, error: new Error('timeout') });
  expect(bounded.failures().count).toBe(1);
  expect([bounded.isFailing(), said(), results.length]).toEqual([true, ['Sending logs failed: timeout'], 1]);
  vi.useRealTimers();
});

it('lets the SDK go sooner while it knows that the receiver hung, and has failed no more once an answer comes', async () => {
  vi.useFakeTimers();
  const { bounded, held, send } = createHeld(10_000);
  send();
  await vi.advanceTimersByTimeAsync(2_000);
  const next = send();
  await vi.advanceTimersByTimeAsync(100);
  expect([next, bounded.failures().count, bounded.isFailing()]).toEqual([[{ code: 0 }], 2, true]);
  held[1]?.({ code: 0 });
  expect([bounded.failures().count, bounded.isFailing()]).toEqual([2, false]);
  const last = send();
  await vi.advanceTimersByTimeAsync(1_999);
  expect(last).toEqual([]);
  vi.useRealTimers();
});

it('has patience once: 2 s for an answer, little more after one that never came, and again once one came', async () => {
  vi.useFakeTimers();
  const { bounded, held, send } = createHeld(10_000);
  expect(bounded.patienceMs()).toBe(2_000);
  send();
  await vi.advanceTimersByTimeAsync(500);
  expect(bounded.patienceMs()).toBe(1_500);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(bounded.patienceMs()).toBe(0);
  held[0]?.({ code: 1 });
  expect(bounded.patienceMs()).toBe(100);
  send();
  held[1]?.({ code: 0 });
  expect(bounded.patienceMs()).toBe(2_000);
  send();
  await vi.advanceTimersByTimeAsync(600);
  held[2]?.({ code: 1 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(bounded.patienceMs()).toBe(2_000);
  vi.useRealTimers();
});
