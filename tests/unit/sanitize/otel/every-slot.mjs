// One secret in every slot of every signal, through real SDK objects. The SDK comes in, so that the same lines run on both majors.
/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);
/**
 * Exports one span, one set of metrics and one log record with `secret` in each slot; returns what left, as OTLP/JSON.
 * @param {any} sdk the modules api, trace, metrics, logs, resources and transformer of one major
 * @param {{ span: (exporter: any) => any, metric: (exporter: any) => any, log: (exporter: any) => any }} decorate
 * @param {string} secret
 * @returns {Promise<{ spans: string, metrics: string, logs: string }>}
 */
export async function exportEverySlot(sdk, decorate, secret) {
  const sent = { spans: '', metrics: '', logs: '' };
  const text = (serialized) => new TextDecoder().decode(serialized);
  const sink = (slot, serializer) => ({
    export: (batch, done) => {
      // Shutting down exports metrics once more.
      sent[slot] ||= text(serializer.serializeRequest(batch));
      if (slot === 'spans')
        sent.spans += batch
          .map((span) =>
            JSON.stringify([span.spanContext().traceState?.serialize(), span.links.map((link) => link.context.traceState?.serialize())]),
          )
          .join();
      done({ code: 0 });
    },
    selectAggregationTemporality: () => 1,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  });
  const { JsonTraceSerializer, JsonMetricsSerializer, JsonLogsSerializer } = sdk.transformer;
  const attributes = {
    note: secret,
    list: [secret, 'b'],
    [`k ${secret}`]: 1,
    nested: { deep: { note: secret } },
    raw: bytes(secret),
  };
  const resource = sdk.resources.resourceFromAttributes({ 'service.name': 'shop', note: secret, list: [secret] });
  const traceState = sdk.api.createTraceState(`other=1,${secret.includes('=') ? secret : `vendor=${secret}`}`);
  const context = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: 1,
    traceState,
  };
  const spanExporter = decorate.span(sink('spans', JsonTraceSerializer));
  const tracer = new sdk.trace.TracerProvider({
    resource,
    spanProcessors: [new sdk.trace.SimpleSpanProcessor({ exporter: spanExporter })],
  });
  const parent = sdk.api.trace.setSpanContext(sdk.api.ROOT_CONTEXT, context);
  const span = tracer
    .getTracer(`lib ${secret}`, `1.0 ${secret}`)
    .startSpan(`run ${secret}`, { attributes, links: [{ context, attributes }] }, parent);
  span.addEvent(`event ${secret}`, attributes);
  span.recordException(new Error(`failed: ${secret}`));
  span.setStatus({ code: 2, message: `failed: ${secret}` });
  span.end();
  await tracer.forceFlush();
  const reader = new sdk.metrics.PeriodicExportingMetricReader({
    exporter: decorate.metric(sink('metrics', JsonMetricsSerializer)),
    exportIntervalMillis: 60_000,
  });
  const meters = new sdk.metrics.MeterProvider({ resource, readers: [reader] });
  const meter = meters.getMeter(`lib ${secret}`);
  const counter = meter.createCounter('copies', { description: `of ${secret}` });
  counter.add(1, { note: secret });
  counter.add(2, { note: `${secret}x` });
  meter.createHistogram('size').record(5, { note: secret });
  await reader.forceFlush();
  await meters.shutdown();
  const logs = new sdk.logs.LoggerProvider({
    resource,
    processors: [new sdk.logs.SimpleLogRecordProcessor({ exporter: decorate.log(sink('logs', JsonLogsSerializer)) })],
  });
  logs.getLogger(`lib ${secret}`).emit({
    severityText: secret,
    eventName: secret,
    body: { message: secret, list: [secret], raw: bytes(secret) },
    attributes,
  });
  await logs.forceFlush();
  return sent;
}
