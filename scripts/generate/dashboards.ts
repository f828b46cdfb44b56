// The dashboards as Grafana reads them. Fails when one differs from otel-collector/grafana/source.
// `npm run check -- --update` writes them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DASHBOARDS } from '../../otel-collector/grafana/source/index.mjs';

const update = process.argv.includes('--update');
const FOLDER = 'otel-collector/grafana/dashboards';
const folder = resolve(import.meta.dirname, '../..', FOLDER);

const files = new Map(Object.entries(DASHBOARDS).map(([name, dashboard]) => [`${name}.json`, `${JSON.stringify(dashboard, null, 2)}\n`]));

mkdirSync(folder, { recursive: true });
const there = readdirSync(folder);
for (const [name, wanted] of files) {
  if (there.includes(name) && readFileSync(join(folder, name), 'utf8') === wanted) continue;
  if (update) writeFileSync(join(folder, name), wanted);
  else complain(`${FOLDER}/${name} differs from otel-collector/grafana/source`);
}
for (const name of there.filter((name) => !files.has(name))) {
  if (update) rmSync(join(folder, name));
  else complain(`${FOLDER}/${name} is made of nothing in otel-collector/grafana/source`);
}

function complain(sentence) {
  process.exitCode = 1;
  console.error(`${sentence}. It is generated. To write it anew: npm run check -- --update`);
}
