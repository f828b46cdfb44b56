/** Waits for all, whatever becomes of each, and never longer than the limit. Never rejects. */
export async function settleWithin(limitMs: number, tasks: readonly (() => Promise<unknown>)[]): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, limitMs, false);
  });
  // In async functions, so that a task that throws is one that rejects.
  const done = Promise.allSettled(tasks.map(async (task) => task())).then((results) =>
    results.every(({ status }) => status === 'fulfilled'),
  );
  const settled = await Promise.race([done, late]);
  clearTimeout(timer);
  return settled;
}
