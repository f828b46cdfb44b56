import { diag } from '@opentelemetry/api';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as yaml from 'yaml';
import { readPolicy } from '../../../src/node/index.js';
import { readJson } from '../../../src/node/policy/json-text.js';
import { readPolicyFile } from '../../../src/node/policy/policy-file.js';
import { definePolicy, type PolicyFile } from '../../../src/policy/index.js';
import { createTestTelemetry } from '../../../src/testing/index.js';
import { createFolder } from '../../kit/cli-harness.js';

const EXAMPLE = readFileSync(resolve(import.meta.dirname, '../../../examples/wedsync.yaml'), 'utf8');
const VALUE = yaml.parse(EXAMPLE) as PolicyFile;

let said: string[];

beforeEach(() => {
  said = [];
  const say = (...parts: readonly unknown[]) => void said.push(parts.join(' '));
  diag.setLogger({ error: say, warn: say, info: say, debug: say, verbose: say });
});
afterEach(() => {
  diag.disable();
});

/** A policy without its functions. */
function plain(policy: object): unknown {
  return JSON.parse(JSON.stringify(policy));
}

describe('readPolicy', () => {
  test.each(['policy.yaml', 'policy.json', 'policy.conf'])('gives the same policy as definePolicy: %s', async (name) => {
    const folder = createFolder({ [name]: name.endsWith('.yaml') ? EXAMPLE : JSON.stringify(VALUE, undefined, '\t') });
    for (const path of [join(folder, name), pathToFileURL(join(folder, name))]) {
      const policy = await readPolicy(path);
      expect(policy.problems).toEqual([]);
      expect(plain(policy)).toEqual({ ...(plain(definePolicy(VALUE)) as object), problems: [] });
      expect(policy.jobs[0]?.tiers[1]?.schedule?.describe()).toBe('At 02:30 (UTC, by kubernetes)');
    }
    expect(said).toEqual([]);
  });

  test('never rejects: what is wrong comes back with its line, is said with its place, and the policy is empty', async () => {
    const path = join(createFolder({ 'policy.yaml': EXAMPLE.replace('rpo: 1h', 'rpo: soon') }), 'policy.yaml');
    const line = EXAMPLE.split('\n').indexOf('    rpo: 1h') + 1;
    const message = 'Expected `jobs[0].rpo` to be a duration such as "15m" or "24h", or a number of milliseconds, got "soon".';
    expect(await readPolicy(path)).toEqual({ jobs: [], definitions: [], problems: [{ line, message }] });
    expect(said).toEqual([expect.stringContaining(`${path}:${line}: ${message} (at read-policy.test.ts:`)]);
  });

  test('a job whose policy is not readable runs all the same, and what is wrong counts as a problem', async () => {
    const { telemetry, problems, register } = createTestTelemetry();
    const unregister = register();
    const { definitions } = await readPolicy(join(createFolder(), 'none.yaml'));
    const nightly = telemetry.defineBackup(definitions.find(({ job }) => job === 'wedding-db') ?? { job: 'wedding-db' });
    expect(await nightly.run(() => 'dumped')).toBe('dumped');
    unregister();
    expect(problems()).toEqual([
      expect.objectContaining({
        kind: 'configuration_invalid',
        message: expect.stringContaining('none.yaml: Expected a readable policy file, got none at this path.') as string,
      }),
    ]);
  });

  test('does not wait for a pipe that nobody writes to, and reads no folder', async () => {
    const folder = createFolder();
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    for (const path of [folder, join(folder, 'pipe.yaml')])
      expect((await readPolicy(path)).problems).toEqual([
        { message: 'Expected a readable policy file, got something at this path that is no file.' },
      ]);
  });
});

describe('without the package yaml', () => {
  const read = async (content: string, name = 'policy') => readPolicyFile(join(createFolder({ [name]: content }), name), () => undefined);

  test('JSON is read, with the lines of what is wrong', async () => {
    expect(await read(JSON.stringify(VALUE))).toMatchObject({ ok: true });
    const wrong = JSON.stringify(
      { version: 1, jobs: [{ job: 'a' }, { job: 'b', tiers: { 'of day': { keep: 0 } }, rpo: 'soon' }] },
      undefined,
      2,
    );
    expect(await read(wrong)).toEqual({
      ok: false,
      problems: [
        {
          line: wrong.split('\n').findIndex((line) => line.includes('keep')) + 1,
          message: expect.stringContaining('["of day"].keep') as string,
        },
        { line: wrong.split('\n').findIndex((line) => line.includes('rpo')) + 1, message: expect.stringContaining('"soon"') as string },
      ],
    });
  });

  test('YAML is refused with the line that installs what reads it', async () => {
    expect(await read(EXAMPLE)).toEqual({ ok: false, problems: [{ message: expect.stringContaining('run: npm install yaml') as string }] });
  });

  test.each([
    ['{\n  "version": 1,\n  "version": 1\n}', 3, 'another key than before, got "version" twice'],
    ['{\n  "version": 1,\n  "jobs": [}\n', 3, 'a value'],
    ['{"version": 1\n "jobs": []}', 2, 'a comma or a closing brace'],
    ['{"version": 1}\n\n{}', 3, 'nothing behind the value'],
    ['{\n  version: 1\n}', 2, 'a key in double quotes, and a colon'],
    ['{"a": "x\ty"}', 1, 'a text without control characters and unknown escapes'],
    ['{"a": "\\x"}', 1, 'a text without control characters and unknown escapes'],
    ['{"a": 01}', 1, 'a comma or a closing brace'],
    ['['.repeat(10_000), 1, 'at most 64 levels'],
  ])('says where a text stops being JSON: %#', async (content, line, expected) => {
    expect(await read(content, 'policy.json')).toEqual({ ok: false, problems: [{ line, message: `Expected JSON: ${expected}.` }] });
  });

  test('whatever JSON holds is read as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom('', ' ', '\t'), (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        const read = readJson(text);
        if (!read.ok) throw new Error(read.problems[0]?.message);
        expect(JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test('whatever is no JSON is refused', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readJson(text);
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(read.ok).toBe(isJson);
      }),
    );
  });
});
