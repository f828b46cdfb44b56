import { describe, expect, test } from 'vitest';
import { boundRatio, studentT95 } from '../../../scripts/bench/confidence.js';

describe('the bound of a ratio', () => {
  // From the printed table of Student's distribution.
  test.each([
    [3, 2.353],
    [4, 2.132],
    [9, 1.833],
    [19, 1.729],
    [39, 1.685],
  ])('knows the quantile for %i degrees of freedom', (degrees, quantile) => {
    expect(Math.abs(studentT95(degrees) / quantile - 1)).toBeLessThan(0.01);
  });

  test('is the ratio itself when all pairs agree', () => {
    const { ratio, upper95 } = boundRatio([1.01, 1.01, 1.01, 1.01]);
    expect(ratio).toBeCloseTo(1.01);
    expect(upper95).toBeCloseTo(1.01);
  });

  test('weighs twice and half the same, and rises with noise', () => {
    expect(boundRatio([2, 0.5, 1, 1]).ratio).toBeCloseTo(1);
    expect(boundRatio([1.1, 0.9, 1, 1]).upper95).toBeGreaterThan(boundRatio([1.01, 0.99, 1, 1]).upper95);
  });

  test('needs four pairs', () => {
    expect(() => boundRatio([1, 1, 1])).toThrow('Expected at least 4 pairs, got 3.');
  });
});
