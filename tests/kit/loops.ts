/** Set by `npm run soak`, for the tests of this process and all that they start. */
const isSoak = process.env['SOAK'] === '1';

/** How often a loop goes round: a share that is bounded wherever all tests run, and far more by `npm run soak`. */
export function loops(counts: { readonly ci: number; readonly soak: number }): number {
  return isSoak ? counts.soak : counts.ci;
}

/** A share of what there is to try, spread over all of it and the same each time; by `npm run soak` all of it. */
export function share<Case>(cases: readonly Case[], { ci }: { readonly ci: number }): readonly Case[] {
  if (isSoak || cases.length <= ci) return cases;
  return Array.from({ length: ci }, (_, index) => cases[Math.floor((index * cases.length) / ci)]!);
}

/** Limit of a test with a loop. It judges nothing. */
export const LOOP_LIMIT_MS = loops({ ci: 300_000, soak: 3 * 3_600_000 });
