// @ts-check
// OTLP/JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding), as far as the screen shows it.

/** @typedef {Record<string, any>} Attributes */
/** @typedef {{ name: string, traceId: string, spanId: string, parentSpanId: string, start: number, end: number, failed: boolean, attributes: Attributes }} Span Times in milliseconds. */
/** @typedef {{ name: string, value: number, attributes: Attributes }} Point */
/** @typedef {{ name: string, time: number, attributes: Attributes }} Event Time in milliseconds. */

/** @param {any} body @returns {Span[]} */
export function readSpans(body) {
  return items(body.resourceSpans, 'scopeSpans', 'spans').map((span) => ({
    name: span.name,
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId ?? '',
    start: Number(span.startTimeUnixNano) / 1e6,
    end: Number(span.endTimeUnixNano) / 1e6,
    failed: span.status?.code === 2,
    attributes: readAttributes(span.attributes),
  }));
}

/** @param {any} body @returns {Point[]} */
export function readPoints(body) {
  return items(body.resourceMetrics, 'scopeMetrics', 'metrics').flatMap((metric) => {
    const data = metric.gauge ?? metric.sum ?? metric.histogram ?? {};
    return list(data.dataPoints).map((point) => ({
      name: metric.name,
      value: Number(point.asDouble ?? point.asInt ?? point.sum ?? 0),
      attributes: readAttributes(point.attributes),
    }));
  });
}

/** @param {any} body @returns {Event[]} */
export function readEvents(body) {
  return items(body.resourceLogs, 'scopeLogs', 'logRecords').map((record) => ({
    name: record.eventName ?? '',
    time: Number(record.timeUnixNano) / 1e6,
    attributes: readAttributes(record.attributes),
  }));
}

/** @param {any} resources @param {string} scopes @param {string} signals @returns {any[]} */
function items(resources, scopes, signals) {
  return list(resources).flatMap((resource) => list(resource[scopes]).flatMap((scope) => list(scope[signals])));
}

/** @param {any} value @returns {any[]} */
function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {any} attributes @returns {Attributes} */
function readAttributes(attributes) {
  return Object.fromEntries(list(attributes).map(({ key, value }) => [key, readValue(value)]));
}

/** @param {any} value @returns {unknown} */
function readValue(value = {}) {
  if (value.intValue !== undefined) return Number(value.intValue);
  if (value.arrayValue) return list(value.arrayValue.values).map(readValue);
  return value.stringValue ?? value.doubleValue ?? value.boolValue;
}
