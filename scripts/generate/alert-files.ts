// The JSON files that the package ships for receivers in other languages.
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { alertEventSchema } from '../../src/alerts/index.js';
import { exampleEvents } from './alert-examples.js';
import { testVectors } from './alert-vectors.js';
import { settleFiles } from './generated-files.js';

const values = {
  // What may be sent, not what is left after reading: receivers ignore fields they do not know.
  'alert.v2.schema.json': z.toJSONSchema(alertEventSchema, { io: 'input' }),
  'examples.json': await exampleEvents(),
  'test-vectors.json': await testVectors(),
};

const files = new Map<string, string>();
for (const [name, value] of Object.entries(values)) {
  const path = `src/alerts/published/alerts/${name}`;
  const filepath = resolve(import.meta.dirname, '../..', path);
  files.set(path, await format(JSON.stringify(value), { ...(await resolveConfig(filepath)), filepath }));
}
settleFiles(files, { source: 'src/alerts' });
