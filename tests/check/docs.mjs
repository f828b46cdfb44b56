// The generated pages of the documentation. Fails when one differs from what its source says; `--update` writes it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { semconvPage } from './semconv-page.mjs';
import { supportedVersionsPage } from './supported-versions-page.mjs';

const update = process.argv.includes('--update');
const root = resolve(import.meta.dirname, '../..');

const { semconv, reference } = await loadVocabulary();
const matrix = JSON.parse(readFileSync(resolve(root, 'tests/hosts/results.json'), 'utf8'));
const pages = [
  ['docs/semantic-conventions.md', 'src/semconv', semconvPage(semconv, reference)],
  ['docs/supported-versions.md', 'tests/hosts/results.json', supportedVersionsPage(matrix)],
];

for (const [path, source, wanted] of pages) {
  const file = resolve(root, path);
  const found = readIfThere(file);
  if (found === wanted) continue;
  if (update) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted);
    continue;
  }
  process.exitCode = 1;
  console.error(`${path} differs from ${source}, ${firstDifference(found, wanted)}`);
  console.error('It is generated. To write it anew: npm run check -- --update');
}

/** The vocabulary as JavaScript: Node 20 reads no TypeScript, and the reference is in no bundle. */
async function loadVocabulary() {
  const from = resolve(root, 'src');
  const to = resolve(root, '.cache/vocabulary');
  const files = ['semconv.ts', ...readdirSync(join(from, 'semconv'), { recursive: true }).map((path) => join('semconv', path))];
  for (const path of files.filter((name) => name.endsWith('.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(from, path), 'utf8'), {
      compilerOptions: { target: 'ES2022', module: 'ESNext', verbatimModuleSyntax: true },
    });
    const file = join(to, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, outputText);
  }
  const load = (path) => import(pathToFileURL(join(to, path)).href);
  return { semconv: await load('semconv.js'), reference: await load('semconv/reference.js') };
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function firstDifference(found, wanted) {
  const [a, b] = [found.split('\n'), wanted.split('\n')];
  const line = b.findIndex((text, index) => text !== a[index]);
  const at = line < 0 ? b.length : line;
  return `first in line ${at + 1}:\n  is       ${a[at] ?? '(nothing)'}\n  must be  ${b[at] ?? '(nothing)'}`;
}
