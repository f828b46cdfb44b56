import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { holdSecret } from '../kit/leak-search.js';
import { startOtlpSink, type OtlpSink } from '../kit/otlp-sink.js';
import { buildIfMissing, runExample, startExample } from '../kit/run-example.js';
import { withoutSanitizing } from '../kit/without-sanitizing.js';

const REGISTER = ['--import', '@wedsync/backup-telemetry/register'];

let sink: OtlpSink;
let folder: string;

beforeAll(buildIfMissing, 120_000);

beforeEach(async () => {
  sink = await startOtlpSink();
  folder = mkdtempSync(join(tmpdir(), 'examples-test-'));
});

afterEach(async () => {
  await sink.close();
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url, TMPDIR: folder });
const finished = () =>
  sink
    .events()
    .filter(({ eventName }) => eventName === 'backup.run.finished')
    .map(({ attributes }) => [
      attributes['backup.job.name'],
      attributes['backup.attempt'],
      attributes['backup.outcome'],
      attributes['error.type'],
    ]);

const sentWith = (secret: string) =>
  holdSecret(
    sink.requests.map(({ content }) => content),
    secret,
  );

describe('the smallest wrap', () => {
  const file = 'smallest-wrap/main.mjs';

  test('emits one job as a span, metrics and events', async () => {
    const end = await runExample(file, { env: { ...environment(), OTEL_SERVICE_NAME: 'backups' }, nodeOptions: REGISTER });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toMatch(/^\d+ bytes are safe in /);
    expect(sink.tree()).toEqual([{ name: 'backup settings-nightly', outcome: 'success', children: [] }]);
    expect(sink.events().map(({ eventName }) => eventName)).toEqual(['backup.run.started', 'backup.run.finished', 'backup.copy.stored']);
    const bytes = Number.parseInt(end.stdout, 10);
    expect(sink.metric('backup.run.last_size')).toMatchObject([{ value: bytes, resource: { 'service.name': 'backups' } }]);
  });

  test('does the backup when nobody listens, and says so', async () => {
    await sink.close();
    const end = await runExample(file, { env: environment(), nodeOptions: REGISTER });
    expect(end.code).toBe(0);
    expect(end.stdout).toMatch(/^\d+ bytes are safe in /);
    expect(end.stderr).toContain('ECONNREFUSED');
  });

  test('prints what would leave when it is asked to', async () => {
    const console = Object.fromEntries(['TRACES', 'METRICS', 'LOGS'].map((signal) => [`OTEL_${signal}_EXPORTER`, 'console']));
    const { stdout } = await runExample(file, { env: { ...environment(), ...console }, nodeOptions: REGISTER });
    expect(stdout).toContain("'backup settings-nightly'");
    expect(sink.requests).toEqual([]);
  });
});

describe('the orchestrator', () => {
  const file = 'orchestrator/main.mjs';

  test('emits every attempt of every job as a run with its outcome', async () => {
    const end = await runExample(file, { env: environment() });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const runs = [
      ['wedding-db', 1, 'failure', 'ECONNRESET'],
      ['wedding-db', 2, 'success', undefined],
      ['mailboxes', 1, 'partial', undefined],
      ['photos', 1, 'success', undefined],
    ];
    expect(finished()).toEqual(runs);
    expect(sink.tree()).toEqual(runs.map(([job, , outcome]) => ({ name: `backup ${job}`, outcome, children: [] })));
    expect(end.stdout.split('\n').filter((line) => line.includes('attempt'))).toEqual([
      'wedding-db · attempt 1 · failure · ECONNRESET',
      'wedding-db · attempt 2 · success',
      'mailboxes · attempt 1 · partial',
      'photos · attempt 1 · success',
    ]);
    expect(end.stdout).toMatch(/^photos \d+ files$/m);
  });

  test('makes every job known before the first one runs', async () => {
    await runExample(file, { env: environment() });
    const jobs = ['wedding-db', 'mailboxes', 'photos'];
    const defined = sink.events().filter(({ eventName }) => eventName === 'backup.job.defined');
    expect(defined.map(({ attributes }) => attributes['backup.job.name'])).toEqual(jobs);
    expect(sink.metric('backup.job.registered.timestamp').map(({ attributes }) => attributes['backup.job.name'])).toEqual(jobs);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends the run that %s stops as cancelled, and sends that before it ends', async (signal, code) => {
    const program = startExample(file, { env: environment() });
    await program.said(/^photos /m);
    program.kill(signal);
    expect(await program.ended).toMatchObject({ code, stderr: '' });
    expect(finished().at(-1)).toEqual(['photos', 1, 'cancelled', undefined]);
    expect(sink.tree().at(-1)).toMatchObject({ name: 'backup photos', outcome: 'cancelled' });
  });

  test('sends the class of an error, and nothing of its message', async () => {
    await runExample(file, { env: environment() });
    expect(sentWith('ECONNRESET')).toBe(true);
    expect(sentWith('db-7.internal')).toBe(false);
  });
});

describe('the host with OpenTelemetry', () => {
  const password = 'Wisteria-77-arbor';
  const run = (bootstrap = './examples/host-with-opentelemetry/telemetry.mjs') =>
    runExample('host-with-opentelemetry/main.mjs', {
      env: { ...environment(), DATABASE_URL: `postgres://admin:${password}@db-7.internal:5432/orders` },
      nodeOptions: ['--import', bootstrap],
    });

  test("makes the run a child of the host's own span", async () => {
    const end = await run();
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toMatch(/^\d+ bytes stored\n$/);
    const dump = { name: 'backup.phase dump', outcome: 'success', children: [] };
    const backup = { name: 'backup orders-nightly', outcome: 'success', children: [dump] };
    expect(sink.tree()).toEqual([{ name: 'nightly maintenance', outcome: undefined, children: [backup] }]);
  });

  test("sends all three signals through the host's SDK alone, with its resource", async () => {
    await run();
    expect(finished()).toEqual([['orders-nightly', undefined, 'success', undefined]]);
    expect(sink.metric('backup.run.last_end.timestamp')).toHaveLength(1);
    for (const { resource } of [...sink.spans(), ...sink.events(), ...sink.points()]) {
      expect(resource).toMatchObject({ 'service.name': 'orders' });
      expect(Object.keys(resource).filter((key) => /^(?:process|host)\./.test(key))).toEqual([]);
    }
  });

  test('lets out no connection string that it put on a span of its own', async () => {
    await run();
    expect(Object.keys(sink.spans().find(({ name }) => name === 'nightly maintenance')?.attributes ?? {})).toEqual(['db.url']);
    expect(sentWith(password)).toBe(false);
  });

  test('would let it out without its sanitizing exporters', async () => {
    const control = withoutSanitizing('host-with-opentelemetry/telemetry.mjs');
    await run(control.path);
    control.remove();
    expect(sentWith(password)).toBe(true);
  });
});
