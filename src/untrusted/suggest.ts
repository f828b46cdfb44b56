// More slips make another word.
const SLIPS = [0, 1, 2];

/** The candidate that was probably meant: at most two slips away, and fewer than half of its letters; else one that it begins or ends. */
export function suggest(typed: string, candidates: readonly string[]): string | undefined {
  const text = typed.toLowerCase().slice(0, 40);
  for (const slips of SLIPS) {
    const meant = candidates.find((candidate) => slips < candidate.length / 2 && isWithin(slips, text, candidate.toLowerCase()));
    if (meant !== undefined) return meant;
  }
  return (
    candidates.find((candidate) => text.length > 1 && candidate.startsWith(typed)) ??
    candidates.find((candidate) => text.length > 2 && candidate.toLowerCase().endsWith(text))
  );
}

/** Whether one word becomes another by so many letters inserted, dropped, replaced or swapped with their neighbour (optimal string alignment). */
function isWithin(slips: number, from: string, to: string): boolean {
  if (from === to || slips === 0) return from === to;
  const rest = from.slice(1);
  const restTo = to.slice(1);
  if (from[0] === to[0]) return isWithin(slips, rest, restTo);
  const left = slips - 1;
  return (
    isWithin(left, rest, to) ||
    isWithin(left, from, restTo) ||
    isWithin(left, rest, restTo) ||
    (from[0] === to[1] && from[1] === to[0] && isWithin(left, from.slice(2), to.slice(2)))
  );
}
