import type { AttributeRow, SignalName } from './attribute-row.js';
import type { AttributeSet, RequirementLevel } from './types.js';

/** The attributes of one signal, by name. */
export type AttributeUses = Readonly<Record<string, RequirementLevel>>;

/** Gives what carries which attributes: the sets of a signal in their order, then what rows say of the signal itself. */
export function createUses(
  rows: Readonly<Record<string, AttributeRow>>,
): (sets: readonly AttributeSet[], signal?: SignalName) => AttributeUses {
  return (sets, signal) => {
    const uses: Record<string, RequirementLevel> = {};
    for (const key of signal === undefined ? sets : [...sets, signal]) {
      for (const [name, { on }] of Object.entries(rows)) {
        const level = on[key];
        if (level !== undefined) uses[name] = level;
      }
    }
    return uses;
  };
}
