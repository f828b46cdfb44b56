import { describe, expect, it } from 'vitest';
import {
  createSanitizer,
  sanitizeLogExporter,
  sanitizeSpanExporter,
  sanitizeLogProcessor,
  sanitizeSpanProcessor,
  type Sanitizer,
} from '../../../../src/sanitize/index.js';
import { createTolerantSanitizer } from '../../../../src/sanitize/tolerant.js';
import { SCOPE_NAME } from '../../../../src/semconv.js';

/** A clock on which each look takes so many milliseconds. */
const slowClock = (milliseconds: number): (() => number) => {
  let time = 0;
  return () => (time += milliseconds);
};
const resource = { attributes: { 'service.name': 'orders', 'service.version': '1.2.3' } };
const context = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
const span = (attributes: Record<string, unknown>, scope = 'db', extra: object = {}) => ({
  ...extra,
  name: 'query',
  status: { code: 0 },
  attributes,
  events: [],
  links: [],
  resource,
  instrumentationScope: { name: scope, version: '1' },
  spanContext: () => context,
});
type Exported = ReturnType<typeof span>;

function exporting(sanitizer: Sanitizer) {
  const sent: Exported[] = [];
  const dropped: number[] = [];
  const exporter = sanitizeSpanExporter(
    {
      export(spans: Exported[], done: (result: { code: number }) => void) {
        sent.push(...spans);
        done({ code: 0 });
      },
      shutdown: () => Promise.resolve(),
    },
    { sanitizer, onDropped: (_signal, records) => dropped.push(records) },
  );
  return { send: (...spans: Exported[]) => exporter.export(spans, () => undefined), sent, dropped };
}
const notes = (count: number): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, i) => [`note.${i}`, 'fine']));

describe('the time of a record', () => {
  it('drops what is not clean in time, counts it, and keeps what was', () => {
    const sanitizer = createSanitizer({ budget: '100ms', now: slowClock(10) });
    const { send, sent } = exporting(sanitizer);
    send(span(notes(50)));
    const values = Object.values(sent[0]!.attributes);
    const clean = values.filter((value) => value === 'fine').length;
    expect(clean).toBeGreaterThan(0);
    expect(clean).toBeLessThan(10);
    // The time of one may end on the way.
    expect(values.length - clean).toBeLessThan(2);
    expect(sanitizer.counts()['over-budget']).toBe(50 - clean);
  });

  it('leaves nothing uncleaned when the clock fails', () => {
    const { send, sent } = exporting(createSanitizer({ now: () => NaN }));
    send(span({ note: 'password=hunter2' }));
    expect(JSON.stringify(sent)).not.toContain('hunter2');
    expect(JSON.stringify(sent)).not.toContain('note');
  });

  it('says of the resource and the scope what it says of others, whatever record came first', () => {
    const { send, sent } = exporting(createSanitizer({ budget: 1, now: slowClock(5) }));
    send(span({ note: 'x' }));
    expect(sent[0]!.resource.attributes).toEqual(resource.attributes);
    expect(sent[0]!.instrumentationScope).toEqual({ name: 'db', version: '1' });
  });

  it('never takes an attribute from what this package records', () => {
    const { send, sent } = exporting(createSanitizer({ budget: 1, now: slowClock(1000), cutAt: [7] }));
    const attributes = { 'backup.job.name': 'nightly', 'backup.run.id': '0b0b36ee-8f6c-4b5e-b8d4-3f9f2f0e4a11', 'backup.attempt': 1 };
    send(span({ note: 'x' }), span(attributes, SCOPE_NAME));
    expect(sent.find(({ instrumentationScope }) => instrumentationScope.name === SCOPE_NAME)!.attributes).toEqual(attributes);
  });

  it('drops the records of others whole when the time of the batch is over, says how many, and sends ours', () => {
    const sanitizer = createSanitizer({ budget: '50ms', now: slowClock(10) });
    const { send, sent, dropped } = exporting(sanitizer);
    send(...Array.from({ length: 100 }, () => span(notes(3))), span({ 'backup.job.name': 'nightly' }, SCOPE_NAME));
    expect(sent.at(-1)!.attributes).toEqual({ 'backup.job.name': 'nightly' });
    expect(sent.length).toBeLessThan(50);
    expect(dropped).toEqual([101 - sent.length]);
    expect(sanitizer.counts()['dropped-spans']).toBe(101 - sent.length);
  });

  it('bounds a log record in place too', () => {
    const record = { attributes: notes(50), body: 'password=hunter2', resource, instrumentationScope: { name: 'app' } };
    sanitizeLogProcessor({ sanitizer: createSanitizer({ budget: 100, now: slowClock(10) }) }).onEmit(record);
    expect(Object.keys(record.attributes).length).toBeLessThan(15);
    expect(record.body).toBe('[REDACTED]');
  });

  it('bounds nothing that this package records, behind a processor as behind an exporter', () => {
    const ended: { attributes: Record<string, unknown> }[] = [];
    const next = { onStart() {}, onEnd: (one: never) => void ended.push(one), forceFlush: async () => {}, shutdown: async () => {} };
    const processor = sanitizeSpanProcessor(next, { sanitizer: createSanitizer({ budget: 1, now: slowClock(10) }) });
    processor.onEnd(span({ 'backup.job.name': 'nightly', 'backup.outcome': 'success' }, SCOPE_NAME) as never);
    expect(ended[0]?.attributes).toEqual({ 'backup.job.name': 'nightly', 'backup.outcome': 'success' });
  });

  it.each([0, -1, NaN, 'soon', '5m', null])('must be a time: %s is refused', (budget) => {
    expect(() => createSanitizer({ budget: budget as never })).toThrow('Expected `budget` to be a time above 0 such as "100ms"');
  });
});

describe('a text that was cut before', () => {
  const sanitizer = createSanitizer({ cutAt: [] });
  const cut = (text: string, length: number): string => {
    const { send, sent } = exporting(sanitizer);
    send(span({ note: text.slice(0, length) }, 'db', { _spanLimits: { attributeValueLengthLimit: length } }));
    return String(sent[0]!.attributes['note']);
  };

  it.each([
    ['connect to https://admin:Hunter2secret@db.example.com/x failed', 'Hunter2'],
    ['login as admin:Hunter2secret@db.example.com failed', 'Hunter2'],
    ['mail to anna.smith@example.com bounced', 'anna.smi'],
    ['transfer to DE89 3704 0044 0532 0130 00 done', '3704'],
    ['transfer to DE89370400440532013000 done', 'DE893704'],
    ['paid with 4111 1111 1111 1111 today', '4111'],
    ['call +49 170 1234567 now', '170'],
    ['used ghp_0123456789abcdefghijABCDEFGHIJ456789 for it', 'ghp_01234'],
    ['key eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.Rq8IxqeX7eA6GgYxlcHdPFVRNFFZc5rEI3MQTZZbK3I', 'eyJhbGci'],
    ['open "C:\\Documents\\Anna Smith\\wedding plan.doc" failed', 'Smith'],
    [`note ${Buffer.from('https://admin:Hunter2secret@db.example.com/x?y=1&z=2').toString('base64')} sent`, 'aHR0cHM6Ly9hZG1pb'],
    ['at %68%75%6e%74%65%72%32:%70%77@host', '%68%75'],
  ])('%s shows nothing of the secret, wherever it was cut', (text, secret) => {
    const start = text.indexOf(secret);
    for (let length = start + secret.length; length <= text.length; length++) expect(cut(text, length)).not.toContain(secret);
    expect(cut(text, start + secret.length)).toContain(text.slice(0, 3));
  });

  it('ends with a mark and keeps the words before', () => {
    expect(cut('the backup of orders failed because the disk is full', 33)).toBe('the backup of orders failed [TRUNCATED]');
    expect(cut('grinning \u{1f600} face', 10)).toBe('grinning [TRUNCATED]');
  });

  it('is known by the variables of OpenTelemetry, in every value: lists, exceptions, bodies of logs', () => {
    process.env['OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'] = '45';
    try {
      const { attributes, value } = createSanitizer();
      const text = 'cannot connect to https://admin:Hunter2secret@db.example.com/x'.slice(0, 45);
      const left = 'cannot connect to [TRUNCATED]';
      expect(text).toContain('Hunter2');
      expect(attributes({ note: text, list: ['a', text], 'exception.message': text, 'db.query.text': text })).toEqual({
        note: left,
        list: ['a', left],
        'exception.message': left,
        'db.query.text': left,
      });
      expect(value(text)).toBe(left);
      expect(value({ note: text })).toEqual({ note: left });
    } finally {
      delete process.env['OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'];
    }
  });

  it('is known by the limits of a log record, whose exporter is decorated', () => {
    const sent: { attributes: Record<string, unknown> }[] = [];
    const record = {
      attributes: { note: 'as admin:Hunter2' },
      resource,
      instrumentationScope: { name: 'app' },
      _logRecordLimits: { attributeValueLengthLimit: 16 },
    };
    const exporter = {
      export: (records: (typeof record)[], done: (result: { code: number }) => void) => {
        sent.push(...records);
        done({ code: 0 });
      },
      shutdown: () => Promise.resolve(),
    };
    sanitizeLogExporter(exporter, { sanitizer: createSanitizer({ cutAt: [] }) }).export([record], () => undefined);
    expect(sent[0]!.attributes).toEqual({ note: 'as [TRUNCATED]' });
  });

  it('keeps a key whose length is that of a limit', () => {
    expect(createSanitizer({ cutAt: [4] }).attributes({ note: 'x' })).toEqual({ note: 'x' });
  });
});

describe('with an option that is wrong, where nothing may throw', () => {
  it('sends only what this package records, says why and counts the rest', () => {
    const said: string[] = [];
    const sanitizer = createTolerantSanitizer({ rules: [{ name: 'x', pattern: /(?=a)b/ }] }, (message) => said.push(message));
    const { send, sent, dropped } = exporting(sanitizer);
    const withMore = span({ 'backup.job.name': 'nightly' }, SCOPE_NAME);
    send(span({ note: 'GUEST-1234' }), {
      ...withMore,
      resource: { attributes: { 'service.name': 'orders', 'acme.couple': 'x' } as never },
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]!.attributes).toEqual({ 'backup.job.name': 'nightly' });
    expect(sent[0]!.resource.attributes).toEqual({ 'service.name': 'orders' });
    expect(dropped).toEqual([1]);
    expect(said).toEqual([
      expect.stringMatching(/^Expected the `pattern` of rule "x".*Until it is right, only what this package records is sent\.$/),
    ]);
  });

  it('goes on with the rules where the rules are right', () => {
    const said: string[] = [];
    const options = { rules: [{ name: 'x', pattern: /GUEST-\d{4}/ }], maxLength: 1, removedKeys: ['acme.couple'] };
    const { text, strict } = createTolerantSanitizer(options, (message) => said.push(message));
    expect(text('a GUEST-1234')).toBe('a [REDACTED]');
    expect(strict.ownOnly).toBe(false);
    expect(said).toEqual([expect.stringContaining('`maxLength`')]);
  });

  it('sends only its own while an option is unknown: it may be what should have been removed', () => {
    const said: string[] = [];
    const { strict } = createTolerantSanitizer({ removedKey: ['acme.couple'] } as object, (message) => said.push(message));
    expect(strict.ownOnly).toBe(true);
    expect(said).toEqual([
      expect.stringContaining('Expected `removedKey` to be a field of the options of the sanitizer (did you mean `removedKeys`?).'),
    ]);
  });
});

it('cuts a text at its own limit before the word that would be cut through, however long it is', () => {
  const { text } = createSanitizer();
  const secret = 'Hunter2'.repeat(200);
  for (const gap of [5000, 5600, 6200, 6800]) {
    const output = text(`${'fine '.repeat(gap / 5)}https://admin:${secret}@db.example.com/ ${'x'.repeat(4000)}`);
    expect(output).not.toContain('Hunter2');
    expect(output).toMatch(/^(?:fine )+/);
  }
});
