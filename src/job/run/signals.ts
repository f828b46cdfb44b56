import { orUndefined } from '../../untrusted/calls.js';

interface Followed {
  readonly followers: Set<() => void>;
  readonly stop: () => void;
}

// One signal may stop hundreds of runs, and Node.js warns of a leak from the eleventh listener on: each signal has one of ours.
const followed = new WeakMap<AbortSignal, Followed>();

/** Calls back when a signal is aborted, until the returned function is called. What only looks like a signal may throw: from here, never later. */
export function followSignal(signal: AbortSignal, follower: () => void): () => void {
  const present = followed.get(signal) ?? listen(signal);
  present.followers.add(follower);
  return () => {
    present.followers.delete(follower);
    if (present.followers.size === 0) present.stop();
  };
}

function listen(signal: AbortSignal): Followed {
  const followers = new Set<() => void>();
  const aborted = () => {
    followed.delete(signal);
    for (const follower of [...followers]) follower();
  };
  signal.addEventListener('abort', aborted, { once: true });
  const created: Followed = {
    followers,
    stop() {
      followed.delete(signal);
      orUndefined(() => signal.removeEventListener('abort', aborted));
    },
  };
  followed.set(signal, created);
  return created;
}
