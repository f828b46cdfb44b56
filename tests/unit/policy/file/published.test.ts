import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import * as z from 'zod';
import { parsePolicy, policySchema } from '../../../../src/policy/index.js';

const ROOT = resolve(import.meta.dirname, '../../../..');
const PATH = resolve(ROOT, 'src/policy/published/policy/policy.v1.schema.json');
const EXAMPLE: unknown = parse(readFileSync(resolve(ROOT, 'examples/wedsync.yaml'), 'utf8'));

const schema = z.toJSONSchema(policySchema, { io: 'input', reused: 'ref' });
const accepts = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

test('the JSON Schema that is shipped is that of the source (UPDATE=1 writes it anew)', async () => {
  const wanted = await format(JSON.stringify(schema), { ...(await resolveConfig(PATH)), filepath: PATH });
  if (process.env['UPDATE'] === '1') writeFileSync(PATH, wanted);
  expect(readFileSync(PATH, 'utf8')).toBe(wanted);
});

test('editors accept the example by it, and say what the package says of slips in it', () => {
  expect(accepts(EXAMPLE)).toBe(true);
  for (const slip of [
    { version: 2 },
    { jobs: [] },
    { defaults: { grace: '15 minutes' } },
    { jobs: [{ job: 'a', rop: '1h' }] },
    { jobs: [{ job: 'a', schedule: { cron: '0 0 * * *', timezone: 'UTC', scheduler: 'at' } }] },
    { jobs: [{ job: 'a', tiers: { daily: { keep: 0 } } }] },
  ]) {
    const value = { ...(EXAMPLE as object), ...slip };
    expect([accepts(value), parsePolicy(value).ok, slip]).toEqual([false, false, slip]);
  }
});
