// OTLP/JSON of a client that sanitizes nothing: the same text in every slot that can hold one.

const attribute = (key: string, text: string) => ({ key, value: { stringValue: text } });
const NOW = '1790000000000000000';
const IDS = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };

/** Attributes that a client may put anywhere: one of ours, one of others, one nobody knows, lists and maps, and the text as a key. */
function leakyAttributes(text: string): readonly unknown[] {
  return [
    ...['backup.job.name', 'backup.run.id', 'backup.outcome', 'backup.artifact.size', 'backup.artifact.checksum.value', 'error.type'].map(
      (key) => attribute(key, text),
    ),
    ...[
      'service.name',
      'service.instance.id',
      'http.route',
      'db.query.text',
      'server.address',
      'http.response.status_code',
      'exception.type',
      'exception.message',
      'unheard.of',
    ].map((key) => attribute(key, text)),
    { key: text, value: { intValue: '1' } },
    { key: 'backup.expected.destinations', value: { arrayValue: { values: [{ stringValue: text }] } } },
    { key: 'backup.restore.checks', value: { arrayValue: { values: [{ stringValue: 'rows' }, { stringValue: text }] } } },
    { key: 'backup.phase.name', value: { kvlistValue: { values: [attribute('inner', text), attribute(text, 'x')] } } },
    { key: 'backup.trigger', value: { bytesValue: Buffer.from(text).toString('base64') } },
  ];
}

function around(text: string) {
  const attributes = leakyAttributes(text);
  return {
    resource: { attributes },
    schemaUrl: text,
    scope: { name: text, version: text, attributes },
  };
}

export function leakySpans(text: string): unknown {
  const attributes = leakyAttributes(text);
  const { resource, schemaUrl, scope } = around(text);
  const span = {
    ...IDS,
    traceState: `vendor=${text}`,
    name: text,
    kind: 1,
    startTimeUnixNano: NOW,
    endTimeUnixNano: NOW,
    attributes,
    events: [{ timeUnixNano: NOW, name: text, attributes }],
    links: [{ ...IDS, traceState: text, attributes }],
    status: { code: 2, message: text },
  };
  return { resourceSpans: [{ resource, schemaUrl, scopeSpans: [{ scope, schemaUrl, spans: [span] }] }] };
}

export function leakyMetrics(text: string): unknown {
  const attributes = leakyAttributes(text);
  const { resource, schemaUrl, scope } = around(text);
  const exemplars = [{ ...IDS, timeUnixNano: NOW, asInt: '1', filteredAttributes: attributes }];
  const point = { attributes, startTimeUnixNano: NOW, timeUnixNano: NOW, exemplars };
  const texts = { name: text, description: text, unit: text, metadata: attributes };
  const metrics = [
    { ...texts, gauge: { dataPoints: [{ ...point, asInt: '1' }] } },
    { ...texts, sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [{ ...point, asInt: '1' }] } },
    {
      ...texts,
      histogram: {
        aggregationTemporality: 2,
        dataPoints: [{ ...point, count: '1', sum: 1, bucketCounts: ['1', '0'], explicitBounds: [1] }],
      },
    },
    {
      ...texts,
      exponentialHistogram: { aggregationTemporality: 2, dataPoints: [{ ...point, count: '1', sum: 1, scale: 0, zeroCount: '1' }] },
    },
    { ...texts, summary: { dataPoints: [{ attributes, timeUnixNano: NOW, count: '1', sum: 1 }] } },
  ];
  return { resourceMetrics: [{ resource, schemaUrl, scopeMetrics: [{ scope, schemaUrl, metrics }] }] };
}

export function leakyLogs(text: string): unknown {
  const attributes = leakyAttributes(text);
  const { resource, schemaUrl, scope } = around(text);
  const record = { timeUnixNano: NOW, severityNumber: 9, severityText: text, eventName: text, attributes, ...IDS };
  const bodies = [
    { stringValue: text },
    { kvlistValue: { values: attributes } },
    { arrayValue: { values: [{ stringValue: text }] } },
    { bytesValue: Buffer.from(text).toString('base64') },
  ];
  return {
    resourceLogs: [{ resource, schemaUrl, scopeLogs: [{ scope, schemaUrl, logRecords: bodies.map((body) => ({ ...record, body })) }] }],
  };
}
