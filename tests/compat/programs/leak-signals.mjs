// Plants secrets in every slot of the three signals, with nothing but OpenTelemetry's API.
const OWN_SCOPE = '@wedsync/backup-telemetry';
const bytes = (text) => new TextEncoder().encode(text);
const traceState = (text) => ({ get: () => undefined, set: traceState, unset: traceState, serialize: () => `vendor=${text}` });

/** One span, with a secret from `plant` in each of its slots. */
export function emitSpan(api, tracers, row, plant) {
  const context = (slot) => ({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: 1,
    traceState: traceState(plant(slot)),
  });
  const tracer = tracers.getTracer(plant('scope name'), plant('scope version'), { schemaUrl: plant('scope schema') });
  const parent = api.trace.setSpanContext(api.ROOT_CONTEXT, context('trace state'));
  const links = [{ context: context('link trace state'), attributes: { note: plant('link attribute') } }];
  const span = tracer.startSpan(plant('span name'), { links, attributes: { row } }, parent);
  span.setAttribute('note', plant('span attribute'));
  span.setAttribute(`k ${plant('span attribute key')}`, 1);
  span.setAttribute('list', ['a', plant('span attribute list')]);
  span.setAttribute('map', { deep: { note: plant('span attribute map') } });
  span.setAttribute('bytes', bytes(plant('span attribute bytes')));
  span.addEvent(plant('event name'), { note: plant('event attribute') });
  const error = new Error(plant('exception message'));
  error.stack = `Error: ${plant('exception stack')}`;
  span.recordException(error);
  span.setStatus({ code: 2, message: plant('status message') });
  span.end();
  const attributes = {
    row,
    'backup.job.name': plant('own scope, allowed key'),
    note: plant('own scope, other key'),
  };
  tracers.getTracer(OWN_SCOPE).startSpan('backup', { attributes }).end();
}

/** One instrument of each kind. */
export function emitMetrics(meters, row, plant) {
  const meter = meters.getMeter(plant('scope name'), plant('scope version'));
  meter.createUpDownCounter(plant('metric name'), { description: plant('metric description'), unit: plant('metric unit') }).add(1, { row });
  meter.createCounter('copies').add(1, { row, note: plant('counter attribute'), [`k ${plant('counter attribute key')}`]: 1 });
  meter.createHistogram('size').record(5, { row, note: plant('histogram attribute') });
  meter.createGauge('age').record(5, { row, note: plant('gauge attribute') });
  const attributes = {
    row,
    'backup.job.name': plant('own scope, allowed key'),
    note: plant('own scope, other key'),
  };
  meters.getMeter(OWN_SCOPE).createCounter('backup.run.ended').add(1, attributes);
}

/** A record for each kind of body. */
export function emitLogs(loggers, row, plant) {
  const logger = loggers.getLogger(plant('scope name'), plant('scope version'));
  const attributes = {
    row,
    note: plant('attribute'),
    [`k ${plant('attribute key')}`]: 1,
    list: ['a', plant('attribute list')],
    map: { deep: { note: plant('attribute map') } },
    bytes: bytes(plant('attribute bytes')),
  };
  logger.emit({
    attributes,
    body: plant('body text'),
    eventName: plant('event name'),
    severityText: plant('severity text'),
  });
  logger.emit({ body: { deep: { note: plant('body map') } }, attributes: { row } });
  logger.emit({ body: ['a', plant('body list')], attributes: { row } });
  logger.emit({ body: bytes(plant('body bytes')), attributes: { row } });
  loggers.getLogger(OWN_SCOPE).emit({
    attributes: { row, 'backup.job.name': plant('own scope, allowed key'), note: plant('own scope, other key') },
  });
}
