// `npm run bench`: measures what watching costs, each time against a control in the same run, and fails when a promise is broken.
// `npm run bench -- --json` prints the numbers for machines. `npm run bench -- dump` measures the dump of a real database,
// which takes minutes and needs PostgreSQL; it takes `--pairs`, `--megabytes` and `--plain`.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { byteMeter, withoutProvider, wrappedRun, wrappedRunUnsent } from './cases.mjs';
import { dump } from './dump.mjs';
import { sanitizedExport, sanitizer } from './sanitizer.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '20' },
    megabytes: { type: 'string', default: '1100' },
    plain: { type: 'boolean', default: false },
  },
});
if (positionals.some((name) => name !== 'dump')) throw new Error(`Expected "dump" or nothing, got "${positionals.join(' ')}".`);
await main(values.json);

/** @param {boolean} json */
async function main(json) {
  const dumpOptions = { pairs: Number(values.pairs), megabytes: Number(values.megabytes), plain: values.plain };
  const dumpDatabase = () => dump(dumpOptions, (line) => void process.stderr.write(`  ${line}\n`));
  const small = [withoutProvider, wrappedRun, wrappedRunUnsent, byteMeter, sanitizer, sanitizedExport];
  const results = [];
  for (const measure of positionals.includes('dump') ? [dumpDatabase] : small) {
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
function print({ name, limits, measured, summary }) {
  const { subjectUs, controlUs, rounds, iterations } = /** @type {Record<string, number>} */ (measured);
  const medians = `${us(subjectUs)} against ${us(controlUs)} (medians of ${String(rounds)} rounds of ${String(iterations)})`;
  console.log(`\n${name}\n  ${summary ?? medians}`);
  for (const limit of limits) {
    const promise = `promised: at ${limit.atLeast ? 'least' : 'most'} ${String(limit.limit)} ${limit.unit}`;
    console.log(`  ${isKept(limit) ? 'ok    ' : 'BROKEN'} ${limit.what}: ${limit.value.toFixed(3)} ${limit.unit} (${promise})`);
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
