// The constants and types of src/semconv/generated: what people import.
import {
  ATTRIBUTES,
  ATTRIBUTE_GROUPS,
  EVENT_REFERENCE,
  METRIC_REFERENCE,
  type AttributeRow,
  type StateGaugeRow,
} from '../../src/semconv/registry.js';
import { HEAD, constantOf, doc, literal, lowerFirst } from './semconv-text.js';

const GROUP_TITLES: Readonly<Record<keyof typeof ATTRIBUTE_GROUPS, string>> = {
  job: 'Of a job: the same at every run.',
  run: 'Of a run: what it did, and how it ended.',
  event: 'Of an event, and of the metrics of the package itself.',
};

export function attributeConstants(): string {
  const sections = Object.entries(ATTRIBUTE_GROUPS).map(([group, rows]) => {
    const lines = Object.entries<AttributeRow>(rows).map(
      ([name, row]) => `${attributeDoc(row)}\nexport const ${constantOf('ATTR', name)} = ${literal(name)};`,
    );
    return `// ${GROUP_TITLES[group as keyof typeof ATTRIBUTE_GROUPS]}\n${lines.join('\n')}\n`;
  });
  return `${HEAD}\n${sections.join('\n')}`;
}

function attributeDoc({ brief, note, examples }: AttributeRow): string {
  const shown = examples.map((example) => `\`${typeof example === 'object' ? JSON.stringify(example) : String(example)}\``);
  return doc(brief, note, `${examples.length === 1 ? 'Example' : 'Examples'}: ${shown.join(', ')}.`);
}

export function eventConstants(): string {
  const lines = Object.entries(EVENT_REFERENCE).map(
    ([name, { brief, when, note }]) => `${doc(brief, when, note)}\nexport const ${constantOf('EVENT', name)} = ${literal(name)};`,
  );
  return `${HEAD}\n${lines.join('\n')}\n`;
}

const INSTRUMENT_NAMES = { histogram: 'Histogram', counter: 'Counter', updowncounter: 'UpDownCounter', gauge: 'Gauge' };

export function metricConstants(): string {
  const all = Object.entries(METRIC_REFERENCE);
  const constants = ([name, row]: (typeof all)[number]) => {
    const { constant, brief, instrument, unit, when, note } = row;
    const sentences = [brief, `${INSTRUMENT_NAMES[instrument]}, unit \`${unit}\`.`, when, 'setBy' in row ? setterOf(row) : undefined, note];
    // One string for both, where a metric is named as an attribute is: the core has a size limit.
    return `${doc(...sentences)}\nexport const ${constant} = ${name in ATTRIBUTES ? constantOf('ATTR', name) : literal(name)};`;
  };
  const sums = all.filter(([, { instrument }]) => instrument !== 'gauge');
  const gauges = all.filter(([, { instrument }]) => instrument === 'gauge');
  const names = (rows: typeof all) => rows.map(([name]) => `  | ${literal(name)}`).join('\n');
  const same = all.flatMap(([name]) => (name in ATTRIBUTES ? [constantOf('ATTR', name)] : []));
  return `${HEAD}import { ${same.join(', ')} } from './attributes.js';

// Metrics for people: what happened, summed up over time.
${sums.map(constants).join('\n')}

// Metrics for rules: last known state, one value for each identity.
${gauges.map(constants).join('\n')}

/** Name of a state gauge. */
export type StateGaugeName =
${names(gauges)};

/** Name of a histogram or counter that runs record. */
export type InstrumentName =
${names(sums.filter(([, row]) => !('bySanitizer' in row)))};
`;
}

function setterOf({ setBy }: StateGaugeRow): string | undefined {
  if (!setBy) return undefined;
  if ('outcomes' in setBy) return `Outcomes: ${setBy.outcomes.map((outcome) => `\`${outcome}\``).join(', ')}.`;
  return `Goes with the event \`${String(Object.values(setBy)[0])}\`.`;
}

/** The types of values, then the values that have a constant of their own. */
export function valueConstants(): string {
  const rows = Object.entries(ATTRIBUTES);
  const types = rows.flatMap(([name, { brief, values = {}, typescript: { type, constants = {} } = {} }]) => {
    const own = Object.values(constants);
    const common = Object.keys(values).filter((value) => !own.includes(value));
    return type ? [`${doc(brief, `Values of \`${name}\`.`)}\nexport type ${type} = ${common.map(literal).join(' | ')};`] : [];
  });
  const constants = rows.flatMap(([name, { values = {}, typescript }]) =>
    Object.entries(typescript?.constants ?? {}).map(([constant, value]) => ({
      constant,
      text: `${doc(`Value of \`${name}\`:`, lowerFirst(values[value] ?? ''))}\nexport const ${constant} = ${literal(value)};`,
    })),
  );
  constants.sort((a, b) => (a.constant < b.constant ? -1 : 1));
  return `${HEAD}\n${[...types, ...constants.map(({ text }) => text)].join('\n\n')}\n`;
}
