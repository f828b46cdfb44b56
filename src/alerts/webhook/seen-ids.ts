/** What is known of a webhook's id: nothing, that somebody acts on it at this moment, or that it is done. */
export type ClaimResult = 'new' | 'busy' | 'done';

/**
 * Remembers which webhooks were acted on. Alertmanager tells of a failure again and again while it goes on, with the same id,
 * so ids have to be kept as long as a failure may last. With several instances of a receiver this is a table they share,
 * with the id as its primary key.
 */
export interface SeenIds {
  /** Takes an id that is new, in one step, so that of two callers one gets it. */
  readonly claim: (id: string) => Promise<ClaimResult> | ClaimResult;
  /** The action is done: from now on the id is `done`. */
  readonly finish: (id: string) => Promise<void> | void;
  /** The action failed: the id is new again. */
  readonly release: (id: string) => Promise<void> | void;
}

/**
 * Ids in the memory of this process: for one instance that may act twice after a restart.
 *
 * @param options - `max`: how many ids are kept, those used least recently go first (default 10 000)
 */
export function createSeenIds({ max = 10_000 }: { readonly max?: number } = {}): SeenIds {
  const states = new Map<string, 'busy' | 'done'>();
  const put = (id: string, state: 'busy' | 'done') => {
    // A map keeps the order of insertion: the first key is the one not used for longest.
    states.delete(id);
    states.set(id, state);
  };
  return {
    claim(id) {
      const state = states.get(id);
      put(id, state ?? 'busy');
      if (states.size > max) states.delete(states.keys().next().value ?? '');
      return state ?? 'new';
    },
    finish: (id) => put(id, 'done'),
    release: (id) => void states.delete(id),
  };
}
