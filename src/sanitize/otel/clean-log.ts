import type { Sanitizer } from '../sanitizer.js';
import type { SharedCleaner } from './clean-context.js';
import type { LogRecordLike } from './shapes.js';

/** A plain copy of a log record without secrets. */
export function cleanLogRecord<L extends LogRecordLike>(record: L, clean: Sanitizer['strict'], shared: SharedCleaner): L {
  const source = record as L & Record<string, unknown>;
  return {
    hrTime: source['hrTime'],
    hrTimeObserved: source['hrTimeObserved'],
    ...(record.spanContext !== undefined && { spanContext: shared.spanContext(record.spanContext) }),
    ...(record.severityText !== undefined && { severityText: clean.text(record.severityText) }),
    severityNumber: source['severityNumber'],
    ...(record.eventName !== undefined && { eventName: clean.text(record.eventName) }),
    body: clean.value(record.body),
    attributes: clean.attributes(record.attributes, record.instrumentationScope.name),
    resource: shared.resource(record.resource),
    instrumentationScope: shared.scope(record.instrumentationScope),
    droppedAttributesCount: source['droppedAttributesCount'],
  } as unknown as L;
}
