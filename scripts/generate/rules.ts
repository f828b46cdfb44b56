// What is made of the conditions: the rules for Prometheus and a runbook for each alert. Fails when one differs from src/conditions.
// `npm run rules` writes them, as `npm run check -- --update` does.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadConditions } from './load-conditions.mjs';
import { rulesFile } from './rules-file.mjs';
import { runbookIndex, runbookPage } from './runbook-page.mjs';

const update = process.argv.includes('--update');
const root = resolve(import.meta.dirname, '../..');
const RUNBOOKS = 'docs/runbooks';

const { CONDITIONS, RULE_GROUPS } = await loadConditions();
const files = new Map([
  ['otel-collector/prometheus/rules.yaml', rulesFile(RULE_GROUPS)],
  [`${RUNBOOKS}/README.md`, runbookIndex(CONDITIONS)],
  ...CONDITIONS.map((condition) => [condition.runbook, runbookPage(condition)]),
]);

for (const [path, wanted] of files) {
  const file = resolve(root, path);
  if (readIfThere(file) === wanted) continue;
  if (update) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted);
  } else complain(`${path} differs from src/conditions`);
}
for (const name of readdirSync(resolve(root, RUNBOOKS))) {
  const path = `${RUNBOOKS}/${name}`;
  if (files.has(path)) continue;
  if (update) rmSync(resolve(root, path));
  else complain(`${path} belongs to no condition`);
}

function complain(sentence) {
  process.exitCode = 1;
  console.error(`${sentence}. It is generated. To write it anew: npm run rules`);
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
