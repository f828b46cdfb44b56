import { isTimeKnown, type Clock } from '../clock.js';
import { guard } from '../../untrusted/guard.js';
import type { ReportProblem } from '../problems.js';
import type { EventEmitter } from './events.js';
import type { Providers } from './providers.js';

/** What an instance has for an SDK. */
interface Waiting {
  readonly clock: Clock;
  readonly providers: Providers;
  readonly events: EventEmitter;
  /** What waits for a platform that can be asked for the time. */
  readonly deferred: (() => void)[];
  readonly report: ReportProblem;
}

// Jobs are defined while modules load, often before the host has started its SDK: look again soon, then less and less often.
const FIRST_LOOK_MS = 100;
const RAREST_LOOK_MS = 60_000;

const waiting = new WeakSet<Waiting>();

/** Sees to it that an SDK registered later learns of the jobs defined before, even when none of them ever runs. */
export function awaitProviders(core: Waiting): void {
  if (bindProviders(core) || waiting.has(core)) return;
  waiting.add(core);
  const look = (delayMs: number) => {
    core.clock.startTimer(() => {
      if (bindProviders(core)) waiting.delete(core);
      else look(Math.min(delayMs * 2, RAREST_LOOK_MS));
    }, delayMs);
  };
  // Some edge runtimes allow no timers while modules load; there the next run binds.
  look(FIRST_LOOK_MS);
}

/** Hands what an instance knows to the SDK registered now, and says whether nothing is missing there. */
export function bindProviders(core: Waiting): boolean {
  return (
    guard(core, () => {
      if (isTimeKnown()) for (const task of core.deferred.splice(0)) task();
      core.providers.instruments();
      core.events.deliver();
      return core.providers.complete();
    }) ?? false
  );
}
