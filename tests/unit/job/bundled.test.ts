import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const SOURCE = join(import.meta.dirname, '../../../src/index.ts');
// The API of OpenTelemetry 1.9 as a bundler sees it: no `logs` among its names.
const OLD_API = `export const trace = {}, metrics = {}, context = {}, diag = {}, propagation = {}, ROOT_CONTEXT = {};
export const SpanKind = {}, SpanStatusCode = {}, ValueType = {}, TraceFlags = {}, INVALID_SPAN_CONTEXT = {};
export const createContextKey = () => {}, isSpanContextValid = () => {}, createNoopMeter = () => {};`;

test.each(['edge-light', 'node'])('a bundler for %s finds no name that the oldest API lacks', async (condition) => {
  const { warnings } = await build({
    entryPoints: [SOURCE],
    bundle: true,
    write: false,
    format: 'esm',
    platform: condition === 'node' ? 'node' : 'browser',
    conditions: [condition],
    logLevel: 'silent',
    plugins: [
      {
        name: 'old-api',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^@opentelemetry\/api$/ }, () => ({ path: 'api', namespace: 'old-api' }));
          onLoad({ filter: /.*/, namespace: 'old-api' }, () => ({ contents: OLD_API, loader: 'js' }));
        },
      },
    ],
  });
  expect(warnings.map(({ text }) => text)).toEqual([]);
});
