import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../..');

/** The vocabulary as JavaScript: Node 20 reads no TypeScript, and the registry is in no bundle. */
export async function loadVocabulary() {
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
  return {
    semconv: { ...(await load('semconv.js')), ...(await load('semconv/generated/tables.js')) },
    reference: await load('semconv/registry.js'),
    names: await load('semconv/names.js'),
  };
}
