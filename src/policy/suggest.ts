/** The candidate that was probably meant: at most two slips away, and fewer than half of its letters; else one that it begins or ends. */
export function suggest(typed: string, candidates: readonly string[]): string | undefined {
  const scored = candidates
    .map((candidate) => ({ candidate, slips: countSlips(typed.toLowerCase().slice(0, 40), candidate.toLowerCase()) }))
    .filter(({ candidate, slips }) => slips <= 2 && slips < candidate.length / 2)
    .sort((a, b) => a.slips - b.slips);
  return (
    scored[0]?.candidate ??
    candidates.find((candidate) => typed.length > 1 && candidate.startsWith(typed)) ??
    candidates.find((candidate) => typed.length > 2 && candidate.toLowerCase().endsWith(typed.toLowerCase()))
  );
}

/** Letters to insert, drop, replace or swap with their neighbour (optimal string alignment distance). */
function countSlips(from: string, to: string): number {
  let twoBack: number[] = [];
  let back = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(back, column) + 1,
        at(current, column - 1) + 1,
        at(back, column - 1) + (same ? 0 : 1),
        swapped ? at(twoBack, column - 2) + 1 : Infinity,
      );
    }
    twoBack = back;
    back = current;
  }
  return at(back, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
