import { expect, it } from 'vitest';
import { settleWithin } from '../../../../src/node/sdk/settle-within.js';

const never = () => new Promise<never>(() => undefined);

it('is true when all tasks are done', async () => {
  expect(await settleWithin(1_000, [() => Promise.resolve(1), () => Promise.resolve(2)])).toBe(true);
  expect(await settleWithin(1_000, [])).toBe(true);
});

it('is false when one rejects or throws, after the others are done', async () => {
  let done = false;
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    done = true;
  };
  const throws = () => {
    throw new Error('no');
  };
  expect(await settleWithin(1_000, [throws, () => Promise.reject(new Error('no')), slow])).toBe(false);
  expect(done).toBe(true);
});

it('is false at the limit when one hangs', async () => {
  expect(await settleWithin(20, [never])).toBe(false);
});
