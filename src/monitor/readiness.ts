import { startDeadline } from '../http/deadline.js';

export interface ReadinessOptions {
  /** Rejects when events could not be stored now. */
  readonly probe: () => Promise<unknown>;
  /** @default 2_000 */
  readonly withinMs?: number;
  /** How long an answer holds: anybody may ask, as often as he likes. @default 1_000 */
  readonly holdsMs?: number;
}

/** Whether events can be stored at this moment. Never rejects. */
export function createReadiness({ probe, withinMs = 2_000, holdsMs = 1_000 }: ReadinessOptions): () => Promise<boolean> {
  let asked: { readonly at: number; readonly answer: Promise<boolean> } | undefined;

  async function ask(): Promise<boolean> {
    const deadline = startDeadline(withinMs);
    try {
      await deadline.race(probe);
      return true;
    } catch {
      return false;
    } finally {
      deadline.end();
    }
  }

  return () => {
    const at = performance.now();
    if (!asked || at - asked.at >= holdsMs) asked = { at, answer: ask() };
    return asked.answer;
  };
}
