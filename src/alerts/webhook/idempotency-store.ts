import type { Duration } from '../../policy/duration.js';
import { checkKeys, readDuration, readFunction, readWhole } from '../options/check.js';

/** What is known of a webhook's id: nothing, that somebody acts on it at this moment, or that it is done. */
export type ClaimResult = 'new' | 'busy' | 'done';

/**
 * Remembers which webhooks were acted on. Alertmanager sends a failure again and again while it goes on, with the same id,
 * so ids have to be kept as long as a failure may last. With several instances of a receiver this is a table they share,
 * with the id as its primary key.
 */
export interface IdempotencyStore {
  /**
   * Takes an id that is new, in one step, so that of two callers one gets it. A claim of which nothing more was heard for a minute or so
   * is over: whoever made it has died, or hangs, and somebody has to act.
   *
   * @param claimant - Stands for this delivery, and for no other
   */
  readonly claim: (id: string, claimant: string) => Promise<ClaimResult> | ClaimResult;
  /** The action is done: from now on the id is `done`. */
  readonly finish: (id: string) => Promise<void> | void;
  /** The action failed: the id is new again, unless another has claimed it since. */
  readonly release: (id: string, claimant: string) => Promise<void> | void;
}

/** How many ids are kept, and for how long an action may hold one. */
export interface IdempotencyStoreOptions {
  /** How many ids are kept; those used least recently go first, but none that is acted on at the moment. @default 10_000 */
  readonly max?: number | undefined;
  /** How long an action may take. After that its id is new again, so that a delivery that comes again is acted on. @default '1m' */
  readonly claimTimeout?: Duration | undefined;
  /** Milliseconds of a clock that nobody sets. @default performance.now */
  readonly now?: (() => number) | undefined;
}

type State = 'done' | { readonly claimant: string; readonly claimedAt: number };

/**
 * Ids in the memory of this process: for one instance that may act twice after a restart.
 *
 * @throws BackupTelemetryError `configuration_invalid` when an option is wrong or unknown
 *
 * @example
 * ```ts
 * const idempotencyStore = createIdempotencyStore({ max: 50_000, claimTimeout: '2m' });
 * ```
 */
export function createIdempotencyStore(options: IdempotencyStoreOptions = {}): IdempotencyStore {
  checkKeys('the options of createIdempotencyStore', options, ['max', 'claimTimeout', 'now']);
  const max = readWhole('max', options.max, { min: 1, max: 10_000_000, fallback: 10_000 });
  const claimTimeoutMs = readDuration('claimTimeout', options.claimTimeout, { min: '1s', max: '1d', fallback: '1m' });
  const now = readFunction('now', options.now, () => performance.now());
  const states = new Map<string, State>();
  const put = (id: string, state: State) => {
    // A map keeps the order of insertion: the first key is the one not used for longest.
    states.delete(id);
    states.set(id, state);
  };
  // NaN is within no limit: a clock that says nothing keeps no id busy.
  const isBusy = (state: State | undefined) => typeof state === 'object' && now() - state.claimedAt < claimTimeoutMs;
  /** Makes room for one more: those not used for longest go. What is acted on at this moment stays: a second delivery of it would be acted on as well. */
  const makeRoom = () => {
    for (const [id, state] of states) {
      if (states.size < max) return;
      if (!isBusy(state)) states.delete(id);
    }
  };
  return {
    claim(id, claimant) {
      const state = states.get(id);
      if (state === 'done') put(id, state);
      else if (isBusy(state)) return 'busy';
      else {
        if (state === undefined) makeRoom();
        put(id, { claimant, claimedAt: now() });
      }
      return state === 'done' ? 'done' : 'new';
    },
    finish: (id) => put(id, 'done'),
    release(id, claimant) {
      const state = states.get(id);
      // An action that failed late must not undo the claim, or the end, of one that came after it.
      if (state !== 'done' && state?.claimant === claimant) states.delete(id);
    },
  };
}
