import { ATTR_BACKUP_JOB_NAME, ATTR_BACKUP_PHASE_NAME, BACKUP_OPERATIONS, SCOPE_NAME, phaseSpanName, runSpanName } from '../../semconv.js';
import type { Sanitizer } from '../sanitizer.js';
import type { SharedCleaner } from './clean-context.js';
import type { SpanLike } from './shapes.js';

/** A plain copy of a span without secrets. A spread would lose `spanContext()` and the getters of the SDK's class. */
export function cleanSpan<S extends SpanLike>(span: S, clean: Sanitizer['strict'], shared: SharedCleaner): S {
  const source = span as S & Record<string, unknown>;
  const scope = span.instrumentationScope.name;
  const context = shared.spanContext(span.spanContext());
  const { code, message } = span.status;
  // First of all: the attributes of others may use up the time.
  const cleanedName = clean.text(span.name);
  const attributes = clean.attributes(span.attributes, scope);
  return {
    name: ownName(span.name, scope, attributes) ?? cleanedName,
    kind: source['kind'],
    spanContext: () => context,
    ...(span.parentSpanContext !== undefined && { parentSpanContext: shared.spanContext(span.parentSpanContext) }),
    // SDK 1 and its users still read this one.
    ...(source['parentSpanId'] !== undefined && { parentSpanId: source['parentSpanId'] }),
    startTime: source['startTime'],
    endTime: source['endTime'],
    duration: source['duration'],
    ended: source['ended'],
    status: message === undefined ? { code } : { code, message: clean.text(message) },
    attributes,
    events: span.events.map((event) => ({
      ...event,
      name: clean.text(event.name),
      ...(event.attributes !== undefined && { attributes: clean.attributes(event.attributes, scope) }),
    })),
    links: span.links.map((link) => ({
      ...link,
      context: shared.spanContext(link.context),
      ...(link.attributes !== undefined && { attributes: clean.attributes(link.attributes, scope) }),
    })),
    resource: shared.resource(span.resource),
    instrumentationScope: shared.scope(span.instrumentationScope),
    droppedAttributesCount: source['droppedAttributesCount'],
    droppedEventsCount: source['droppedEventsCount'],
    droppedLinksCount: source['droppedLinksCount'],
  } as unknown as S;
}

/** The name of a span of this package is made of names that are clean already: a mask would make one of two jobs. */
function ownName(name: string, scope: string, attributes: Readonly<Record<string, unknown>>): string | undefined {
  if (scope !== SCOPE_NAME) return undefined;
  const phase = attributes[ATTR_BACKUP_PHASE_NAME];
  if (typeof phase === 'string' && name.startsWith(phaseSpanName(''))) return phaseSpanName(phase);
  const job = attributes[ATTR_BACKUP_JOB_NAME];
  const operation = BACKUP_OPERATIONS.find((one) => name.startsWith(runSpanName(one, '')));
  return typeof job === 'string' && operation !== undefined ? runSpanName(operation, job) : undefined;
}
