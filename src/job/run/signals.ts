import { orUndefined } from '../../untrusted/calls.js';

/** Who follows a signal, and our listener on it. */
type Followed = readonly [followers: Set<() => void>, aborted: () => void];

// One signal may stop hundreds of runs, and Node.js warns of a leak from the eleventh listener on: each signal has one of ours.
const followed = new WeakMap<AbortSignal, Followed>();

/** Calls back when a signal is aborted, until the returned function is called. What only looks like a signal may throw: from here, never later. */
export function followSignal(signal: AbortSignal, follower: () => void): () => void {
  const [followers, aborted] = followed.get(signal) ?? listen(signal);
  followers.add(follower);
  return () => {
    followers.delete(follower);
    if (followers.size > 0) return;
    followed.delete(signal);
    orUndefined(() => signal.removeEventListener('abort', aborted));
  };
}

function listen(signal: AbortSignal): Followed {
  const followers = new Set<() => void>();
  const aborted = () => {
    followed.delete(signal);
    for (const follower of [...followers]) follower();
  };
  signal.addEventListener('abort', aborted, { once: true });
  const created: Followed = [followers, aborted];
  followed.set(signal, created);
  return created;
}
