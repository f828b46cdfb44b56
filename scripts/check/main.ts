// `npm run check`: everything about the package that can be known without running it. One line per step; a failing step shows its tool's output.
import { spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const HELP = `Checks everything about the package that can be known without running it.

Usage: npm run check [-- options]

  --update  Write the API reports in tests/api, the generated pages in docs and all else that is generated, instead of comparing with it.
  --help    Show this.
`;

function readOptions(): { readonly update: boolean; readonly help: boolean } | { readonly problem: string } {
  try {
    const { values } = parseArgs({ options: { update: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    return { update: values.update === true, help: values.help === true };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

type Step = readonly [name: string, command: string];

const generate = (file: string, update: boolean) => `node --import tsx scripts/generate/${file}.ts${update ? ' --update' : ''}`;

/** What all others read. */
const firstSteps = (update: boolean): readonly Step[] => [
  ['vocabulary', generate('semconv', update)],
  ['build', 'tsup --silent'],
];

const otherSteps = (update: boolean): readonly Step[] => [
  ['eslint', 'eslint --max-warnings 0 .'],
  ['types', 'tsc'],
  ['prettier', 'prettier --check --log-level warn .'],
  ['api report', generate('api-report', update)],
  ['import rule', 'vitest run --project repo tests/repo/source/import-rule'],
  ['cycles', 'vitest run --project repo tests/repo/source/import-cycles'],
  ['layout', 'vitest run --project repo tests/repo/source/layout'],
  ['attw', 'attw --pack . --profile node16'],
  ['size', 'node --import tsx scripts/check/minify.ts && size-limit'],
  ['knip', 'knip --treat-config-hints-as-errors'],
  ['publint', 'publint --strict'],
  ['alert files', generate('alert-files', update)],
  ['docs', generate('docs', update)],
  ['collector', generate('collector', update)],
  ['rules', generate('rules', update)],
  ['dashboards', generate('dashboards', update)],
];

const env = {
  ...process.env,
  PATH: `${resolve('node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
};

function run(command: string): Promise<{ readonly ok: boolean; readonly output: string }> {
  return new Promise((done) => {
    let output = '';
    const child = spawn(command, { shell: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('close', (code) => done({ ok: code === 0, output }));
  });
}

/** Runs a step. @returns whether it found nothing to object to */
async function runStep([name, command]: Step): Promise<boolean> {
  const began = performance.now();
  const { ok, output } = await run(command);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${seconds.padStart(6)} s`);
  if (!ok) {
    console.log(`\n$ ${command}\n${output}`);
    process.exitCode = 1;
  }
  return ok;
}

async function check(update: boolean): Promise<void> {
  for (const step of firstSteps(update)) {
    // Nothing after a failed build would say anything true.
    if (!(await runStep(step)) && step[0] === 'build') return;
  }
  // The others change nothing that one of them reads, unless they write anew. The longest begins first.
  const waiting = [...otherSteps(update)];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await runStep(step);
  };
  await Promise.all(update ? [work()] : [work(), work()]);
}

const options = readOptions();
if ('problem' in options) {
  console.error(`${options.problem}\n\n${HELP}`);
  process.exitCode = 2;
} else if (options.help) console.log(HELP);
else await check(options.update);
