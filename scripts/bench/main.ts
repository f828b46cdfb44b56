// `npm run bench`: measures what watching costs, each time against a control in the same run, and fails when a promise is broken.
// Promises are ratios, counts and percentiles; absolute figures are targets, printed beside them.
// `npm run bench -- --json` prints the numbers for machines. What takes minutes or needs other programs is measured when it is named:
// `npm run bench -- dump`, the dump of a real database, needs PostgreSQL and takes `--pairs`, `--megabytes` and `--plain`;
// `npm run bench -- exec`, how long a command waits for `exec`, takes `--pairs`;
// `npm run bench -- gateway`, alerts through the gateway, takes `--rounds` and `--seconds`;
// `npm run bench -- alerts`, from a failure to WS-155, needs `npm run tools` and takes `--failures`;
// `npm run bench -- rules`, the rules with a fleet of jobs, needs Prometheus (`npm run tools`) and takes `--services`, `--crons` and `--minutes`.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { alerts } from './alerts.js';
import { byteCounter, withoutProvider, wrappedRun, wrappedRunUnsent, type Limit, type Result } from './cases.js';
import { dump } from './dump.js';
import { exec } from './exec.js';
import { gateway } from './gateway.js';
import { rules } from './rules.js';
import { sanitizedExport, sanitizer } from './sanitizer.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '20' },
    megabytes: { type: 'string', default: '1100' },
    plain: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    failures: { type: 'string', default: '100' },
    services: { type: 'string', default: '1000' },
    crons: { type: 'string', default: '10000' },
    minutes: { type: 'string', default: '4' },
  },
});

const say = (line: string) => void process.stderr.write(`  ${line}\n`);
const SMALL = [withoutProvider, wrappedRun, wrappedRunUnsent, byteCounter, sanitizer, sanitizedExport];
const NAMED: Readonly<Record<string, () => Promise<Result>>> = {
  dump: () => dump({ pairs: Number(values.pairs), megabytes: Number(values.megabytes), plain: values.plain }, say),
  exec: () => exec({ pairs: Number(values.pairs) }, say),
  alerts: () => alerts({ failures: Number(values.failures) }, say),
  gateway: () => gateway({ rounds: Number(values.rounds), seconds: Number(values.seconds) }, say),
  rules: () => rules({ services: Number(values.services), crons: Number(values.crons), minutes: Number(values.minutes) }, say),
};

const names = Object.keys(NAMED);
if (positionals.some((name) => !names.includes(name))) {
  const expected = `${names.map((name) => `"${name}"`).join(', ')} or nothing`;
  throw new Error(`Expected ${expected}, got "${positionals.join(' ')}".`);
}
await main(values.json);

async function main(json: boolean) {
  const results = [];
  const chosen = positionals.flatMap((name) => NAMED[name] ?? []);
  for (const measure of chosen.length > 0 ? chosen : SMALL) {
    const result = await measure();
    results.push(result);
    if (!json) print(result);
  }
  if (json) {
    const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
    process.stdout.write(`${JSON.stringify({ machine, results }, undefined, 2)}\n`);
  }
  process.exitCode = results.every(({ limits }) => limits.every((limit) => limit.target || isKept(limit))) ? 0 : 1;
}

function print({ name, limits, measured, summary }: Result) {
  const { subjectUs, controlUs, rounds, iterations } = measured as Record<string, number>;
  const medians = `${us(subjectUs)} against ${us(controlUs)} (medians of ${String(rounds)} rounds of ${String(iterations)})`;
  console.log(`\n${name}\n  ${summary ?? medians}`);
  for (const limit of limits) {
    const promise = `${limit.target ? 'target, not judged' : 'promised'}: at ${limit.atLeast ? 'least' : 'most'} ${String(limit.limit)} ${limit.unit}`;
    const verdict = limit.target ? '      ' : isKept(limit) ? 'ok    ' : 'BROKEN';
    console.log(`  ${verdict} ${limit.what}: ${limit.value.toFixed(3)} ${limit.unit} (${promise})`);
  }
}

function isKept({ value, limit, atLeast }: Limit) {
  return atLeast ? value >= limit : value <= limit;
}

function us(value: number | undefined) {
  return `${(value ?? Number.NaN).toFixed(2)} us`;
}
