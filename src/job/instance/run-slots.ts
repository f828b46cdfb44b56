import { labelsKey, type Labels } from '../../state/job-labels.js';

/** Runs of one job that are going on at once in this process, each known by a small number. */
export interface RunSlots {
  /** The lowest number that is free; the last is shared by all that find none. */
  take(identity: Labels): number;
  free(identity: Labels, slot: number): void;
}

// Numbers from 0 to 7 belong to one open run of a job each, the last to all that find none. Few, since each is a series of its own.
const SHARED_SLOT = 8;

export function createRunSlots(): RunSlots {
  const taken = new Set<string>();
  const keyOf = (identity: Labels, slot: number) => `${labelsKey(identity)}\n${slot}`;
  return {
    take(identity) {
      let slot = 0;
      while (slot < SHARED_SLOT && taken.has(keyOf(identity, slot))) slot += 1;
      taken.add(keyOf(identity, slot));
      return slot;
    },
    free: (identity, slot) => void taken.delete(keyOf(identity, slot)),
  };
}
