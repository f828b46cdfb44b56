import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countValues } from '../../../../src/alerts/gateway/count-values.js';
import { createTextBudget } from '../../../../src/alerts/gateway/text-budget.js';

const count = (text: string) => countValues(new TextEncoder().encode(text));

test.each([
  ['{"alerts":[1,2,3]}', 3],
  ['{"alerts":[{"a":1,"b":[1,2]},{}]}', 2],
  ['{"alerts":["]","\\"]","\\\\"]}', 3],
  ['{"a":"[{,","alerts":[]}', 1],
])('%s has %d elements', (text, elements) => {
  expect(count(text).elements).toBe(elements);
});

test('no list has more elements than were counted, whatever its values hold', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 30 }), fc.string(), (alerts, groupKey) => {
      const { elements, values } = count(JSON.stringify({ groupKey, alerts, version: '4' }));
      expect(elements).toBeGreaterThanOrEqual(alerts.length);
      expect(values).toBeGreaterThanOrEqual(elements);
    }),
  );
});

test('two million values are counted in less time than it takes to parse them', () => {
  const text = `{"alerts":[${'{},'.repeat(1_300_000)}{}]}`;
  const bytes = new TextEncoder().encode(text);
  countValues(bytes.subarray(0, 100_000));
  const counting = timeOf(() => expect(countValues(bytes).elements).toBe(1_300_001));
  expect(counting).toBeLessThan(timeOf(() => JSON.parse(text)));

  function timeOf(work: () => unknown): number {
    const began = performance.now();
    work();
    return performance.now() - began;
  }
});

test('a text budget that is used up leaves texts out, and counts them', () => {
  const budget = createTextBudget(0);
  expect([budget.clean('Backup nightly failed', 500), budget.clean('again', 500), budget.leftOut()]).toEqual([undefined, undefined, 2]);
  expect(createTextBudget(NaN).clean('a', 9)).toBeUndefined();
  expect(createTextBudget(1_000).clean('Backup nightly failed', 500)).toBe('Backup nightly failed');
});
