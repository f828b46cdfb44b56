// The types of the attributes of events.
import type { AttributeSet } from '../../src/semconv/registry/types.js';
import { ATTRIBUTES, EVENT_REFERENCE, usesOf, type AttributeRow, type AttributeUses } from '../../src/semconv/registry.js';
import { HEAD, doc, importsFor, literal, lowerFirst } from './semconv-text.js';

const TYPES = { string: 'string', 'string[]': 'readonly string[]', int: 'number', double: 'number', boolean: 'boolean' };

const SET_BRIEFS: Readonly<Record<AttributeSet, string>> = {
  resource: 'Where everything of a process comes from.',
  delivery: 'What a receiver orders events by and counts each once.',
  identity: 'Which job it is.',
  slot: 'Which of several runs that go on at once.',
  type: 'What a run covers.',
  job: 'What the job states about itself.',
  run: 'What is known of a run when it starts.',
  outcome: 'How something ended.',
  error: 'What it ended by.',
  duration: 'How long it took.',
  bytes: 'What went through byte counters.',
  result: 'What a run produced.',
  copy: 'Where a copy is.',
  tier: 'Which retention tier.',
  definition: 'What a definition states.',
};

const SETS = [...new Set(Object.values(EVENT_REFERENCE).flatMap(({ sets }) => sets))];

const VALUES = Object.values(ATTRIBUTES).flatMap(({ typescript: { type, constants = {} } = {} }) => [
  ...(type ? [type] : []),
  ...Object.keys(constants),
]);

/** Names of the interfaces of sets. */
export function setTypeNames(): readonly string[] {
  return SETS.map(setName);
}

/** Names of the interfaces of events. */
export function eventTypeNames(): readonly string[] {
  return Object.keys(EVENT_REFERENCE).map(eventName);
}

/** An interface for each set of attributes that events have. */
export function setTypes(): string {
  const text = SETS.map((set) => `${doc(SET_BRIEFS[set])}\nexport interface ${setName(set)} {\n${members(usesOf([set]))}\n}\n`).join('\n');
  return `${HEAD}${importsFor(text, { './values.js': VALUES }, true)}\n${text}`;
}

/** An interface for each event, made of those of its sets. */
export function eventTypes(): string {
  const events = Object.entries(EVENT_REFERENCE);
  const interfaces = events.map(
    ([name, { sets, attributes }]) =>
      `${doc(`Attributes of the event \`${name}\`.`)}\nexport interface ${eventName(name)} extends ${sets.map(setName).join(', ')} {\n${members(besides(sets, attributes))}\n}`,
  );
  const text = `${interfaces.join('\n\n')}

/** Attributes of each event by its name. The same keys and values leave as OpenTelemetry log records. */
export interface BackupEventAttributes {
${events.map(([name, { brief }]) => `  ${doc(brief)}\n  readonly ${literal(name)}: ${eventName(name)};`).join('\n')}
}
`;
  return `${HEAD}${importsFor(text, { './attribute-sets.js': SETS.map(setName), './values.js': VALUES }, true)}\n${text}`;
}

function setName(set: AttributeSet): string {
  return `${set.charAt(0).toUpperCase()}${set.slice(1)}Attributes`;
}

function eventName(name: string): string {
  return `${name.replaceAll(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase())}Attributes`;
}

/** What an event carries that its sets do not say, or say in two ways. */
function besides(sets: readonly AttributeSet[], attributes: AttributeUses): AttributeUses {
  const differs = (name: string) =>
    sets.every((set) => usesOf([set])[name] === undefined) ||
    sets.some((set) => {
      const level = usesOf([set])[name];
      return level !== undefined && (level === 'required') !== (attributes[name] === 'required');
    });
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => differs(name)));
}

function members(uses: AttributeUses): string {
  return Object.entries(uses)
    .map(([name, level]) => {
      const row = ATTRIBUTES[name] as AttributeRow;
      const when = typeof level === 'object' ? `Present ${lowerFirst(level.conditionallyRequired)}` : undefined;
      return `  ${doc(row.brief, when)}\n  readonly ${literal(name)}${level === 'required' ? '' : '?'}: ${typeOf(row)};`;
    })
    .join('\n');
}

function typeOf({ type, open, typescript }: AttributeRow): string {
  if (!typescript?.type || open) return TYPES[type];
  return [typescript.type, ...Object.keys(typescript.constants ?? {}).map((constant) => `typeof ${constant}`)].join(' | ');
}
