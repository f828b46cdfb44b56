// The sanitizing processors in otel-collector/base.yaml, between its marks.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { stringify } from 'yaml';
import { settleFiles } from './generated-files.js';
import { sanitizingProcessors } from './sanitize/processors.js';
import { names, reference, semconv } from './vocabulary.js';

const path = 'otel-collector/base.yaml';
const filepath = resolve(import.meta.dirname, '../..', path);

const block = stringify(sanitizingProcessors(reference, names, semconv), {
  lineWidth: 0,
  defaultKeyType: 'PLAIN',
  defaultStringType: 'QUOTE_SINGLE',
}).replaceAll(/^/gm, '  ');
// As a function: what is put in has dollar signs.
const filled = readFileSync(filepath, 'utf8').replace(
  /(# <generated>\n)[\s\S]*?( *# <\/generated>)/,
  (_, open: string, close: string) => `${open}${block.trimEnd()}\n${close}`,
);
const wanted = await format(filled, { ...(await resolveConfig(filepath)), filepath });
settleFiles(new Map([[path, wanted]]), { source: 'src/semconv and scripts/generate/sanitize' });
