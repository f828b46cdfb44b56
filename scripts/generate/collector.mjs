// The sanitizing processors in otel-collector/base.yaml. Fails when they differ from what src/semconv and otel-collector/sanitize say; `--update` writes them.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { sanitizingProcessors } from '../../otel-collector/sanitize/processors.mjs';
import { loadVocabulary } from './vocabulary.mjs';

const file = resolve(import.meta.dirname, '../../otel-collector/base.yaml');
const found = readFileSync(file, 'utf8');
const { names, reference, semconv } = await loadVocabulary();
const block = Object.entries(sanitizingProcessors(reference, names, semconv)).map(([name, settings]) => `  ${name}:${yaml(settings, 2)}\n`);
// As a function: what is put in has dollar signs.
const filled = found.replace(/(# <generated>\n)[\s\S]*?( *# <\/generated>)/, (_, open, close) => `${open}${block.join('')}${close}`);
const wanted = await format(filled, { ...(await resolveConfig(file)), filepath: file });

if (wanted !== found) {
  if (process.argv.includes('--update')) writeFileSync(file, wanted);
  else {
    process.exitCode = 1;
    console.error(
      'The sanitizing processors in otel-collector/base.yaml differ from src/semconv. To write them anew: npm run check -- --update',
    );
  }
}

/** A value as YAML that stands after its key or dash. */
function yaml(value, depth) {
  const indent = '  '.repeat(depth);
  if (Array.isArray(value)) return value.map((item) => `\n${indent}-${yaml(item, depth + 1)}`).join('');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, item]) => `\n${indent}${key}:${yaml(item, depth + 1)}`)
      .join('');
  return typeof value === 'string' ? ` '${value.replaceAll("'", "''")}'` : ` ${value}`;
}
