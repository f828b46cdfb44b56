// `npm run bench`: measures what watching costs, each time against a control in the same run, and fails when a promise is broken.
// `npm run bench -- --json` prints the numbers for machines.
import { cpus } from 'node:os';
import { byteMeter, withoutProvider, wrappedRun, wrappedRunUnsent } from './cases.mjs';
import { sanitizedExport, sanitizer } from './sanitizer.mjs';

await main(process.argv.includes('--json'));

/** @param {boolean} json */
async function main(json) {
  const results = [];
  for (const measure of [withoutProvider, wrappedRun, wrappedRunUnsent, byteMeter, sanitizer, sanitizedExport]) {
    const result = await measure();
    results.push(result);
    if (!json) print(result);
  }
  if (json) {
    const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
    process.stdout.write(`${JSON.stringify({ machine, results }, undefined, 2)}\n`);
  }
  process.exitCode = results.every(({ limits }) => limits.every(isKept)) ? 0 : 1;
}

/** @param {import('./cases.mjs').Result} result */
function print({ name, limits, measured }) {
  const { subjectUs, controlUs, rounds, iterations } = /** @type {Record<string, number>} */ (measured);
  console.log(`\n${name}\n  ${us(subjectUs)} against ${us(controlUs)} (medians of ${String(rounds)} rounds of ${String(iterations)})`);
  for (const limit of limits) {
    const promise = `promised: at ${limit.atLeast ? 'least' : 'most'} ${String(limit.limit)} ${limit.unit}`;
    console.log(`  ${isKept(limit) ? 'ok    ' : 'BROKEN'} ${limit.what}: ${limit.value.toFixed(2)} ${limit.unit} (${promise})`);
  }
}

/** @param {import('./cases.mjs').Result['limits'][number]} limit */
function isKept({ value, limit, atLeast }) {
  return atLeast ? value >= limit : value <= limit;
}

/** @param {number | undefined} value */
function us(value) {
  return `${(value ?? Number.NaN).toFixed(2)} us`;
}
