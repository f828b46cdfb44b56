// `npm run tools`: the real collector, Prometheus, Alertmanager and Jaeger, built from the manifests beside this file into .cache/tools/bin.
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from './build.js';
import { binaryFile, whyNotCurrent } from './files.js';
import { PROGRAMS, type Program } from './programs.js';

const names = PROGRAMS.map(({ name }) => name);
const help = `Builds the real programs the tests run against, each once, into .cache/tools/bin.

  npm run tools                    all: ${names.join(', ')}
  npm run tools -- prometheus      one or some, by name
  npm run tools -- --check         builds nothing; exit code 1 when something is missing or outdated
`;

const said = readArguments();
if ('error' in said) {
  console.error(`${said.error}\n\n${help}`);
  process.exitCode = 2;
} else if (said.help) {
  console.log(help);
} else {
  await (said.check ? checkAll(said.programs) : buildAll(said.programs));
}

type Arguments =
  | { readonly error: string }
  | { readonly check?: boolean | undefined; readonly help?: boolean | undefined; readonly programs: readonly Program[] };

function readArguments(): Arguments {
  try {
    const options = { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const unknown = positionals.find((name) => !names.includes(name));
    if (unknown !== undefined) return { error: `There is no program "${unknown}": expected ${names.join(', ')}.` };
    return { ...values, programs: PROGRAMS.filter(({ name }) => positionals.length === 0 || positionals.includes(name)) };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

function checkAll(programs: readonly Program[]): void {
  for (const program of programs) {
    const reason = whyNotCurrent(program);
    if (reason === undefined) continue;
    console.error(`${reason}: npm run tools -- ${program.name}`);
    process.exitCode = 1;
  }
}

async function buildAll(programs: readonly Program[]): Promise<void> {
  for (const program of programs) {
    const title = `${program.name} ${program.version}`;
    const reason = whyNotCurrent(program);
    if (reason === undefined) {
      console.log(`${title}: current`);
      continue;
    }
    console.log(`${title}: ${reason}. Building takes ${program.takes} when nothing of it is cached.`);
    const began = Date.now();
    const seconds = () => Math.round((Date.now() - began) / 1000);
    let lines = 0;
    let last = '';
    const timer = setInterval(() => console.log(`${title}: ${seconds()} s, step ${lines}: ${last}`), 10_000);
    try {
      await build(program, {
        onLine: (line) => {
          lines += 1;
          last = line;
        },
      });
      const sizes = program.binaries.map((binary) => `${binary} ${Math.round(statSync(binaryFile(binary)).size / 1e6)} MB`);
      console.log(`${title}: built in ${seconds()} s (${sizes.join(', ')})`);
    } catch (error) {
      console.error(`${title}: ${messageOf(error)}`);
      process.exitCode = 1;
      return;
    } finally {
      clearInterval(timer);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
