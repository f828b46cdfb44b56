// `npm run check`: everything about the package that can be known without running it. One line per step; a failing step shows its tool's output.
// `npm run check -- --update` writes the API reports in tests/api and the generated pages in docs instead of comparing with them.
import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

const update = process.argv.includes('--update') ? ' --update' : '';

const steps = [
  ['vocabulary', `tsx scripts/generate/semconv.ts${update}`],
  ['build', 'tsup --silent'],
  ['types', 'tsc'],
  ['eslint', 'eslint --max-warnings 0 .'],
  ['prettier', 'prettier --check --log-level warn .'],
  ['knip', 'knip --treat-config-hints-as-errors'],
  ['import rule', 'vitest run tests/unit/import-rule.test.ts tests/unit/layout.test.ts'],
  ['publint', 'publint --strict'],
  ['attw', 'attw --pack . --profile node16'],
  ['size', 'node tests/check/minify.mjs && size-limit'],
  ['api report', `node tests/check/api-report.mjs${update}`],
  ['alert files', `node tests/check/alert-files.mjs${update}`],
  ['docs', `node tests/check/docs.mjs${update}`],
  ['collector', `node tests/check/collector.mjs${update}`],
  ['rules', `node tests/check/rules.mjs${update}`],
  ['dashboards', `node tests/check/dashboards.mjs${update}`],
];

const env = {
  ...process.env,
  PATH: `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH}`,
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
};

function run(command) {
  return new Promise((done) => {
    let output = '';
    const child = spawn(command, { shell: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => done({ ok: code === 0, output }));
  });
}

for (const [name, command] of steps) {
  const began = performance.now();
  const { ok, output } = await run(command);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${seconds.padStart(6)} s`);
  if (ok) continue;
  console.log(`\n$ ${command}\n${output}`);
  process.exitCode = 1;
  // Nothing after a failed build would say anything true.
  if (name === 'build') break;
}
