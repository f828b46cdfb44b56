import { DEFAULTS } from '../policy/defaults.js';

/** Knows until when jobs could be heard: a monitor that was away, or whose store was, knows nothing of the time between. Milliseconds since the Unix epoch. */
export interface Listening {
  /** Events could be stored at this moment. */
  readonly isWell: (now: number) => void;
  /** They could not: senders have to come again. */
  readonly isDeaf: (now: number) => void;
  /** What counts as now where silence counts. */
  readonly until: (now: number) => number;
}

// A run that goes on has shown itself by then, and senders that waited have come again.
const SETTLE_MS = DEFAULTS.lostAfter * 1_000;

interface Gap {
  readonly from: number;
  /** Nothing while it lasts. */
  readonly until?: number;
}

/** @param heardUntil - When a monitor was last known to hear, where there was one before */
export function createListening(heardUntil: number | undefined, startedAt: number): Listening {
  let gap: Gap | undefined = heardUntil === undefined || heardUntil >= startedAt ? undefined : { from: heardUntil, until: startedAt };

  function until(now: number): number {
    if (!gap) return now;
    if (gap.until === undefined) return gap.from;
    const since = now - gap.until;
    if (since >= SETTLE_MS) gap = undefined;
    // Of the time since then silence counts; of that between nothing does.
    return gap ? gap.from + Math.max(since, 0) : now;
  }

  return {
    until,
    isWell(now) {
      if (gap && gap.until === undefined) gap = { ...gap, until: now };
    },
    isDeaf(now) {
      if (!gap || gap.until !== undefined) gap = { from: until(now) };
    },
  };
}
