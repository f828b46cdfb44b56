// The JSON files that the package ships for receivers in other languages. Fails when one differs from what the source says; `--update` writes it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { alertEventSchema } from '../../dist/alerts.js';
import { exampleEvents } from './alert-examples.mjs';
import { testVectors } from './alert-vectors.mjs';

const update = process.argv.includes('--update');
const folder = resolve(import.meta.dirname, '../../src/alerts/published/alerts');

const files = {
  // What may be sent, not what is left after reading: receivers ignore fields they do not know.
  'alert.v2.schema.json': z.toJSONSchema(alertEventSchema, { io: 'input' }),
  'examples.json': await exampleEvents(),
  'test-vectors.json': await testVectors(),
};

for (const [name, value] of Object.entries(files)) {
  const path = resolve(folder, name);
  const wanted = await format(JSON.stringify(value), { ...(await resolveConfig(path)), filepath: path });
  if (readIfThere(path) === wanted) continue;
  if (update) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted);
    continue;
  }
  process.exitCode = 1;
  console.error(`src/alerts/published/alerts/${name} differs from src/alerts. To write it anew: npm run check -- --update`);
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
