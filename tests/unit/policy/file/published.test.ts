import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import * as z from 'zod';
import {
  parsePolicy,
  policySchema,
  type PolicyFile,
  type PolicyFileDefaults,
  type PolicyFileJob,
  type PolicyFileTier,
  type PolicyPeak,
} from '../../../../src/policy/index.js';

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

test('editors show a sentence for every field', () => {
  const silent: string[] = [];
  const definitions = (schema as { $defs?: Record<string, unknown> }).$defs ?? {};
  const isDescribed = (node: Node): boolean =>
    node.description !== undefined || (node.$ref !== undefined && isDescribed(definitions[node.$ref.replace('#/$defs/', '')] as Node));
  const visit = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, property] of Object.entries((value as { properties?: Record<string, Node> }).properties ?? {}))
      if (!isDescribed(property)) silent.push(`${path}.${name}`);
    for (const [key, part] of Object.entries(value)) visit(part, `${path}.${key}`);
  };
  visit(schema, '');
  expect(silent).toEqual([]);
});

interface Node {
  readonly description?: string;
  readonly $ref?: string;
}

test('an editor may name the schema in JSON', () => {
  const value = { $schema: './policy.v1.schema.json', ...(EXAMPLE as object) };
  expect([accepts(value), parsePolicy(value).ok]).toEqual([true, true]);
  expect(parsePolicy({ ...value, $schema: 7 })).toMatchObject({ ok: false, problems: [{ path: '$schema' }] });
});

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;

test('types say what the schema takes', () => {
  type Read = z.input<typeof policySchema>;
  // Each line compiles only where it is so.
  const isTaken: PolicyFile extends DeepReadonly<Read> ? true : false = true;
  const hasAllKeys: Same<keyof PolicyFileJob, keyof Read['jobs'][number]> = true;
  const hasAllDefaults: Same<keyof PolicyFileDefaults, keyof Exclude<Read['defaults'], undefined>> = true;
  const hasAllOfTiers: Same<keyof PolicyFileTier, keyof Exclude<Read['jobs'][number]['tiers'], undefined>[string]> = true;
  const hasAllOfPeaks: Same<keyof PolicyPeak, keyof Exclude<Read['jobs'][number]['peaks'], undefined>[number]> = true;
  expect([isTaken, hasAllKeys, hasAllDefaults, hasAllOfTiers, hasAllOfPeaks]).not.toContain(false);
  // @ts-expect-error that is no duration
  expect(parsePolicy({ version: 1, jobs: [{ job: 'a', grace: '15 minutes' }] } satisfies PolicyFile).ok).toBe(false);
  // @ts-expect-error that is no field of a job
  expect(parsePolicy({ version: 1, jobs: [{ job: 'a', rop: '1h' }] } satisfies PolicyFile).ok).toBe(false);
});
