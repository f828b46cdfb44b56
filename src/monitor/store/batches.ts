import { StoreError } from './database.js';

// Larger ones make everybody wait for one of them.
const MOST_ITEMS = 2_000;

interface Call<Item, Result> {
  readonly items: readonly Item[];
  readonly resolve: (results: readonly Result[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Joins calls that come while one is in progress into the next one. Where one of them is rejected, each is tried alone: what is wrong with it
 * costs itself only.
 *
 * @param work - Does many items at once, and answers with results that have the `envelope` they are of
 */
export function createBatches<Item, Result extends { readonly envelope: Item }>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): (items: readonly Item[]) => Promise<readonly Result[]> {
  const waiting: Call<Item, Result>[] = [];
  let isRunning = false;

  async function drain(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) await settle(takeBatch(waiting), work);
    isRunning = false;
  }

  return (items) =>
    new Promise((resolve, reject) => {
      waiting.push({ items, resolve, reject });
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
    const isOfOne = error instanceof StoreError && error.code === 'rejected' && calls.length > 1;
    for (const call of calls) await (isOfOne ? settle([call], work) : call.reject(error));
  }
}
