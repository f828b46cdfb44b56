import { expect, test } from 'vitest';
import { BACKUP_OUTCOMES } from '../../../src/semconv.js';
import { isWorseEnd, worstEnd } from '../../../src/semconv/outcome-order.js';

const WORST_FIRST = ['failure', 'timeout', 'cancelled', 'partial', 'skipped', 'success'] as const;

test('each outcome has its place: failure before partial before what says nothing before success', () => {
  expect([...WORST_FIRST].sort()).toEqual([...BACKUP_OUTCOMES].sort());
  for (const [place, worse] of WORST_FIRST.entries())
    for (const [other, better] of WORST_FIRST.entries())
      expect([worse, better, isWorseEnd(worse, better)]).toEqual([worse, better, place < other]);
});

test('of several readings the worst counts, and those that say nothing do not', () => {
  expect(worstEnd(['success', undefined, 'partial', 'skipped'])).toBe('partial');
  expect(worstEnd(['skipped', 'success'])).toBe('skipped');
  expect(worstEnd([undefined, 'success'])).toBe('success');
  expect(worstEnd([undefined])).toBeUndefined();
});
