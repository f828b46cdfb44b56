// The two processors of base.yaml that let pass only what is known: `redaction` and `transform`, made of the vocabulary.
import { POINT_KEYS, RESOURCE_KEYS, SIGNAL_NUMBERS, SIGNAL_TEXTS } from './foreign-keys.js';
import { EXACT_FORMS, MAX_LENGTH, NAME_LIST, PACKAGE_NAME, PLAIN, SCHEMA_URL, UNSAFE } from './forms.js';
import { createNaming, type Naming } from './naming.js';
import type { AttributeRow } from '../../../src/semconv/registry.js';
import type { Names, Reference, Semconv } from '../vocabulary.js';
import { dollars, quote } from './ottl.js';

const MASK = '"****"';

const keyList = (keys: readonly string[]) => `[${keys.map(quote).join(', ')}]`;
// Stops at the first part that decides.
const isUnsafe: Wrong = (path) =>
  `(Len(${path}) > ${MAX_LENGTH} or (not IsMatch(${path}, ${quote(PLAIN)}) and IsMatch(${path}, ${quote(UNSAFE)})))`;

/** Says whether a value at a path is wrong, as a condition of OTTL. */
type Wrong = (path: string) => string;
type Typed = ReadonlyMap<string, Wrong>;

/** @returns the processors by name, ready to be written as YAML */
export function sanitizingProcessors({ ATTRIBUTE_GROUPS, METRIC_REFERENCE, RESOURCE_USES }: Reference, names: Names, semconv: Semconv) {
  const naming = createNaming(names, semconv);
  const own: Readonly<Record<string, AttributeRow>> = { ...ATTRIBUTE_GROUPS.job, ...ATTRIBUTE_GROUPS.run, ...ATTRIBUTE_GROUPS.event };
  const resourceKeys = sorted([...Object.keys(RESOURCE_USES), ...RESOURCE_KEYS]);
  const pointKeys = sorted([
    ...Object.values(METRIC_REFERENCE).flatMap(({ attributes }) => Object.keys(attributes)),
    ...POINT_KEYS,
    'otel.metric.overflow',
  ]);
  const signalKeys = sorted([...Object.keys(own), ...SIGNAL_TEXTS, ...SIGNAL_NUMBERS]);
  const typed = typedKeys(own, naming);
  return {
    redaction: {
      allow_all_keys: false,
      allowed_keys: sorted([...resourceKeys, ...pointKeys, ...signalKeys]),
      // Checked by type and form in `transform`, which comes first.
      ignored_keys: sorted([...typed.keys(), ...naming.keys]),
      redact_all_types: true,
      allowed_values: [dollars(PLAIN)],
      blocked_values: [dollars(`(?s)^.*${UNSAFE}.*$`)],
      summary: 'silent',
    },
    transform: {
      // A statement that fails fails the request: nothing passes unchecked.
      error_mode: 'propagate',
      trace_statements: [
        ...resourceAndScope(resourceKeys, typed, naming),
        {
          context: 'span',
          statements: [
            ...attributeStatements('span.attributes', signalKeys, typed, naming),
            ...naming.spanName,
            `set(span.name, ${MASK}) where ${isUnsafe('span.name')} and not ${naming.isOwnSpan}`,
            `set(span.status.message, ${MASK}) where ${isUnsafe('span.status.message')}`,
            'set(span.trace_state, "")',
            // Attributes of links can not be filtered.
            'set(span.links, nil)',
          ],
        },
        {
          context: 'spanevent',
          statements: [
            ...attributeStatements('spanevent.attributes', ['exception.type'], typed, naming),
            `set(spanevent.name, ${MASK}) where ${isUnsafe('spanevent.name')}`,
          ],
        },
      ],
      metric_statements: [
        ...resourceAndScope(resourceKeys, typed, naming),
        {
          context: 'metric',
          statements: [
            `set(metric.name, ${MASK}) where ${isUnsafe('metric.name')}`,
            `set(metric.description, "") where ${isUnsafe('metric.description')}`,
            `set(metric.unit, "") where ${isUnsafe('metric.unit')}`,
            'keep_keys(metric.metadata, [])',
          ],
        },
        { context: 'datapoint', statements: attributeStatements('datapoint.attributes', pointKeys, typed, naming) },
        { context: 'exemplar', statements: ['keep_keys(exemplar.filtered_attributes, [])'] },
      ],
      log_statements: [
        ...resourceAndScope(resourceKeys, typed, naming),
        {
          context: 'log',
          statements: [
            ...attributeStatements('log.attributes', signalKeys, typed, naming),
            `set(log.event_name, ${MASK}) where ${isUnsafe('log.event_name')}`,
            `set(log.severity_text, ${MASK}) where ${isUnsafe('log.severity_text')}`,
            `set(log.body, ${MASK}) where log.body != nil and (not IsString(log.body) or ${isUnsafe('log.body')})`,
            // A line that says which event it was is worth more to a reader than a mask.
            `set(log.body, log.event_name) where log.body == ${MASK} and IsMatch(log.event_name, ${quote('^backup([.][a-z_]{1,30}){1,3}$')})`,
          ],
        },
      ],
    },
  };
}

/** Keys whose values have a type or a form of their own, each with the condition under which a value is wrong. */
function typedKeys(own: Readonly<Record<string, AttributeRow>>, { doubtful }: Naming): Typed {
  const number: Wrong = (path) => `not IsInt(${path}) and not IsDouble(${path})`;
  const matches =
    (form: string): Wrong =>
    (path) =>
      `not IsMatch(${path}, ${quote(form)})`;
  const badList: Wrong = (path) => `not IsList(${path}) or Len(${path}) > 64 or ${matches(NAME_LIST)(path)} or ${doubtful(path)}`;
  const rows: [key: string, wrong: Wrong][] = [];
  for (const [key, { type, values, open }] of Object.entries(own)) {
    if (type === 'int' || type === 'double') rows.push([key, number]);
    else if (type === 'boolean') rows.push([key, (path) => `not IsBool(${path})`]);
    else if (type === 'string[]' && values && !open) rows.push([key, (path) => `not IsList(${path}) or ${matches(listOf(values))(path)}`]);
    else if (type === 'string[]') rows.push([key, badList]);
    else if (values && !open) rows.push([key, matches(`^(?:${Object.keys(values).join('|')})$`)]);
  }
  for (const key of SIGNAL_NUMBERS) rows.push([key, number]);
  for (const [key, form] of Object.entries(EXACT_FORMS)) rows.push([key, matches(form)]);
  return new Map(rows);
}

/** The form of a list of known values, as the collector writes it: JSON. */
function listOf(values: object): string {
  const one = `"(?:${Object.keys(values).join('|')})"`;
  return `^\\[(?:${one}(?:,${one}){0,63})?\\]$`;
}

/** Only these keys, each with a value of its type; texts short enough to be searched by `redaction`. */
function attributeStatements(path: string, keys: readonly string[], typed: Typed, naming: Naming): readonly string[] {
  const isWrong = (key: string): Wrong => typed.get(key) ?? ((value) => `not IsString(${value})`);
  const checks = keys
    .filter((key) => !naming.keys.has(key))
    .map((key) => `delete_key(${path}, ${quote(key)}) where ${isWrong(key)(`${path}[${quote(key)}]`)}`);
  // Names first: two that were cut could become one.
  return [...naming.statements(path, keys), `keep_keys(${path}, ${keyList(keys)})`, `truncate_all(${path}, ${MAX_LENGTH + 1})`, ...checks];
}

function resourceAndScope(resourceKeys: readonly string[], typed: Typed, naming: Naming) {
  const schema = (path: string) => `set(${path}, "") where not IsMatch(${path}, ${quote(SCHEMA_URL)})`;
  return [
    {
      context: 'resource',
      statements: [
        ...naming.formerKeys,
        ...attributeStatements('resource.attributes', resourceKeys, typed, naming),
        schema('resource.schema_url'),
      ],
    },
    {
      context: 'scope',
      statements: [
        'keep_keys(scope.attributes, [])',
        `set(scope.name, ${MASK}) where ${isUnsafe('scope.name')} and not IsMatch(scope.name, ${quote(PACKAGE_NAME)})`,
        `set(scope.version, "") where ${isUnsafe('scope.version')}`,
        schema('scope.schema_url'),
      ],
    },
  ];
}

function sorted(keys: readonly string[]): readonly string[] {
  return [...new Set(keys)].sort();
}
