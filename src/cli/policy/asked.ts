import type { Policy } from '../../policy/index.js';
import type { Invocation } from '../command.js';

/** Values of the options of `policy`. */
export interface PolicyValues {
  readonly count: number;
  readonly from: Date | undefined;
  readonly events: string | undefined;
  readonly until: Date | undefined;
  readonly 'fail-on': 'critical' | 'warning' | 'never';
  readonly check: string | undefined;
  readonly json: boolean;
}

/** What is asked about a policy. */
export interface Asked extends Pick<Invocation<PolicyValues>, 'io' | 'style' | 'values'> {
  readonly policy: Policy;
  /** As it was named. */
  readonly file: string;
}

export function asJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

export function plural(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
}
