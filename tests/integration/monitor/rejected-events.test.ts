import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingestRoutes, type IngestCount } from '../../../src/monitor/ingest-routes.js';
import { startMonitor } from '../../../src/monitor/monitor.js';
import { openPostgresDatabase } from '../../../src/monitor/store/postgres.js';
import { createSanitizer } from '../../../src/sanitize/index.js';
import { createRouter } from '../../../src/server/router.js';
import { startServer } from '../../../src/server/start-server.js';
import { findPostgres, startPostgres, type PostgresServer } from '../../kit/postgres-server.js';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres(findPostgres() ?? '');
});
afterAll(() => postgres.stop());

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** A name that no index makes much smaller, of characters that take nine bytes each in a key. */
function longName(seed: number, length = 115): string {
  const bytes = Array.from({ length: Math.ceil(length / 16) }, (_, index) => createHash('sha256').update(`${seed} ${index}`).digest());
  const numbers = bytes.flatMap((part) => Array.from({ length: 16 }, (_, index) => part.readUInt16LE(index * 2)));
  return numbers
    .slice(0, length)
    .map((number) => String.fromCodePoint(0x4e00 + (number % 20_000)))
    .join('');
}

/** An export request with a run for each name. Those whose name is empty have the longest names that may be. */
function requestOf(names: readonly string[]): string {
  const resourceLogs = names.map((name, seed) => {
    const part = (index: number) => name || longName(seed * 10 + index);
    const record = {
      eventName: 'backup.run.started',
      timeUnixNano: String(BigInt(Date.now()) * 1_000_000n),
      attributes: [
        attribute('backup.operation', 'backup'),
        attribute('backup.job.name', part(1)),
        attribute('backup.destination.name', part(2)),
        attribute('backup.run.id', name === '' ? longName(seed, 256) : `run-${seed}`),
      ],
    };
    const resource = ['service.name', 'service.namespace', 'deployment.environment.name'].map((key, index) =>
      attribute(key, part(3 + index)),
    );
    return { resource: { attributes: resource }, scopeLogs: [{ logRecords: [record] }] };
  });
  return JSON.stringify({ resourceLogs });
}

test('an event that PostgreSQL will never take is answered as such, and those that came with it are kept', async () => {
  const database = await openPostgresDatabase({ url: postgres.url });
  const errors: unknown[] = [];
  const monitor = await startMonitor({ database, onError: (error) => errors.push(error), onProblem: () => {}, evaluateEveryMs: 50 });
  const counts: IngestCount[] = [];
  const routes = ingestRoutes({
    take: monitor.take,
    sanitizer: createSanitizer(),
    now: Date.now,
    onRequest: (count) => counts.push(count),
  });
  const handle = createRouter({ routes: routes.map((route) => ({ ...route, role: 'public' as const })) });
  const server = await startServer({ handle, host: '127.0.0.1', port: 0, graceMs: 1_000, onError: () => {} });
  try {
    const body = requestOf(['one', '', 'two', '', 'three']);
    const post = () => fetch(`${server.url}/v1/logs`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const answer = await post();
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      partialSuccess: {
        rejectedLogRecords: '2',
        errorMessage: '2 could not be stored, the first: PostgreSQL does not take what it was given: 54000',
      },
    });
    expect(counts).toEqual([{ events: 3, others: 0, rejected: 2 }]);
    expect(monitor.jobs()).toBe(3);
    expect((await monitor.runs()).map(({ run }) => run).sort()).toEqual(['run-0', 'run-2', 'run-4']);
    expect((await post()).status).toBe(200);
    expect(errors).toEqual([]);
  } finally {
    await server.stop();
    await monitor.stop();
  }
});
