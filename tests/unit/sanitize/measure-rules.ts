// Runs as a program of its own, on the compiled modules: a test runner's module wrapper costs more than the rules do.
import { createSanitizer } from '../../../src/sanitize/index.js';
import { builtInRules } from '../../../src/sanitize/rules/index.js';
import { createScan } from '../../../src/sanitize/scan.js';
import { adversarialTexts, fastest } from './adversary.js';

const SHORT = 8 * 1024;
const LONG = 64 * 1024;
const LIMIT_MS = 5;
const LIMIT_RATIO = 12;
/** What the control takes on the machine the limit was set on: a slower or busier one gets as much more time as the control needs there. */
const CONTROL_MS = 2;
const PASSES = 16;

interface Worst {
  milliseconds: number;
  ratio: number;
  text: string;
  ratioText: string;
}

function control(text: string): number {
  let hash = 0;
  for (let pass = 0; pass < PASSES; pass++) for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
  return hash;
}

/** How many times slower than the reference this machine is at this moment; never below one. */
function slowness(text: string): number {
  return Math.max(1, fastest(9, () => control(text)) / CONTROL_MS);
}

function measure(run: (text: string) => unknown, shorts: readonly string[], longs: readonly string[]): Worst {
  const worst = { milliseconds: 0, ratio: 0, text: '', ratioText: '' };
  longs.forEach((long, i) => {
    // Most strings are harmless: only the ones that look slow are worth the best of nine.
    let slow = fastest(1, () => run(long));
    if (slow < 1) return;
    // A busy machine only ever adds time: what stays slow through several rounds is slow.
    let ratio = Infinity;
    for (let round = 0; round < 12 && (slow > LIMIT_MS || ratio > LIMIT_RATIO); round++) {
      const again = fastest(round === 0 ? 2 : 9, () => run(long));
      slow = Math.min(slow, again / slowness(long));
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
console.log(JSON.stringify({ limits: { milliseconds: LIMIT_MS, ratio: LIMIT_RATIO }, results }));
