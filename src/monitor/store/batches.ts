import { StoreError } from './database.js';

// Larger ones make everybody wait for one of them.
const MOST_ITEMS = 2_000;
// About 100 MB of events. Whoever comes beyond it has to come again.
const MOST_WAITING = 50_000;

/** Hears of an item that is rejected, and why. */
export type OnRejected<Item> = (item: Item, error: StoreError) => void;

interface Call<Item, Result> {
  readonly items: readonly Item[];
  readonly onRejected: OnRejected<Item>;
  readonly resolve: (results: readonly Result[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Joins calls that come while one is in progress into the next one. Where one of them is rejected, each is tried alone, and of that one each
 * half: what is wrong with an item costs it only.
 *
 * @param work - Does many items at once, and answers with results that have the `envelope` they are of
 * @param mostWaiting - A call beyond so many items that wait rejects with a StoreError `unavailable`
 */
export function createBatches<Item, Result extends { readonly envelope: Item }>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  mostWaiting = MOST_WAITING,
): (items: readonly Item[], onRejected: OnRejected<Item>) => Promise<readonly Result[]> {
  const waiting: Call<Item, Result>[] = [];
  let isRunning = false;
  let count = 0;

  async function drain(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const calls = takeBatch(waiting);
      await settle(calls, work);
      for (const { items } of calls) count -= items.length;
    }
    isRunning = false;
  }

  return (items, onRejected) =>
    new Promise((resolve, reject) => {
      // A call that is larger than that for itself is taken when nothing else waits.
      if (count > 0 && count + items.length > mostWaiting) return reject(new StoreError('unavailable', 'Too many events are waiting'));
      count += items.length;
      waiting.push({ items, onRejected, resolve, reject });
      if (!isRunning) void drain();
    });
}

function takeBatch<Item, Result>(waiting: Call<Item, Result>[]): readonly Call<Item, Result>[] {
  let size = 0;
  const end = waiting.findIndex(({ items }, index) => (size += items.length) > MOST_ITEMS && index > 0);
  return waiting.splice(0, end < 0 ? waiting.length : end);
}

async function settle<Item, Result extends { readonly envelope: Item }>(
  calls: readonly Call<Item, Result>[],
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<void> {
  try {
    const results = await work(calls.flatMap(({ items }) => items));
    const byItem = new Map(results.map((result) => [result.envelope, result]));
    for (const { items, resolve } of calls) resolve(items.flatMap((item) => byItem.get(item) ?? []));
  } catch (error) {
    for (const call of calls) await settleAlone(call, error, calls.length > 1 ? [call.items] : halvesOf(call.items), work);
  }
}

/** Tries parts of a call after all of it failed. */
async function settleAlone<Item, Result>(
  { items, onRejected, resolve, reject }: Call<Item, Result>,
  error: unknown,
  parts: readonly (readonly Item[])[],
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<void> {
  if (!isRejection(error)) return reject(error);
  try {
    if (parts.length === 0) for (const item of items) onRejected(item, error);
    const results: Result[] = [];
    for (const part of parts) results.push(...(await inParts(part, onRejected, work)));
    resolve(results);
  } catch (other) {
    reject(other);
  }
}

async function inParts<Item, Result>(
  items: readonly Item[],
  onRejected: OnRejected<Item>,
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  try {
    return await work(items);
  } catch (error) {
    if (!isRejection(error)) throw error;
    const [one] = items;
    if (items.length === 1 && one !== undefined) {
      onRejected(one, error);
      return [];
    }
    const results: Result[] = [];
    for (const half of halvesOf(items)) results.push(...(await inParts(half, onRejected, work)));
    return results;
  }
}

function halvesOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const middle = Math.ceil(items.length / 2);
  return items.length < 2 ? [] : [items.slice(0, middle), items.slice(middle)];
}

function isRejection(error: unknown): error is StoreError {
  return error instanceof StoreError && error.code === 'rejected';
}
