// docs/semantic-conventions.md, in the layout of OpenTelemetry's own pages.
import type { AttributeRow, AttributeUses, EventReference, MetricReference, SpanReference } from '../../src/semconv/registry.js';
import type { ProvenFact } from '../../src/semconv/generated/tables.js';
import type { Reference, Semconv } from './vocabulary.js';

interface Instrument {
  readonly kind: 'histogram' | 'counter' | 'updowncounter' | 'gauge';
  readonly unit: string;
  readonly buckets?: readonly number[];
}

const LEVELS_URL = 'https://opentelemetry.io/docs/specs/semconv/general/attribute-requirement-level/';
const LEVEL_ORDER = ['Required', 'Conditionally Required', 'Recommended'];

/** @returns the page as Markdown */
export function semconvPage(semconv: Semconv, reference: Reference): string {
  const { ATTRIBUTE_GROUPS, EVENT_REFERENCE, METRIC_REFERENCE, RESOURCE_USES, SEVERITY_OF_OUTCOME, SPAN_REFERENCE } = reference;
  const { INSTRUMENTS, SANITIZER_INSTRUMENTS, STATE_GAUGES, GAUGES_BY_OUTCOME, FACTS_BY_OPERATION, BACKUP_OUTCOMES } = semconv;
  const groups: Readonly<Record<keyof typeof ATTRIBUTE_GROUPS, Readonly<Record<string, AttributeRow>>>> = ATTRIBUTE_GROUPS;
  const attributes: Readonly<Record<string, AttributeRow>> = { ...groups.job, ...groups.run, ...groups.event };
  const metrics: Readonly<Record<string, MetricReference>> = METRIC_REFERENCE;
  const gaugesByOutcome = Object.entries(GAUGES_BY_OUTCOME) as readonly (readonly [string, readonly string[]])[];

  const sections = [
    intro(semconv),
    '## Identity',
    `Whether a backup is healthy is a question about one *identity*. It has two parts: the resource says where the job belongs, attributes on the signal say which job it is. Every state gauge has one value for each identity, so that \`nightly\` succeeding in staging never hides \`nightly\` failing in production.`,
    `Part on the resource:`,
    usesTable(RESOURCE_USES),
    `Part on every span, event and metric of a job: ${code('backup.operation')}, ${code('backup.job.name')} and, where the job has one, ${code('backup.destination.name')}.`,
    `Names that are part of the identity are low in number. Never a path, an address, a date or an id that changes from run to run.`,

    '## Spans',
    `Span kind is \`INTERNAL\`. Span status is \`Error\` with the value of ${code('error.type')} as its description when the outcome is \`failure\` or \`timeout\`, and unset otherwise. No exception event is recorded: messages and stacks carry paths, hosts and passwords.`,
    ...Object.entries(SPAN_REFERENCE).flatMap(([kind, span]) => spanSection(kind, span)),

    '## Events',
    `Events are log records with an event name. The body is a line for people, such as \`backup db-nightly at s3-eu finished with failure, ECONNREFUSED\`, made of attributes alone: read those, since the line may change. Each has an id and a sequence within its run, so that a receiver can put them in order and count each once. Times are those of the clock of the job's host.`,
    `Where the outcome decides the severity, it is ${list(
      groupBy(BACKUP_OUTCOMES, (outcome) => SEVERITY_OF_OUTCOME[outcome]),
      ([severity, outcomes]) => `\`${severity}\` for ${sentence(outcomes.map(code))}`,
    )}.`,
    ...Object.entries(EVENT_REFERENCE).flatMap(([name, event]) => eventSection(name, event)),

    '## Metrics',
    `Two kinds. *Sums* (histograms and counters) show people what happened over time. *State gauges* hold the last known state of a job for alert rules: a counter that is born at 1 in a short-lived process never shows an increase, while the time of the last success can be compared with the clock at any later moment.`,
    `No metric ever carries an attribute that changes from run to run, such as ${code('backup.run.id')}.`,
    '### Sums',
    ...Object.entries({ ...INSTRUMENTS, ...SANITIZER_INSTRUMENTS }).flatMap(([name, instrument]) => metricSection(name, instrument)),
    '### State gauges',
    `All are asynchronous gauges. A value of unit \`s\` whose name ends in \`time\` is a point in time: seconds since the Unix epoch by the clock of the job's host. An older run that ends after a newer one (recorded late, or run in parallel) does not replace what the newer one said.`,
    '#### Which outcome sets which gauge',
    `At the end of a run. Size and duration come from successes only: a broken run must not become the norm that later runs are compared with.`,
    outcomeTable(),
    '#### What a success proves',
    `A run that ends as \`success\` states a fact about backups as well: by an event, and by gauges filed under the operation given here.`,
    factTable(),
    ...Object.entries(STATE_GAUGES).flatMap(([name, gauge]) => metricSection(name, { kind: 'gauge', ...gauge })),

    '## Attributes',
    ...attributeSections(),

    '## Names in Prometheus',
    `Prometheus writes these names with underscores and appends the unit: \`s\` becomes \`_seconds\`, \`By\` becomes \`_bytes\`, units in braces are left out, and counters end in \`_total\`. So ${code('backup.run.last_end.timestamp')} is \`backup_run_last_end_timestamp_seconds\`, ${code('backup.run.ended')} is \`backup_run_ended_total\`, and the attribute ${code('backup.job.name')} is the label \`backup_job_name\`. The resource attributes of the identity have to be promoted to labels: \`service.namespace\` and \`service.name\` become the label \`job\`, \`deployment.environment.name\` is promoted by \`otlp.promote_resource_attributes\`.`,
  ];
  const body = sections.join('\n\n');
  return `${head()}\n\n${contents(body)}\n\n${body}\n`;

  function spanSection(kind: string, { brief, name, nameParts, note, atStart, atEnd }: SpanReference): readonly string[] {
    const parts = Object.entries(nameParts).map(([part, attribute]) => `\`${part}\` is ${code(attribute)}`);
    return [
      `### Span: ${kind}`,
      `**Status**: Development`,
      brief,
      `**Span name** is \`${name}\`, where ${sentence(parts)}.`,
      note,
      `Set when the span starts, so that samplers can decide by them:`,
      usesTable(atStart),
      `Set when it ends:`,
      usesTable(atEnd),
    ];
  }

  function eventSection(name: string, { brief, when, note, severity, attributes: uses }: EventReference): readonly string[] {
    const operations = operationsOf((fact) => fact.event === name);
    return [
      `### Event: \`${name}\``,
      `**Status**: Development`,
      brief,
      `**When**: ${when}${operations}${note ? ` ${note}` : ''}`,
      `**Severity**: ${severity === 'outcome' ? 'by outcome' : `\`${severity}\``}`,
      usesTable(uses),
    ];
  }

  function metricSection(name: string, { kind, unit, buckets }: Instrument): readonly string[] {
    const { brief, when, note, attributes: uses } = rowOf(metrics, name);
    const outcomes = gaugesByOutcome.filter(([, gauges]) => gauges.includes(name));
    const byOutcome =
      outcomes.length > 0
        ? ` By outcome: ${outcomes.length === BACKUP_OUTCOMES.length ? 'all' : sentence(outcomes.map(([outcome]) => code(outcome)))}.`
        : '';
    const operations = operationsOf((fact) => (fact.gauges as readonly string[]).includes(name));
    return [
      `#### Metric: \`${name}\``,
      table(
        ['Name', 'Instrument Type', 'Unit (UCUM)', 'Description', 'Stability'],
        [[code(name), instrumentName(kind), code(unit), brief, 'Development']],
      ),
      `**When**: ${when}${byOutcome}${operations}${note ? ` ${note}` : ''}`,
      ...(buckets ? [`**Bucket boundaries**: ${buckets.map((bound) => code(String(bound))).join(', ')}`] : []),
      usesTable(uses),
    ];
  }

  /** Which runs state a fact, for whatever a fact consists of. */
  function operationsOf(matches: (fact: ProvenFact) => boolean): string {
    const operations = Object.entries(FACTS_BY_OPERATION).filter(([, fact]) => matches(fact));
    return operations.length === 0
      ? ''
      : ` Only runs whose operation is ${sentence(
          operations.map(([operation]) => code(operation)),
          'or',
        )} and whose outcome is \`success\`.`;
  }

  function outcomeTable(): string {
    const gauges = [...new Set(Object.values(GAUGES_BY_OUTCOME).flat())];
    return table(
      ['Gauge', ...BACKUP_OUTCOMES.map(code)],
      gauges.map((gauge) => [
        metricLink(gauge),
        ...BACKUP_OUTCOMES.map((outcome) => ((GAUGES_BY_OUTCOME[outcome] as readonly string[]).includes(gauge) ? 'sets' : '–')),
      ]),
    );
  }

  function factTable(): string {
    return table(
      ['Operation', 'Event', 'Gauges', 'Filed under', 'Needs a destination'],
      Object.entries(FACTS_BY_OPERATION).map(([operation, fact]) => [
        code(operation),
        eventLink(fact.event),
        fact.gauges.map(metricLink).join(', '),
        `${code('ofCopy' in fact ? 'copy' : operation)}${fact.gauges.some(isOfTier) ? `, of the tier ${code(operation)}` : ''}`,
        'ofCopy' in fact ? 'yes' : 'no',
      ]),
    );
  }

  function usesTable(uses: AttributeUses): string {
    const rows = Object.entries(uses)
      .map(([name, level]) => ({ name, ...levelOf(level) }))
      .sort((a, b) => LEVEL_ORDER.indexOf(a.level) - LEVEL_ORDER.indexOf(b.level) || a.name.localeCompare(b.name, 'en'));
    return table(
      ['Attribute', 'Type', 'Description', 'Examples', `[Requirement Level](${LEVELS_URL})`, 'Stability'],
      rows.map(({ name, level, when }) => {
        const { type, brief, examples, stability } = rowOf(attributes, name);
        return [attributeLink(name), type, brief, examples.map(example).join('; '), code(level) + when, capital(stability)];
      }),
    );
  }

  function attributeSections(): readonly string[] {
    const titles: Readonly<Record<string, readonly [heading: string, text: string]>> = {
      job: ['### Of a job', 'Which job a signal is about, and what is stated of it. The same at every run.'],
      run: ['### Of a run', 'What one run did, and how it ended.'],
      event: [
        '### Of an event',
        `What stands on events only, and ${attributeLink('backup.telemetry.problem')} of the instrumentation's own metric.`,
      ],
    };
    return Object.entries(groups).flatMap(([group, rows]) => [
      ...(titles[group] ?? []),
      table(
        ['Attribute', 'Type', 'Description', 'Examples', 'On', 'Stability'],
        Object.entries(rows).map(([name, { type, brief, note, examples, stability }]) => [
          `<a id="${anchor(name)}"></a>${code(name)}`,
          type,
          note ? `${brief} ${note}` : brief,
          examples.map(example).join('; '),
          signalsOf(name).join(', '),
          capital(stability),
        ]),
      ),
      ...Object.entries(rows)
        .filter(([, { values }]) => values)
        .flatMap(([name, { values = {}, open }]) => [
          `${code(name)} has these values${open ? '; others may occur' : ', and no other'}:`,
          table(
            ['Value', 'Description'],
            Object.entries(values).map(([value, meaning]) => [code(value), meaning]),
          ),
        ]),
    ]);
  }

  function signalsOf(name: string): readonly string[] {
    const on = (uses: AttributeUses) => Object.hasOwn(uses, name);
    const signals: string[] = [];
    if (on(RESOURCE_USES)) signals.push('resource');
    for (const [kind, { atStart, atEnd }] of Object.entries(SPAN_REFERENCE)) if (on(atStart) || on(atEnd)) signals.push(`${kind} span`);
    if (Object.values(EVENT_REFERENCE).some(({ attributes: uses }) => on(uses))) signals.push('events');
    if (Object.values(METRIC_REFERENCE).some(({ attributes: uses }) => on(uses))) signals.push('metrics');
    return signals;
  }
}

function head(): string {
  return `<!-- Generated from src/semconv/registry by \`npm run check -- --update\`. Do not edit by hand. -->

# Semantic conventions for backups

**Status**: Development`;
}

function intro({ SCOPE_NAME }: Semconv): string {
  return `This page defines the names of every span, event, metric and attribute that \`${SCOPE_NAME}\` emits. There is no OpenTelemetry convention for backups yet. This one has the shape of OpenTelemetry's [conventions for CI/CD](https://opentelemetry.io/docs/specs/semconv/cicd/): a *job* is what a pipeline is there, a *run* what a pipeline run is, a *phase* what a task run is.

- A **job** is a piece of work that is done again and again, such as "back up the wedding database every night".
- A **run** is one time it is done. Its *operation* says what it does with backups: it makes, verifies, restores, copies or prunes them.
- A **phase** is a stage of a run, such as \`dump\` or \`upload\`.
- A **destination** is the place a backup goes to or is read from.

The instrumentation scope is \`${SCOPE_NAME}\`. The same as data, in OpenTelemetry's own [definition language](https://github.com/open-telemetry/weaver/blob/main/schemas/semconv-syntax.md): [attributes](semconv/registry.yaml), [resource](semconv/common.yaml), [spans](semconv/spans.yaml), [events](semconv/events.yaml), [metrics](semconv/metrics.yaml). Names are public API: renaming one is a breaking change. *Development* means what OpenTelemetry means by it: until version 1.0.0 a name may still change, and the changelog says so.`;
}

function contents(body: string): string {
  const headings = [...body.matchAll(/^(#{2,4}) (.+)$/gm)];
  return headings.map(([, level = '', title = '']) => `${'  '.repeat(level.length - 2)}- [${title}](#${slug(title)})`).join('\n');
}

/** Anchor that GitHub gives a heading. */
function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-');
}

function anchor(attribute: string): string {
  return attribute.replaceAll(/[._]/g, '-');
}

function attributeLink(name: string): string {
  return `[${code(name)}](#${anchor(name)})`;
}

/** Of a retention tier, not of the copy that the fact is of. */
function isOfTier(gauge: string): boolean {
  return gauge.startsWith('backup.tier.');
}

function metricLink(name: string): string {
  return `[${code(name)}](#${slug(`Metric: ${name}`)})`;
}

function eventLink(name: string): string {
  return `[${code(name)}](#${slug(`Event: ${name}`)})`;
}

function levelOf(level: AttributeUses[string]): { readonly level: string; readonly when: string } {
  if (level === 'required') return { level: 'Required', when: '' };
  if (level === 'recommended') return { level: 'Recommended', when: '' };
  return { level: 'Conditionally Required', when: ` ${level.conditionallyRequired}` };
}

function instrumentName(kind: Instrument['kind']): string {
  return { histogram: 'Histogram', counter: 'Counter', updowncounter: 'UpDownCounter', gauge: 'Gauge' }[kind];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

function example(value: AttributeRow['examples'][number]): string {
  return code(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function code(text: string): string {
  return `\`${text}\``;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a, b and c" */
function sentence(parts: readonly string[], word = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1) ?? ''}`;
}

function list<T>(entries: Iterable<T>, render: (entry: T) => string): string {
  return sentence([...entries].map(render));
}

function groupBy<T, K>(values: readonly T[], keyOf: (value: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, readonly T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

/** A name without a row would be a name that nobody described. */
function rowOf<T>(table: Readonly<Record<string, T>>, name: string): T {
  const row = table[name];
  if (row === undefined) throw new Error(`Expected a row of ${name} in src/semconv, found none.`);
  return row;
}
