import type * as api from '@opentelemetry/api';
import { ATTR_BACKUP_RUN_SLOT } from '../semconv.js';

/** Runs of one job that are going on at once in this process, each known by a small number. */
export interface RunSlots {
  /** The lowest number that is free; the last is shared by all that find none. */
  take(identity: api.Attributes): number;
  free(identity: api.Attributes, slot: number): void;
}

/** Numbers from 0 to 7 belong to one run each. Few, since each is a series of its own. */
export const SHARED_SLOT = 8;

/** What a job is kept under in this process. */
export function identityKey(identity: api.Attributes): string {
  return Object.values(identity).join('\n');
}

/** The attributes of a run in a slot. */
export function inSlot(identity: api.Attributes, slot: number): api.Attributes {
  return slot === 0 ? identity : { ...identity, [ATTR_BACKUP_RUN_SLOT]: slot };
}

export function createRunSlots(): RunSlots {
  const taken = new Set<string>();
  const keyOf = (identity: api.Attributes, slot: number) => `${identityKey(identity)}\n${slot}`;
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
