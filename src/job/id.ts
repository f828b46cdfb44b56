import { orUndefined } from '../untrusted/calls.js';

let count = 0;

/**
 * A random id: UUID version 4, or random digits where `crypto.randomUUID` is missing (in pages served over plain HTTP) or throws
 * (in edge runtimes while modules load, where nothing random is to be had: there time and a count are).
 */
export function newId(): string {
  const platform = globalThis as { crypto?: { randomUUID?: () => string } };
  const id = orUndefined(() => platform.crypto?.randomUUID?.());
  if (typeof id === 'string') return id;
  count += 1;
  return `${orUndefined(() => `${Math.random()}${Math.random()}`.replace(/0\./g, '')) ?? Date.now()}${count}`;
}
