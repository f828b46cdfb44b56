// What a production build makes of the entries that have a size limit: bundled by esbuild, minified by terser as webpack does it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { minify } from 'terser';

const folder = '.cache/size';
mkdirSync(folder, { recursive: true });
for (const entry of ['index', 'semconv', 'policy', 'parsers']) {
  const { outputFiles } = await build({
    entryPoints: [`dist/${entry}.js`],
    bundle: true,
    format: 'esm',
    external: ['@opentelemetry/api', 'zod'],
    write: false,
    logLevel: 'error',
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error(`Expected a bundle of dist/${entry}.js, got none.`);
  const { code } = await minify(bundle.text, { module: true, compress: { passes: 3 } });
  writeFileSync(`${folder}/${entry}.js`, code ?? bundle.text);
}
