/** Of the normal distribution: 95 % of it is below. */
const Z = 1.6448536269514722;

/**
 * The ratio of subject to control that the true one is below with 95 % confidence: the one-sided bound of Student's t on the
 * logarithms of the pairs' ratios. On logarithms twice and half weigh the same, and a pair's own noise cancels out.
 * @param ratios - One for each pair, four at least.
 * @returns The geometric mean and the bound.
 */
export function boundRatio(ratios: readonly number[]): { ratio: number; upper95: number } {
  if (ratios.length < 4) throw new Error(`Expected at least 4 pairs, got ${ratios.length}.`);
  const logs = ratios.map(Math.log);
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  return { ratio: Math.exp(mean), upper95: Math.exp(mean + studentT95(logs.length - 1) * Math.sqrt(variance / logs.length)) };
}

/** The value that 95 % of Student's distribution is below, by the expansion of Cornish and Fisher; right to 1 % from 3 degrees of freedom on. */
export function studentT95(degrees: number) {
  const [z3, z5, z7] = [Z ** 3, Z ** 5, Z ** 7];
  return (
    Z +
    (z3 + Z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * Z) / (96 * degrees ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * degrees ** 3)
  );
}
