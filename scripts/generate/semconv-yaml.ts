// docs/semconv: the registry in the definition language of OpenTelemetry's semantic conventions, in the files of a folder of their model.
// https://github.com/open-telemetry/weaver/blob/main/schemas/semconv-syntax.md
import { stringify } from 'yaml';
import {
  ATTRIBUTE_GROUPS,
  EVENT_REFERENCE,
  METRIC_REFERENCE,
  RESOURCE_USES,
  SPAN_REFERENCE,
  type AttributeRow,
  type AttributeUses,
} from '../../src/semconv/registry.js';

const HEAD = '# Generated from src/semconv/registry by `npm run check -- --update`. Do not edit by hand.\n';

const GROUPS: Readonly<Record<keyof typeof ATTRIBUTE_GROUPS, { readonly title: string; readonly brief: string }>> = {
  job: {
    title: 'Backup Job Attributes',
    brief: 'Attributes that say which backup job a signal is about. The same at every run of the job.',
  },
  run: { title: 'Backup Run Attributes', brief: 'Attributes that say what one run of a backup job did, and how it ended.' },
  event: { title: 'Backup Event Attributes', brief: 'Attributes of backup events, and of what the instrumentation counts about itself.' },
};

/** The files by path. */
export function definitionFiles(): Readonly<Record<string, string>> {
  return {
    'docs/semconv/registry.yaml': file(
      "Attributes that are not backup.* are OpenTelemetry's own: they are referred to, not defined.",
      Object.entries(ATTRIBUTE_GROUPS).map(([group, rows]) => registryGroup(group as keyof typeof GROUPS, rows)),
    ),
    'docs/semconv/common.yaml': file('What the resource of a process with backups carries.', [
      {
        id: 'backup.resource',
        type: 'attribute_group',
        brief: 'Attributes of the resource that belong to the identity of a backup job.',
        attributes: references(RESOURCE_USES),
      },
    ]),
    'docs/semconv/spans.yaml': file('A run, and its phases.', Object.entries(SPAN_REFERENCE).map(spanGroup)),
    'docs/semconv/events.yaml': file('Log records with an event name.', Object.entries(EVENT_REFERENCE).map(eventGroup)),
    'docs/semconv/metrics.yaml': file(
      'Sums for people, and state gauges for alert rules.',
      Object.entries(METRIC_REFERENCE).map(metricGroup),
    ),
  };
}

function file(about: string, groups: readonly object[]): string {
  return `${HEAD}# ${about}\n${stringify({ groups }, { lineWidth: 100, aliasDuplicateObjects: false })}`;
}

function registryGroup(group: keyof typeof GROUPS, rows: Readonly<Record<string, AttributeRow>>): object {
  const { title, brief } = GROUPS[group];
  return {
    id: `registry.backup.${group}`,
    type: 'attribute_group',
    display_name: title,
    brief,
    attributes: Object.entries(rows)
      .filter(([name]) => name.startsWith('backup.'))
      .map(([name, { type, brief: meaning, note, examples, stability, values, open }]) => ({
        id: name,
        type:
          values && !open
            ? { members: Object.entries(values).map(([value, means]) => ({ id: value, value, brief: means, stability })) }
            : type,
        stability,
        brief: meaning,
        ...(note ? { note } : {}),
        examples,
      })),
  };
}

function spanGroup([kind, { brief, name, nameParts, note, atStart, atEnd }]: [string, (typeof SPAN_REFERENCE)['run']]): object {
  const parts = Object.entries(nameParts).map(([part, attribute]) => `\`${part}\` is \`${attribute}\``);
  return {
    id: `span.backup.${kind}.internal`,
    type: 'span',
    span_kind: 'internal',
    stability: 'development',
    brief,
    note: `**Span name** is \`${name}\`, where ${parts.join(' and ')}. ${note}`,
    attributes: [...references(atStart, true), ...references(atEnd)],
  };
}

function eventGroup([name, { brief, when, note, attributes }]: [string, (typeof EVENT_REFERENCE)[string]]): object {
  return {
    id: `event.${name}`,
    type: 'event',
    name,
    stability: 'development',
    brief,
    note: [when, note].filter(Boolean).join(' '),
    attributes: references(attributes),
  };
}

function metricGroup([name, { brief, when, note, instrument, unit, attributes }]: [string, (typeof METRIC_REFERENCE)[string]]): object {
  return {
    id: `metric.${name}`,
    type: 'metric',
    metric_name: name,
    annotations: { code_generation: { metric_value_type: unit === 's' ? 'double' : 'int' } },
    brief,
    note: [when, note].filter(Boolean).join(' '),
    instrument,
    unit,
    stability: 'development',
    attributes: references(attributes),
  };
}

function references(uses: AttributeUses, samplingRelevant = false): readonly object[] {
  return Object.entries(uses).map(([ref, level]) => ({
    ref,
    requirement_level: typeof level === 'object' ? { conditionally_required: level.conditionallyRequired } : level,
    ...(samplingRelevant ? { sampling_relevant: true } : {}),
  }));
}
