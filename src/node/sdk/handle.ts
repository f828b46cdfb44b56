import { orUndefined } from '../../untrusted/calls.js';
import { settleWithin } from './settle-within.js';
import { log } from '../problems/log.js';

/** Started telemetry. No member ever rejects or takes longer than 2 s. */
export interface BackupTelemetryHandle {
  /** Sends what is buffered. */
  readonly flush: () => Promise<void>;
  /** Sends what is buffered and stops; whatever has not left within the limit is given up. Later calls return the same promise. */
  readonly shutdown: () => Promise<void>;
  /** {@link BackupTelemetryHandle.shutdown}, for `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** What a handle is made of. */
export interface HandleParts {
  readonly flushes: () => readonly (() => Promise<unknown>)[];
  /** How long somebody may still wait for them, in milliseconds. @default 2 s */
  readonly patienceMs?: () => number;
  /** Ends all sending; called when the last flush is done, at the limit at the latest, and maybe both times. */
  readonly close?: () => void;
  /** Stops what is flushed; called once, when nothing is sent any more. */
  readonly stop?: () => Promise<unknown>;
}

const DEADLINE_MS = 2_000;

export function createHandle({ flushes, patienceMs = () => DEADLINE_MS, close, stop }: HandleParts): BackupTelemetryHandle {
  let stopped: Promise<void> | undefined;

  async function within(list: HandleParts['flushes'], what: string): Promise<void> {
    // A host's providers may throw when they are looked at.
    const tasks = orUndefined(list);
    if (!tasks || !(await settleWithin(Math.min(patienceMs(), DEADLINE_MS), tasks)))
      log('warn', `Some telemetry could not be sent at ${what}; is the receiver up?`);
  }

  async function stopAll(): Promise<void> {
    const results = await Promise.allSettled(flushes().map(async (flush) => flush()));
    close?.();
    await stop?.();
    if (results.some(({ status }) => status === 'rejected')) throw new Error('A flush failed.');
  }

  async function stopWithin(): Promise<void> {
    await within(() => [stopAll], 'shutdown');
    orUndefined(() => close?.());
  }

  const shutdown = () => (stopped ??= stopWithin());
  return { flush: () => stopped ?? within(flushes, 'flush'), shutdown, [Symbol.asyncDispose]: shutdown };
}
