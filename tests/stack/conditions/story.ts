import type { HeldAlerts } from './play.js';
import type { Scenario } from './scenario.js';

/** A scenario, and the alerts that hold at some of its minutes. */
export interface Story extends Scenario {
  readonly expected: Readonly<Record<number, HeldAlerts>>;
}
