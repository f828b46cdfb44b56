import { expect, test, vi } from 'vitest';
import { createBatches } from '../../../../src/monitor/store/batches.js';
import { StoreError } from '../../../../src/monitor/store/database.js';

/** Work on numbers, as a database does it: all or nothing, and nothing where one of them is odd. */
function createNumbers({ failsAt }: { readonly failsAt?: number } = {}) {
  const done: number[] = [];
  let calls = 0;
  const add = createBatches(async (items: readonly number[]) => {
    await Promise.resolve();
    if (++calls === failsAt) throw new StoreError('unavailable', 'gone');
    if (items.some((item) => item % 2 === 1)) throw new StoreError('rejected', 'odd');
    done.push(...items);
    return items.map((envelope) => ({ envelope }));
  });
  const rejected: number[] = [];
  return { done, rejected, add: (...items: number[]) => add(items, (item) => rejected.push(item)) };
}

test('what is rejected costs itself only, whoever it came with', async () => {
  const { add, done, rejected } = createNumbers();
  const answers = await Promise.all([add(2), add(4, 6, 7, 8, 10, 12, 13), add(14, 16), add(17)]);
  expect(answers.map((results) => results.map(({ envelope }) => envelope))).toEqual([[2], [4, 6, 8, 10, 12], [14, 16], []]);
  expect([...done].sort((one, other) => one - other)).toEqual([2, 4, 6, 8, 10, 12, 14, 16]);
  expect(rejected.sort()).toEqual([13, 17, 7]);
});

test('a database that goes away while halves are tried is an error of the call, not of its items', async () => {
  const { add, rejected } = createNumbers({ failsAt: 2 });
  await expect(add(2, 3, 4)).rejects.toMatchObject({ code: 'unavailable' });
  expect(rejected).toEqual([]);
  await expect(add(2, 3, 4)).resolves.toHaveLength(2);
});

test('whoever comes when too many wait has to come again, and is taken when they are done', async () => {
  const open: (() => void)[] = [];
  const add = createBatches(async (items: readonly number[]) => {
    await new Promise<void>((resolve) => open.push(resolve));
    return items.map((envelope) => ({ envelope }));
  }, 5);
  const ignore = () => {};
  const finish = async () => {
    await vi.waitFor(() => expect(open.length).toBeGreaterThan(0));
    open.shift()?.();
  };
  // Larger than the queue, with nothing before it.
  const first = add([1, 2, 3, 4, 5, 6], ignore);
  await expect(add([7], ignore)).rejects.toMatchObject({ code: 'unavailable', message: 'Too many events are waiting' });
  await finish();
  await expect(first).resolves.toHaveLength(6);
  const second = [add([1, 2], ignore), add([3, 4, 5], ignore)];
  await expect(add([6], ignore)).rejects.toMatchObject({ code: 'unavailable' });
  await finish();
  await second[0];
  await finish();
  await expect(second[1]).resolves.toHaveLength(3);
});
