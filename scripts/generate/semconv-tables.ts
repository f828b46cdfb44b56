// The tables of src/semconv/generated: what the package itself reads. Only the lists of values are public.
import {
  ATTRIBUTES,
  BUCKETS,
  EVENT_REFERENCE,
  METRIC_REFERENCE,
  SEVERITY_OF_OUTCOME,
  type EventRow,
  type StateGaugeRow,
} from '../../src/semconv/registry.js';
import { EXPECTED_PREFIX } from '../../src/semconv/registry/definition-attributes.js';
import { RETENTION_PREFIX } from '../../src/semconv/registry/result-attributes.js';
import { HEAD, constantOf, doc, list, literal } from './semconv-text.js';

const METRICS = Object.entries(METRIC_REFERENCE);
const GAUGES = METRICS.filter(([, { instrument }]) => instrument === 'gauge') as [string, StateGaugeRow][];

const attribute = (name: string): string =>
  name in ATTRIBUTES ? `a.${constantOf('ATTR', name)}` : fail(`the name of an attribute, got ${name}`);
const event = (name: string): string =>
  name in EVENT_REFERENCE ? `e.${constantOf('EVENT', name)}` : fail(`the name of an event, got ${name}`);
const metric = (name: string): string => `m.${METRIC_REFERENCE[name]?.constant ?? fail(`the name of a metric, got ${name}`)}`;

/** In one file, so that a bundle has them beside the names that they are made of. */
export function tables(): string {
  return `${HEAD}import * as a from './attributes.js';
import type { BackupEventAttributes } from './event-attributes.js';
import * as e from './events.js';
import * as m from './metrics.js';
import type { BackupOperation, BackupOutcome } from './values.js';

${valueLists()}
${stateTable()}
${severities()}
${instruments()}`;
}

function valueLists(): string {
  return Object.entries(ATTRIBUTES)
    .flatMap(([name, { typescript }]) => {
      if (!typescript?.list) return [];
      const values = list(commonValues(name).map(literal));
      return [`${doc(`Values of \`${name}\` that can be stated.`)}\nexport const ${typescript.list} = ${values} as const;\n`];
    })
    .join('\n');
}

function severities(): string {
  const warnings = Object.entries(EVENT_REFERENCE).filter(([, { severity }]) => severity === 'WARN');
  const byOutcome = Object.entries(SEVERITY_OF_OUTCOME).filter(([, severity]) => severity !== 'INFO');
  return `/** Severity of an event, as the log data model of OpenTelemetry names it. */
export type EventSeverity = 'INFO' | 'WARN' | 'ERROR';

/** Severities of events that are not \`INFO\`, whatever the outcome. */
export const SEVERITY_BY_EVENT: Readonly<Partial<Record<string, EventSeverity>>> = {
${warnings.map(([name, { severity }]) => `[${event(name)}]: ${literal(severity)},`).join('\n')}
};

/** Severities by outcome that are not \`INFO\`. */
export const SEVERITY_BY_OUTCOME: Readonly<Partial<Record<BackupOutcome, EventSeverity>>> = {
${byOutcome.map(([outcome, severity]) => `${outcome}: ${literal(severity)},`).join('\n')}
};
`;
}

function instruments(): string {
  const sums = (bySanitizer: boolean) =>
    METRICS.flatMap(([name, row]) => {
      if (row.instrument === 'gauge' || (row.bySanitizer ?? false) !== bySanitizer) return [];
      const { instrument, unit, buckets } = row;
      return [`[${metric(name)}]: { kind: ${literal(instrument)}, unit: ${literal(unit)}${buckets ? `, buckets: ${buckets}` : ''} },`];
    }).join('\n');
  const buckets = Object.entries(BUCKETS).map(
    ([name, { brief, bounds }]) => `${doc(brief)}\nexport const ${name} = ${list(bounds.map(String))} as const;`,
  );
  return `${buckets.join('\n\n')}

/** A state gauge: an observable gauge that holds the last known value for each attribute set. */
export interface StateGauge {
  readonly unit: ${units(GAUGES)};
}

/** Units of the state gauges that are not in seconds. */
export const UNITS_BESIDES_SECONDS: Readonly<Partial<Record<m.StateGaugeName, StateGauge['unit']>>> = {
${GAUGES.filter(([, { unit }]) => unit !== 's')
  .map(([name, { unit }]) => `[${metric(name)}]: ${literal(unit)},`)
  .join('\n')}
};

/** What the name of each expectation begins with. */
export const EXPECTED_PREFIX = ${literal(EXPECTED_PREFIX)};

/** What the names of the gauges begin with that say what retention left. */
export const RETENTION_PREFIX = ${literal(RETENTION_PREFIX)};

/** Every state gauge by name. Times are seconds since the Unix epoch by the clock of the job's machine. */
export const STATE_GAUGES = {
${GAUGES.map(([name, { unit }]) => `[${metric(name)}]: { unit: ${literal(unit)} },`).join('\n')}
} as const satisfies Record<m.StateGaugeName, StateGauge>;

/** An instrument that sums up what happened. */
export interface Instrument {
  readonly kind: 'histogram' | 'counter' | 'updowncounter';
  readonly unit: ${units(METRICS.filter(([, { instrument }]) => instrument !== 'gauge'))};
  readonly buckets?: readonly number[];
}

/** Every histogram and counter by name. */
export const INSTRUMENTS = {
${sums(false)}
} as const satisfies Record<m.InstrumentName, Instrument>;

/** What a sanitizer counts. Apart from the others, which every program with the core has. */
export const SANITIZER_INSTRUMENTS = {
${sums(true)}
} as const satisfies Record<string, Instrument>;
`;
}

function units(rows: readonly (readonly [string, { readonly unit: string }])[]): string {
  return [...new Set(rows.map(([, { unit }]) => unit))].map(literal).join(' | ');
}

interface Setter {
  readonly name: string;
  readonly by: unknown;
}

function setBy(key: string): readonly Setter[] {
  return GAUGES.flatMap(([name, row]) =>
    row.setBy && key in row.setBy ? [{ name, by: (row.setBy as Record<string, unknown>)[key] }] : [],
  );
}

function stateTable(): string {
  const order = GAUGES.map(([name]) => name);
  const fed = Object.entries(ATTRIBUTES).flatMap(([name, { feeds = [] }]) => feeds.map((gauge) => ({ gauge, name })));
  fed.sort((a, b) => order.indexOf(a.gauge) - order.indexOf(b.gauge));
  const byOutcome = commonValues('backup.outcome').map((outcome) => {
    const gauges = setBy('outcomes').filter(({ by }) => (by as readonly string[]).includes(outcome));
    return `${outcome}: ${list(gauges.map(({ name }) => metric(name)))},`;
  });
  return `/** The state gauge that an event sets to its own time. */
export const GAUGE_BY_RUN_EVENT: Readonly<Partial<Record<string, m.StateGaugeName>>> = {
${setBy('event')
  .map(({ name, by }) => `[${event(by as string)}]: ${metric(name)},`)
  .join('\n')}
};

/** The attribute that a state gauge takes its value from. A gauge that is not here gets the time of the event. */
export const ATTRIBUTE_BY_GAUGE: Readonly<Partial<Record<m.StateGaugeName, string>>> = {
${fed.map(({ gauge, name }) => `[${metric(gauge)}]: ${attribute(name)},`).join('\n')}
};

/**
 * Which state gauges the end of a run sets, by its outcome.
 * Size and duration come from successes only: a broken run must not become the norm that later runs are compared with.
 */
export const GAUGES_BY_OUTCOME = {
${byOutcome.join('\n')}
} as const satisfies Record<BackupOutcome, readonly m.StateGaugeName[]>;

/** What a **successful** run of an operation proves: state gauges, and the event that states the fact. */
export interface ProvenFact {
  readonly event: keyof BackupEventAttributes;
  readonly gauges: readonly m.StateGaugeName[];
  /**
   * It is of a copy, which is the same whether a backup stored it, a copy run brought it or a verify run read it: one identity for all three.
   * A copy is at a destination: a run that named none states no such fact.
   */
  readonly ofCopy?: true;
}

/** The fact that a successful run of each operation proves. */
export const FACTS_BY_OPERATION = {
${facts(true).join('\n')}
} as const satisfies Record<BackupOperation, ProvenFact>;

/** The same without gauges that have the name of an attribute: the core needs no table for those. */
export const PROVEN_FACTS: Readonly<Record<BackupOperation, ProvenFact>> = {
${facts(false).join('\n')}
};

/** The gauges of facts that runs record while they are going on. One that has the name of an attribute takes its value from it, another gets the time. */
export const GAUGES_BY_RECORDED_FACT: Readonly<Partial<Record<keyof BackupEventAttributes, readonly m.StateGaugeName[]>>> = {
${recordedFacts().join('\n')}
};
`;
}

/** Each operation proves one fact. @param besides - Whether gauges that have the name of an attribute are there as well */
function facts(besides: boolean): readonly string[] {
  const stated = Object.entries(EVENT_REFERENCE).flatMap(([name, { fact }]) => (fact ? [{ name, fact }] : []));
  const proved = stated.flatMap(({ fact }) => fact.operations).sort();
  const operations = [...commonValues('backup.operation')].sort();
  if (proved.join() !== operations.join()) fail(`one fact for each of ${operations.join(', ')}, got ${proved.join(', ')}`);
  return stated.flatMap(({ name, fact }) => factLines(name, fact, besides));
}

function factLines(name: string, { operations, ofCopy }: NonNullable<EventRow['fact']>, besides: boolean): readonly string[] {
  return operations.map((operation) => {
    const gauges = GAUGES.filter(
      ([gauge, { setBy: by }]) =>
        by && 'fact' in by && by.fact === name && (by.operations?.includes(operation) ?? true) && (besides || !(gauge in ATTRIBUTES)),
    );
    return `${operation}: { event: ${event(name)}, gauges: ${list(gauges.map(([gauge]) => metric(gauge)))}${ofCopy ? ', ofCopy: true' : ''} },`;
  });
}

/** An attribute that has the name of a gauge states its value. */
function recordedFacts(): readonly string[] {
  return Object.keys(EVENT_REFERENCE).flatMap((name) => {
    const gauges = setBy('recorded').filter(({ by }) => by === name);
    return gauges.length === 0 ? [] : [`[${event(name)}]: ${list(gauges.map((gauge) => metric(gauge.name)))},`];
  });
}

/** The keys of the attributes by the type of their values: the sanitizer's allow-list of what the package itself sets. */
export function keyTables(): string {
  const keys = (matches: (row: (typeof ATTRIBUTES)[string]) => boolean) =>
    list(Object.entries(ATTRIBUTES).flatMap(([name, row]) => (matches(row) ? [attribute(name)] : [])));
  return `${HEAD}import * as a from './attributes.js';

/** Attributes whose values are numbers. */
export const NUMBER_KEYS: readonly string[] = ${keys(({ type }) => type === 'int' || type === 'double')};

/** Attributes whose values are texts, or lists of them. */
export const TEXT_KEYS: readonly string[] = ${keys(({ type }) => type === 'string' || type === 'string[]')};

/** Attributes whose values are true or false. */
export const BOOLEAN_KEYS: readonly string[] = ${keys(({ type }) => type === 'boolean')};

/** Attributes whose value is a name that tells two things apart. */
export const NAME_KEYS: readonly string[] = ${keys(({ type, isName }) => Boolean(isName) && type === 'string')};

/** Attributes whose values are lists of such names. */
export const NAME_LIST_KEYS: readonly string[] = ${keys(({ type, isName }) => Boolean(isName) && type === 'string[]')};
`;
}

/** The values of an attribute that have no constant of their own. */
function commonValues(name: string): readonly string[] {
  const { values = {}, typescript } = ATTRIBUTES[name] ?? fail(`the name of an attribute, got ${name}`);
  const own = Object.values(typescript?.constants ?? {});
  return Object.keys(values).filter((value) => !own.includes(value));
}

function fail(expected: string): never {
  throw new Error(`Expected ${expected}.`);
}
