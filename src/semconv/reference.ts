// What each name of the vocabulary means, as data: docs/semantic-conventions.md is made of it, tests compare it with what is emitted.
// Nothing that runs in a backup imports it.
import { EVENT_ATTRIBUTES } from './reference/event-attributes.js';
import { JOB_ATTRIBUTES } from './reference/job-attributes.js';
import { RUN_ATTRIBUTES } from './reference/run-attributes.js';

/** The attributes by what they are about, in the order of the documentation. */
export const ATTRIBUTE_GROUPS = { job: JOB_ATTRIBUTES, run: RUN_ATTRIBUTES, event: EVENT_ATTRIBUTES } as const;

export { EVENT_REFERENCE, SEVERITY_OF_OUTCOME } from './reference/events.js';
export { METRIC_DESCRIPTIONS } from './reference/descriptions.js';
export { METRIC_REFERENCE } from './reference/metrics.js';
export { SPAN_REFERENCE } from './reference/spans.js';
export { RESOURCE_USES } from './reference/uses.js';
export type { AttributeReference, AttributeUses, EventReference, MetricReference, SpanReference } from './reference/types.js';
