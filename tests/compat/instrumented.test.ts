import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createLeakSearch } from '../kit/leak-search.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';
import { findPostgres, startPostgres, type PostgresServer } from '../kit/postgres-server.js';
import { otelEnv, runProgram, type HostName } from './run-program.js';

const SECRETS = {
  queryToken: 'tok-Zq81kLmP0vXy',
  bearer: 'brr.Kx72hdPq91LmZt',
  cookie: 'ck91LmzPq8271xYw',
  setCookie: 'sc4417KlmQpZr80x',
  apiKey: 'ak-77Qm21zLpX09vB',
  urlPassword: 'uPw-9183kdLQzm',
  signature: '9f2c4be1a07d55e3c8b1f0a9d6e24711',
  user: 'anna.smith.planner',
  connectionPassword: 'cPw-71mQz0Lk',
  role: 'guest_reader',
  sqlPassword: 'sPw-66Lk!mQz01',
  sqlEmail: 'anna.smith@example.org',
  sqlLiteral: 'Anna and Bob, table nine',
  parameter: 'the words of the vow',
  sqlKey: 'sk-00Zm1Lq77PxT',
};
// A password of a connection never gets into a span. Names of roles do and stay: they say who was refused.
const NEVER_RECORDED = ['connectionPassword'];
const NO_SECRETS = ['user', 'role'];
const search = createLeakSearch(Object.entries(SECRETS).map(([name, value]) => ({ name, parts: [value] })));

const bin = findPostgres();
if (bin === undefined && process.env['CI']) throw new Error('Expected the programs of a PostgreSQL server: apt-get install postgresql.');
// Locally without a server: `apt-get install postgresql` brings one.
const hosts = bin === undefined || inject('compat').folder === undefined ? [] : (['otel2', 'otel3'] as const);

describe.skipIf(hosts.length === 0).each(hosts.length > 0 ? hosts : (['otel2'] as const))(
  'real instrumentations of pg and http with %s',
  (host) => {
    let postgres: PostgresServer;
    beforeAll(async () => {
      postgres = await startPostgres(bin!);
    });
    afterAll(() => postgres.stop());

    async function serve(mode: 'bare' | 'preset'): Promise<{ sink: OtlpSink; found: readonly string[] }> {
      const sink = await startOtlpSink();
      const file = join(inject('compat').folder!, 'instrumented.json');
      writeFileSync(file, JSON.stringify(SECRETS));
      const env = { ...otelEnv(sink.url), DATABASE_URL: postgres.url, OTEL_SEMCONV_STABILITY_OPT_IN: 'http/dup,database/dup' };
      const end = await runProgram(host satisfies HostName, 'instrumented.mjs', { env, args: [mode, file] });
      await sink.close();
      expect(end).toMatchObject({ code: 0, result: { done: true } });
      const found = new Set(sink.requests.flatMap(({ content }) => [...search(content)]));
      return { sink, found: [...found].sort() };
    }

    test('record secrets of queries, addresses and headers when nothing holds them back', async () => {
      const { found } = await serve('bare');
      expect(found).toEqual(
        Object.keys(SECRETS)
          .filter((name) => !NEVER_RECORDED.includes(name))
          .sort(),
      );
    });

    test('let none of them out under the preset, and still say what happened', async () => {
      const { sink, found } = await serve('preset');
      expect(found.filter((name) => !NO_SECRETS.includes(name))).toEqual([]);
      const attributes = sink.spans().map((span) => span.attributes);
      expect(attributes).toContainEqual(
        expect.objectContaining({
          'db.system.name': 'postgresql',
          'db.namespace': 'postgres',
          'db.query.text': 'INSERT INTO guests (id, email, code) VALUES (1, ?, ?)',
          'server.port': expect.any(Number) as number,
        }),
      );
      expect(attributes).toContainEqual(
        expect.objectContaining({ 'http.request.method': 'GET', 'url.path': '/orders/7', 'http.response.status_code': 200 }),
      );
      expect(sink.spans().some(({ statusCode }) => statusCode === 2)).toBe(true);
      expect(sink.points().map(({ metric }) => metric)).toContain('http.server.request.duration');
    });
  },
);
