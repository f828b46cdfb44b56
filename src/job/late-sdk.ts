import { guard, type Core } from './core.js';

// Jobs are defined while modules load, often before the host has started its SDK: look again soon, then less and less often.
const FIRST_LOOK_MS = 100;
const RAREST_LOOK_MS = 60_000;

const waiting = new WeakSet<Core>();

/** Sees to it that an SDK registered later learns of the jobs defined before, even when none of them ever runs. */
export function awaitProviders(core: Core): void {
  if (bind(core) || waiting.has(core)) return;
  waiting.add(core);
  const look = (delayMs: number) => {
    const timer = setTimeout(() => {
      if (bind(core)) waiting.delete(core);
      else look(Math.min(delayMs * 2, RAREST_LOOK_MS));
    }, delayMs);
    (timer as { unref?: () => void }).unref?.();
  };
  try {
    look(FIRST_LOOK_MS);
  } catch {
    // Some edge runtimes allow no timers while modules load; there the next run binds.
  }
}

function bind(core: Core): boolean {
  return (
    guard(core, () => {
      core.providers.instruments();
      core.events.deliver();
      return core.providers.complete();
    }) ?? false
  );
}
