// Runs as a program of its own, on the compiled modules: a test runner's module wrapper costs more than the rules do.
import { createSanitizer } from '../../../src/sanitize/index.js';
import { builtInRules } from '../../../src/sanitize/rules/index.js';
import { createScan } from '../../../src/sanitize/scan.js';
import { adversarialTexts, fastest } from './adversary.js';

const SHORT = 8 * 1024;
const LONG = 64 * 1024;
/** Eight times the length takes eight times as long; a square would be 64. */
const LIMIT_RATIO = 12;

interface Worst {
  milliseconds: number;
  ratio: number;
  text: string;
  ratioText: string;
}

function measure(run: (text: string) => unknown, shorts: readonly string[], longs: readonly string[]): Worst {
  const worst = { milliseconds: 0, ratio: 0, text: '', ratioText: '' };
  longs.forEach((long, i) => {
    // Most strings are harmless: only the ones that look slow are worth the best of nine.
    let slow = fastest(1, () => run(long));
    if (slow < 1) return;
    // A busy machine only ever adds time: what stays slow through several rounds is slow.
    let ratio = Infinity;
    for (let round = 0; round < 12 && ratio > LIMIT_RATIO; round++) {
      const again = fastest(round === 0 ? 2 : 9, () => run(long));
      slow = Math.min(slow, again);
      if (slow < 1) break;
      ratio = Math.min(ratio, again / fastest(9, () => run(shorts[i]!)));
    }
    // Below a millisecond the clock and the compiler say more than the rule.
    if (slow < 1) ratio = 0;
    if (slow > worst.milliseconds) Object.assign(worst, { milliseconds: slow, text: long.slice(0, 32) });
    if (ratio > worst.ratio) Object.assign(worst, { ratio, ratioText: `${long.slice(0, 32)} ... ${long.slice(-12)}` });
  });
  return worst;
}

const whole = createSanitizer();
const results = builtInRules.map((rule) => {
  const shorts = adversarialTexts(rule, SHORT);
  const longs = adversarialTexts(rule, LONG);
  return {
    rule: rule.name,
    strings: longs.length,
    alone: measure(createScan([rule]), shorts, longs),
    together: measure(whole.text, shorts, longs),
  };
});
console.log(JSON.stringify({ limit: LIMIT_RATIO, results }));
