// The vocabulary as data: one row for each attribute, metric, event and span. Constants, types, the keys that may leave, tables of state, the
// collector's block, docs/semantic-conventions.md and docs/semconv are generated from it. Nothing that runs in a backup imports it.
import type { AttributeRow, SignalName } from './registry/attribute-row.js';
import { DEFINITION_ATTRIBUTES } from './registry/definition-attributes.js';
import { EVENT_ATTRIBUTES } from './registry/event-attributes.js';
import { EVENTS } from './registry/events.js';
import { JOB_ATTRIBUTES } from './registry/job-attributes.js';
import { RECORDED_ATTRIBUTES } from './registry/recorded-attributes.js';
import { RESULT_ATTRIBUTES } from './registry/result-attributes.js';
import { RUN_ATTRIBUTES } from './registry/run-attributes.js';
import { SPANS } from './registry/spans.js';
import { STATE_GAUGE_ROWS } from './registry/state-gauges.js';
import { SUMS } from './registry/sums.js';
import { TELEMETRY_ATTRIBUTES } from './registry/telemetry-attributes.js';
import type { AttributeSet, EventRow, SpanRow, StateGaugeRow, SumRow } from './registry/types.js';
import { createUses, type AttributeUses } from './registry/uses.js';

/** The attributes by what they are about, in the order of the documentation. */
export const ATTRIBUTE_GROUPS = {
  job: JOB_ATTRIBUTES,
  run: { ...RUN_ATTRIBUTES, ...RESULT_ATTRIBUTES, ...RECORDED_ATTRIBUTES },
  event: { ...EVENT_ATTRIBUTES, ...DEFINITION_ATTRIBUTES, ...TELEMETRY_ATTRIBUTES },
} as const;

/** Every attribute by name. */
export const ATTRIBUTES: Readonly<Record<string, AttributeRow>> = {
  ...ATTRIBUTE_GROUPS.job,
  ...ATTRIBUTE_GROUPS.run,
  ...ATTRIBUTE_GROUPS.event,
};

/** The attributes of a signal, by its sets. */
export const usesOf = createUses(ATTRIBUTES);

/** Where everything of a process comes from. */
export const RESOURCE_USES = usesOf(['resource']);

/** A metric, with the attributes it carries. */
export type MetricReference = (SumRow | (StateGaugeRow & { readonly instrument: 'gauge' })) & { readonly attributes: AttributeUses };

/** Every metric by name, state gauges last. */
export const METRIC_REFERENCE: Readonly<Record<string, MetricReference>> = {
  ...withAttributes<SumRow>(SUMS),
  ...withAttributes(
    Object.fromEntries(
      Object.entries<StateGaugeRow>(STATE_GAUGE_ROWS).map(([name, row]) => [name, { ...row, instrument: 'gauge' as const }]),
    ),
  ),
};

/** An event, with the attributes it carries. */
export type EventReference = EventRow & { readonly attributes: AttributeUses };

/** Every event by name. */
export const EVENT_REFERENCE: Readonly<Record<string, EventReference>> = withAttributes<EventRow>(EVENTS);

/** A span, with the attributes it gets at its start and at its end. */
export type SpanReference = Omit<SpanRow, 'atStart' | 'atEnd'> & { readonly atStart: AttributeUses; readonly atEnd: AttributeUses };

const withUses = (kind: keyof typeof SPANS): SpanReference => ({
  ...SPANS[kind],
  atStart: usesOf(SPANS[kind].atStart, `span.${kind}.start`),
  atEnd: usesOf(SPANS[kind].atEnd, `span.${kind}.end`),
});

/** The spans by what they are of. */
export const SPAN_REFERENCE = { run: withUses('run'), phase: withUses('phase') };

export { BUCKETS } from './registry/buckets.js';
export { SEVERITY_OF_OUTCOME } from './registry/events.js';
export type { AttributeRow, AttributeUses, EventRow, StateGaugeRow, SumRow };

function withAttributes<Row extends { readonly sets: readonly AttributeSet[] }>(
  rows: Readonly<Record<string, Row>>,
): Readonly<Record<string, Row & { readonly attributes: AttributeUses }>> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [name, { ...row, attributes: usesOf(row.sets, name as SignalName) }]),
  );
}
