import type { ClockChange, Zone } from './zone.js';

// Clocks are at most 14 hours ahead of UTC and 12 behind it.
const MOST_AHEAD_MS = 14 * 3_600_000;
const MOST_BEHIND_MS = 12 * 3_600_000;

/** When a zone's clocks show a time: once, twice (the clocks went back), or never, with the change that left it out. */
export interface Shown {
  readonly at: readonly number[];
  readonly gap?: ClockChange | undefined;
}

/** When the clocks of a zone show a time. @param wall - Milliseconds since the Unix epoch as if the zone were UTC */
export function findShown(zone: Zone, wall: number): Shown {
  const from = wall - MOST_AHEAD_MS;
  const first = zone.offsetAt(from);
  const changes = zone.changesBetween(from, wall + MOST_BEHIND_MS);
  if (changes.length === 0) return { at: [wall - first] };
  const offsets = new Set([first, ...changes.map(({ after }) => after)]);
  const at = [...offsets]
    .map((offset) => [wall - offset, offset] as const)
    .filter(([instant, offset]) => zone.offsetAt(instant) === offset);
  if (at.length > 0) return { at: at.map(([instant]) => instant).sort((a, b) => a - b) };
  return { at: [], gap: changes.find((change) => wall >= change.at + change.before && wall < change.at + change.after) };
}

/** What the clocks of a zone show, as milliseconds since the Unix epoch as if it were UTC. */
export function wallOf(zone: Zone, instant: number): number {
  return instant + zone.offsetAt(instant);
}

/** The first moment at which the clocks show this time or, where they leave it out, one after it. */
export function firstShown(zone: Zone, wall: number): number {
  const { at, gap } = findShown(zone, wall);
  return at[0] ?? gap?.at ?? wall - zone.offsetAt(wall);
}
