import { resourceFromAttributes } from '@opentelemetry/resources';
import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBackupTelemetry } from '../../../src/index.js';
import { createSanitizer } from '../../../src/sanitize/index.js';
import type { BackupEvent } from '../../../src/events/event.js';
import { readLogs, type OtlpEncoding } from '../../../src/otlp/read-logs.js';

const RESOURCE = {
  'service.name': 'backups',
  'service.namespace': 'wedsync',
  'deployment.environment.name': 'production',
  'service.instance.id': '0d6b3bb2-3c1a-4b9e-9d5e-0d1f6a1f3c11',
};
const ENCODINGS: readonly OtlpEncoding[] = ['json', 'protobuf'];
const sanitizer = createSanitizer();
const read = (body: Uint8Array, encoding: OtlpEncoding) => readLogs(body, { encoding, receivedAt: 1_800_000_000_000, sanitizer });
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const attribute = (key: string, value: unknown) => ({ key, value });

/** What a real SDK sends of a defined job and one run of it, with some foreign records among them, and the events as a listener gets them. */
async function recorded() {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ ...RESOURCE, 'process.command_args': ['/srv/backup', '--password=hunter2'] }),
    processors: [new SimpleLogRecordProcessor({ exporter })],
  });
  const telemetry = createBackupTelemetry({ loggerProvider: provider });
  const events: BackupEvent[] = [];
  telemetry.onBackupEvent((event) => void events.push(event));
  const job = telemetry.defineBackup({
    job: 'nightly',
    destination: 's3-eu',
    every: '24h',
    copies: [{ destination: 's3-eu', region: 'eu-west-1' }],
  });
  await job.run(async (run) => {
    await run.phase('dump', () => undefined);
    run.report({ bytes: 2 ** 53 - 1 });
    return 'done';
  });
  provider.getLogger('app').emit({ body: 'a line of another library', attributes: { path: '/srv/secret' } });
  const records = exporter.getFinishedLogRecords();
  return {
    events,
    body: (encoding: OtlpEncoding) => (encoding === 'json' ? JsonLogsSerializer : ProtobufLogsSerializer).serializeRequest(records)!,
  };
}

describe.each(ENCODINGS)('an export request of a real SDK in %s', (encoding) => {
  test('gives the events that were emitted, with the resource that says whose they are', async () => {
    const { events, body } = await recorded();
    const { envelopes, others, rejected } = read(body(encoding), encoding);
    expect(events.length).toBeGreaterThan(3);
    expect(envelopes.map(({ event }) => ({ ...event, timestamp: 0 }))).toEqual(events.map((event) => ({ ...event, timestamp: 0 })));
    for (const [index, { event }] of envelopes.entries()) expect(event.timestamp).toBeCloseTo(events[index]!.timestamp, 2);
    expect(envelopes.map(({ receivedAt }) => receivedAt)).toEqual(events.map(() => 1_800_000_000_000));
    expect(new Set(envelopes.map(({ resource }) => JSON.stringify(resource)))).toEqual(new Set([JSON.stringify(RESOURCE)]));
    expect(others).toBe(1);
    expect(rejected).toEqual({ count: 0, reason: '' });
  });

  test('cut anywhere is refused as a whole, or gives only events that were sent', async () => {
    const { events, body } = await recorded();
    const whole = body(encoding);
    const sent = new Set(events.map(({ id }) => id));
    for (let length = 0; length < whole.length; length += 7) {
      try {
        for (const { event } of read(whole.subarray(0, length), encoding).envelopes) expect(sent).toContain(event.id);
      } catch (error) {
        expect((error as Error).message).toMatch(/^Expected an ExportLogsServiceRequest in (JSON|protobuf)$/);
      }
    }
  });
});

describe('what other senders write in JSON', () => {
  const request = (records: readonly unknown[], resource?: unknown) =>
    json({ resourceLogs: [{ resource, scopeLogs: [{ logRecords: records }] }] });
  const finished = (attributes: readonly unknown[], more = {}) => ({
    eventName: 'backup.run.finished',
    timeUnixNano: '1700000000000000000',
    attributes,
    ...more,
  });
  const name = attribute('backup.job.name', { stringValue: 'nightly' });

  test('64-bit integers come as texts or numbers, and times of whole nanoseconds', () => {
    const { envelopes } = read(
      request([
        finished([name, attribute('backup.artifact.size', { intValue: '42' })], { timeUnixNano: '1700000000123456789' }),
        finished([name, attribute('backup.artifact.size', { intValue: 42 })], { timeUnixNano: 1_700_000_000_123_000_000 }),
      ]),
      'json',
    );
    expect(
      envelopes.map(({ event }) => [event.timestamp, (event.attributes as unknown as Record<string, unknown>)['backup.artifact.size']]),
    ).toEqual([
      [1_700_000_000_123.4568, 42],
      [1_700_000_000_123, 42],
    ]);
  });

  test('a record that is none costs itself only, and the reason is said', () => {
    const bad = [
      7,
      finished([{ value: { stringValue: 'nightly' } }]),
      finished([]),
      { eventName: 'backup.run.finished', attributes: [name] },
    ];
    const { envelopes, rejected } = read(request([finished([name]), ...bad, finished([name])]), 'json');
    expect(envelopes).toHaveLength(2);
    expect(rejected).toEqual({ count: 4, reason: 'a log record that is none of OTLP' });
    expect(read(request([finished([])]), 'json').rejected.reason).toBe('backup.run.finished without the name of a job');
    expect(read(request([{ eventName: 'backup.run.finished', attributes: [name] }]), 'json').rejected.reason).toBe(
      'backup.run.finished without a time',
    );
  });

  test.each([
    ['is no attribute', 7],
    ['has no key', { value: { stringValue: 'x' } }],
    ['has a value of a kind that nobody knows', attribute('service.name', { uuidValue: 'x' })],
    ['has a value that is none', attribute('host.name', { stringValue: 7 })],
  ])('events of a resource of which one attribute %s are refused: without it they would be those of another service', (_what, bad) => {
    const resource = { attributes: [attribute('service.name', { stringValue: 'backups' }), bad] };
    const { envelopes, rejected, others } = read(request([finished([name]), { eventName: 'other' }, finished([name])], resource), 'json');
    expect(envelopes).toEqual([]);
    expect(others).toBe(1);
    expect(rejected).toEqual({ count: 2, reason: 'backup.run.finished of a resource that cannot be read' });
  });

  test('names of bytes tell two services apart, as in protobuf', () => {
    const serviceOf = (bytesValue: string) =>
      read(request([finished([name])], { attributes: [attribute('service.name', { bytesValue })] }), 'json').envelopes[0]?.resource[
        'service.name'
      ];
    expect(serviceOf('AAAA')).toMatch(/./);
    expect(serviceOf('AAAA')).not.toBe(serviceOf('AAAB'));
  });

  test('the time at which a collector saw it stands for one that the sender did not know', () => {
    const { envelopes } = read(request([finished([name], { timeUnixNano: '0', observedTimeUnixNano: '1700000000000000000' })]), 'json');
    expect(envelopes[0]?.event.timestamp).toBe(1_700_000_000_000);
  });

  test('the trace that an event was emitted in comes with it, and what is none does not', () => {
    const traceIds = ['4BF92F3577B34DA6A3CE929D0E0E4736', '0'.repeat(32), 'nonsense', undefined];
    const { envelopes } = read(request(traceIds.map((traceId) => finished([name], { traceId }))), 'json');
    expect(envelopes.map(({ traceId }) => traceId)).toEqual(['4bf92f3577b34da6a3ce929d0e0e4736', undefined, undefined, undefined]);
  });

  test('null stands for what is not there, and unknown fields are left alone', () => {
    expect(read(json({ resourceLogs: null, of: 'tomorrow' }), 'json').envelopes).toEqual([]);
    expect(
      read(request([finished([name], { flags: 1, severityText: null, body: { stringValue: 'x' } })], null), 'json').envelopes,
    ).toHaveLength(1);
  });

  test('nothing but the vocabulary is handed on, and no path or secret in it', () => {
    const { envelopes } = read(
      request(
        [
          finished([
            attribute('backup.job.name', { stringValue: '/srv/db/dump.sql' }),
            attribute('backup.phase.name', { stringValue: 'upload' }),
            attribute('db.password', { stringValue: 'hunter2' }),
            attribute('__proto__', { kvlistValue: { values: [attribute('polluted', { boolValue: true })] } }),
          ]),
        ],
        {
          attributes: [
            attribute('service.name', { stringValue: 'backups' }),
            attribute('process.command_args', { stringValue: '--password=hunter2' }),
          ],
        },
      ),
      'json',
    );
    expect(envelopes[0]?.resource).toEqual({ 'service.name': 'backups' });
    const { 'backup.job.name': job, ...rest } = envelopes[0]?.event.attributes as unknown as Record<string, unknown>;
    expect(job).toMatch(/^unnamed-[0-9a-f]{16}$/);
    expect(rest).toEqual({ 'backup.phase.name': 'upload' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('values nested without end are refused, and take no time', () => {
    const deep = `{"arrayValue":{"values":[`.repeat(20_000) + ']}}'.repeat(20_000);
    const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"backup.run.finished","timeUnixNano":"1","attributes":[{"key":"a","value":${deep}}]}]}]}]}`;
    expect(read(new TextEncoder().encode(body), 'json').rejected.count).toBe(1);
  });
});

describe('bytes of no meaning', () => {
  test.each(ENCODINGS)('are refused with a sentence that repeats none of them, in %s', (encoding) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          read(bytes, encoding);
        } catch (error) {
          expect((error as Error).message).toMatch(/^Expected an ExportLogsServiceRequest in (JSON|protobuf)$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('JSON of any shape neither throws otherwise nor hangs', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        for (const body of [value, { resourceLogs: value }, { resourceLogs: [{ resource: value, scopeLogs: [{ logRecords: [value] }] }] }])
          try {
            read(json(body), 'json');
          } catch (error) {
            expect((error as Error).message).toBe('Expected an ExportLogsServiceRequest in JSON');
          }
      }),
      { numRuns: 2_000 },
    );
  });
});
