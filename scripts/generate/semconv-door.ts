// src/semconv.ts: what `./semconv` exports, name by name.
import { ATTRIBUTES, EVENT_REFERENCE, METRIC_REFERENCE } from '../../src/semconv/registry.js';
import { eventTypeNames, setTypeNames } from './semconv-event-types.js';
import { HEAD, constantOf } from './semconv-text.js';

export function door(): string {
  const values = Object.values(ATTRIBUTES).flatMap(({ typescript: { type, constants = {} } = {} }) => [
    ...(type ? [`type ${type}`] : []),
    ...Object.keys(constants),
  ]);
  const lists = Object.values(ATTRIBUTES).flatMap(({ typescript }) => typescript?.list ?? []);
  const attributes = Object.keys(ATTRIBUTES).map((name) => constantOf('ATTR', name));
  const events = Object.keys(EVENT_REFERENCE).map((name) => constantOf('EVENT', name));
  const metrics = Object.values(METRIC_REFERENCE).map(({ constant }) => constant);
  return `${HEAD}// The door to the vocabulary: every name of a span, attribute, metric and event that this package emits, and their types. Names are public API.
export { SCOPE_NAME, SCOPE_VERSION } from './semconv/scope.js';
export { runSpanName, phaseSpanName } from './semconv/spans.js';
${reExport(values, 'values')}
${reExport(attributes, 'attributes')}
${reExport(events, 'events')}
${reExport([...metrics, 'type StateGaugeName', 'type InstrumentName'], 'metrics')}
${reExport(lists, 'tables')}
${reExportTypes(eventTypeNames(), 'event-attributes')}
${reExportTypes(setTypeNames(), 'attribute-sets')}
`;
}

function reExport(names: readonly string[], file: string): string {
  return `export { ${names.join(', ')} } from './semconv/generated/${file}.js';`;
}

function reExportTypes(names: readonly string[], file: string): string {
  return `export type { ${names.join(', ')} } from './semconv/generated/${file}.js';`;
}
