import { logRunsOf, usableOf } from './recovery-points.js';
import type { RecoveryFact } from './recovery-facts.js';

/** From `from` on, so much of the past is safe: all up to `safeUntil`. In seconds since the Unix epoch. */
export interface ProtectionStep {
  /** Since when it is. */
  readonly from: number;
  /** What happened until then can be restored. */
  readonly safeUntil: number;
}

/**
 * What was safe, and since when, as it was at the time: a backup from its end on, as of its start; the log from when it was said to be
 * archived. A backup that is not usable by all that is known never was. Oldest first, each safer than the one before.
 */
export function protectionOf(facts: readonly RecoveryFact[]): readonly ProtectionStep[] {
  const backups = usableOf(facts);
  const steps: ProtectionStep[] = backups.map(({ at, startedAt }) => ({ from: at, safeUntil: startedAt }));
  for (const { from, said } of logRunsOf(facts)) {
    // Whatever ended within the stretch can be replayed to its end; backups are sorted by their ends.
    const base = backups.find(({ at }) => at >= from);
    for (const { at, until } of said) if (base && base.at <= until) steps.push({ from: Math.max(at, base.at), safeUntil: until });
  }
  const rising: ProtectionStep[] = [];
  for (const step of steps.sort((one, other) => one.from - other.from || one.safeUntil - other.safeUntil)) {
    const last = rising.at(-1);
    if (last && step.safeUntil <= last.safeUntil) continue;
    if (last?.from === step.from) rising.pop();
    rising.push(step);
  }
  return rising;
}

/** What a promise is measured over. All times in seconds since the Unix epoch. */
export interface AttainmentWindow {
  /** Begin of the window. */
  readonly from: number;
  /** End of the window, which may be still to come. */
  readonly until: number;
  /** Nothing after it is counted. */
  readonly now: number;
  /** The job is promised since then; before it nothing is counted. @default the start of the window */
  readonly since?: number | undefined;
  /** Recovery point objective in seconds. */
  readonly objective: number;
  /** Promised share of the window, in percent. */
  readonly percent: number;
}

/** How a promise was kept so far. In seconds. */
export interface Attainment {
  /** So much of the window has passed. */
  readonly measured: number;
  /** So much of that was inside the objective. */
  readonly protected: number;
  /** So much of that was not. */
  readonly exposed: number;
  /** Share of what has passed that was inside the objective, in percent; 100 where nothing has passed. */
  readonly percent: number;
  /** So much of the whole window may be exposed. */
  readonly budget: number;
  /** So much of that is left; below 0 the promise is broken. */
  readonly budgetLeft: number;
}

/**
 * Attainment as protected time: how long the age of the newest usable backup was inside the objective. A moment of which nothing is known
 * counts against it, until a fact that comes later covers it.
 */
export function attainmentOf(steps: readonly ProtectionStep[], window: AttainmentWindow): Attainment {
  const from = Math.max(window.from, window.since ?? -Infinity);
  const until = Math.max(from, Math.min(window.until, window.now));
  let safe = 0;
  for (const [index, { from: begin, safeUntil }] of steps.entries()) {
    const end = Math.min(steps[index + 1]?.from ?? Infinity, safeUntil + window.objective);
    safe += Math.max(0, Math.min(end, until) - Math.max(begin, from));
  }
  const measured = until - from;
  const exposed = measured - safe;
  const budget = Math.max(0, window.until - from) * (1 - window.percent / 100);
  const percent = measured === 0 ? 100 : (safe / measured) * 100;
  return { measured, protected: safe, exposed, percent, budget, budgetLeft: budget - exposed };
}
