import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONDITIONS } from '../../../../src/conditions/index.js';
import { cleanText } from '../../../../src/alerts/contract/clean-text.js';
import { alertEventSchema, alertId, verifyWebhook } from '../../../../src/alerts/index.js';

const FOLDER = resolve(import.meta.dirname, '../../../../src/alerts/published/alerts');

interface Vector {
  readonly name: string;
  readonly valid: boolean;
  readonly secrets: readonly string[];
  readonly now: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
}

describe('the published test vectors', () => {
  const { vectors } = read('test-vectors.json') as { readonly vectors: readonly Vector[] };

  test.each(vectors.map((vector) => [vector.valid ? 'accepted' : 'refused', vector.name, vector] as const))(
    '%s: %s',
    async (_, __, { valid, secrets, now, headers, body }) => {
      const request = new Request('https://ws-155.example.com/alerts', { method: 'POST', headers, body });
      expect((await verifyWebhook(request, { secrets, now: () => now * 1_000 })).valid).toBe(valid);
    },
  );
});

describe('the published examples', () => {
  const examples = read('examples.json') as Readonly<Record<string, unknown>>;

  test('have one for each alert of the shipped rules', () => {
    const names = Object.values(examples).map((example) => alertEventSchema.parse(example).data.alert);
    expect(CONDITIONS.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(Object.values(examples).map((example) => alertEventSchema.parse(example).data))(
    'the texts of $alert pass the gateway unchanged',
    ({ summary, description = '' }) => {
      expect([cleanText(summary, 500), cleanText(description, 4_000)]).toEqual([summary, description]);
    },
  );

  test.each(Object.entries(examples))('%s', async (_, example) => {
    const { id, type, data } = alertEventSchema.parse(example);
    const status = type === 'alert.firing' ? 'firing' : 'resolved';
    expect(id).toBe(await alertId({ ...data, status }));
  });
});
