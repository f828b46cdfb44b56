// The generated pages of the documentation. Fails when one differs from what its source says; `--update` writes it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { semconvPage } from './semconv-page.mjs';
import { supportedVersionsPage } from './supported-versions-page.mjs';
import { loadVocabulary } from './vocabulary.mjs';

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
