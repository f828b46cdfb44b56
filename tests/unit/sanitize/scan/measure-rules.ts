// Runs as a program of its own, on the compiled modules: a test runner's module wrapper costs more than the rules do.
import { builtInRules } from '../../../../src/sanitize/rules/index.js';
import { createScan } from '../../../../src/sanitize/scan/scan.js';
import { adversarialTexts, fastest } from './adversary.js';

const SHORT = 4 * 1024;
const LONG = 32 * 1024;
/** Between eight, for eight times the length, and 64 for a square, and far from both: what a machine does beside it is no reason to fail. */
const LIMIT_RATIO = 24;
/** A text that takes no more than this many times the time of ordinary lines is not slow, whatever its shape. */
const SUSPICIOUS = 20;

const LINES = '2026-11-29T02:30:07Z INFO backup of orders finished, 1204 files in 14.2 s (checksum ok, next run in 24 h)\n';
const scan = createScan(builtInRules);
const ordinary = LINES.repeat(Math.ceil(LONG / LINES.length)).slice(0, LONG);
const control = fastest(50, () => scan(ordinary));

let strings = 0;
let suspicious = 0;
const wrong: { rule: string; text: string; slowness: number; ratio: number }[] = [];
for (const rule of builtInRules) {
  const shorts = adversarialTexts(rule, SHORT);
  adversarialTexts(rule, LONG).forEach((long, i) => {
    strings++;
    const slowness = fastest(1, () => scan(long)) / control;
    if (slowness < SUSPICIOUS) return;
    suspicious++;
    // A busy machine only ever adds time: what stays slow through many rounds is slow.
    let [ofLong, ofShort] = [Infinity, Infinity];
    for (let round = 0; round < 40 && !(ofLong / ofShort <= LIMIT_RATIO); round++) {
      ofLong = Math.min(
        ofLong,
        fastest(1, () => scan(long)),
      );
      ofShort = Math.min(
        ofShort,
        fastest(1, () => scan(shorts[i]!)),
      );
    }
    const ratio = ofLong / ofShort;
    if (ratio > LIMIT_RATIO) wrong.push({ rule: rule.name, text: `${long.slice(0, 32)} ... ${long.slice(-12)}`, slowness, ratio });
  });
}
console.log(JSON.stringify({ strings, suspicious, wrong }));
