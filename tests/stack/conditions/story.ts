import type { Told } from './play.js';
import type { Scenario } from './scenario.js';

/** What is told at some minutes of a scenario. */
export interface Story extends Scenario {
  readonly tells: Readonly<Record<number, Told>>;
}
