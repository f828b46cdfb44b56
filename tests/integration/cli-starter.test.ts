import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import ts from 'typescript';
import { createFolder, FACTS, installed, type Files } from '../kit/cli-harness.js';
import { makePlan } from '../../src/cli/init/plan.js';
import { readProject } from '../../src/cli/init/project.js';
import { chooseStarterFile } from '../../src/cli/init/starter-file.js';
import { renderStarter } from '../../src/cli/init/starter.js';

const ROOT = resolve(import.meta.dirname, '../..');
let folder = '';
// Inside the repository, so that the OpenTelemetry packages a starter imports are found.
beforeAll(() => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache/cli-starter-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const HOSTS: readonly (readonly [setup: string, packageName: string | undefined, bootstrap: string])[] = [
  ['preset', undefined, ''],
  ['host', '@opentelemetry/sdk-node', ''],
  ['signals', '@sentry/node', ''],
  ['logs only', '@vercel/otel', "import { registerOTel } from '@vercel/otel'; registerOTel({ metricReaders: [] });"],
  ['metrics only', '@vercel/otel', "import { registerOTel } from '@vercel/otel'; registerOTel({ logRecordProcessors: [] });"],
];

function starter(packageName: string | undefined, bootstrap: string, file: string): string {
  const dependencies = packageName === undefined ? {} : { [packageName]: '1.0.0' };
  const files: Files = { 'package.json': { name: 'shop', dependencies }, ...installed(dependencies), 'instrumentation.ts': bootstrap };
  const project = readProject({ cwd: createFolder(files), env: {}, nodeVersion: '20.20.0' });
  const plan = makePlan(project, FACTS);
  return renderStarter({ project, plan, facts: FACTS, file: chooseStarterFile(project, file), run: `node ${file}` });
}

describe.each(HOSTS)('the starter for %s', (setup, packageName, bootstrap) => {
  const name = setup.replace(' ', '-');

  test('type-checks strictly', () => {
    const path = join(folder, `${name}.mts`);
    writeFileSync(path, starter(packageName, bootstrap, 'job.mts'));
    const program = ts.createProgram([path], {
      strict: true,
      exactOptionalPropertyTypes: true,
      noPropertyAccessFromIndexSignature: true,
      noUnusedLocals: true,
      erasableSyntaxOnly: true,
      noEmit: true,
      skipLibCheck: true,
      allowJs: true,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
      module: ts.ModuleKind.NodeNext,
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      paths: {
        [FACTS.name]: [join(ROOT, 'src/index.ts')],
        [`${FACTS.name}/node`]: [join(ROOT, 'src/node/index.ts')],
        [`${FACTS.name}/sanitize`]: [join(ROOT, 'src/sanitize/index.ts')],
      },
    });
    const mistakes = ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(mistakes).toEqual([]);
  });

  test('says the same in CommonJS and in ESM', () => {
    const esm = starter(packageName, bootstrap, 'job.mjs');
    const cjs = starter(packageName, bootstrap, 'job.cjs');
    const asEsm = cjs
      .replace(/^const \{ (.*) \} = require\('(.*)'\);$/gm, "import { $1 } from '$2';")
      .replace('async function main() {\n', '')
      .replace(/\n\}\n\nvoid main\(\);\n$/, '\n')
      .replace(/^ {2}/gm, '')
      .replaceAll('job.cjs', 'job.mjs');
    expect(asEsm).toBe(esm);
  });

  test('imports nothing that the line does not install', () => {
    const dependencies = packageName === undefined ? {} : { [packageName]: '1.0.0' };
    const files: Files = { 'package.json': { dependencies }, ...installed(dependencies), 'instrumentation.ts': bootstrap };
    const project = readProject({ cwd: createFolder(files), env: {}, nodeVersion: '20.20.0' });
    const added = makePlan(project, FACTS).packages.map((spec) => spec.slice(0, spec.lastIndexOf('@')));
    const imported = [...starter(packageName, bootstrap, 'job.mjs').matchAll(/(?:from |import\()'([^']+)'/g)].map(([, from = '']) => from);
    const foreign = imported.filter((from) => !from.startsWith('node:')).map((from) => from.replace(/^(@[^/]+\/[^/]+)\/.*$/, '$1'));
    expect(foreign.filter((from) => !added.includes(from))).toEqual([]);
  });
});
