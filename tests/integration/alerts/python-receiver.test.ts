import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyWebhook } from '../../../src/alerts/index.js';
import { createPythonVenv, type PythonVenv } from '../../kit/python-venv.js';

const PUBLISHED = resolve(import.meta.dirname, '../../../src/alerts/published/alerts');
const { vectors } = JSON.parse(readFileSync(resolve(PUBLISHED, 'test-vectors.json'), 'utf8')) as {
  readonly vectors: readonly { readonly name: string; readonly valid: boolean; readonly secrets: readonly string[] }[];
};

interface Seen {
  readonly accepted: Readonly<Record<string, boolean>>;
  readonly wrong: Readonly<Record<string, readonly string[]>>;
  readonly broken: readonly unknown[];
  readonly signed: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
}

let venv: PythonVenv | undefined;
let seen: Seen;

beforeAll(async () => {
  try {
    venv = await createPythonVenv(['standardwebhooks==1.1.0', 'jsonschema==4.26.0']);
  } catch (error) {
    if (process.env['CI']) throw error;
    console.warn('Skipped: needs python3 with its module venv (apt install python3-venv) and a network to install packages from PyPI.');
    return;
  }
  seen = JSON.parse(await venv.run(resolve(import.meta.dirname, 'python/receiver.py'), PUBLISHED)) as Seen;
}, 240_000);
afterAll(() => venv?.remove());

describe('a receiver in Python with the reference implementation of Standard Webhooks', () => {
  test('judges every published test vector as it says', (context) => {
    context.skip(!venv);
    expect(seen.accepted).toEqual(Object.fromEntries(vectors.map(({ name, valid }) => [name, valid])));
  });

  test('finds every published example to fit the published JSON Schema, and another version not', (context) => {
    context.skip(!venv);
    expect(Object.values(seen.wrong).flat()).toEqual([]);
    expect(Object.keys(seen.wrong).length).toBeGreaterThan(0);
    expect(seen.broken).toEqual([['version']]);
  });

  test('signs what is accepted here', async (context) => {
    context.skip(!venv);
    const { headers, body } = seen.signed;
    const request = new Request('https://ws-155.example.com/alerts', { method: 'POST', headers, body });
    expect(await verifyWebhook(request, { secrets: vectors[0]!.secrets })).toMatchObject({ valid: true });
  });
});
