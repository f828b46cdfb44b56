/**
 * What OpenTelemetry's definition language for semantic conventions asks of the kinds of groups that docs/semconv has, written after its
 * description: https://github.com/open-telemetry/weaver/blob/main/schemas/semconv-syntax.md, as of weaver 0.25.1. Stricter than theirs: nothing
 * that is not described here may occur, and examples are asked for everywhere.
 */
const TEXT = { type: 'string', pattern: '\\S' };
const DOTTED = { type: 'string', pattern: '^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)+$' };
const STABILITY = { enum: ['development', 'alpha', 'beta', 'release_candidate', 'stable'] };

const LEVEL = {
  oneOf: [
    { enum: ['required', 'recommended', 'opt_in'] },
    { type: 'object', required: ['conditionally_required'], properties: { conditionally_required: TEXT }, additionalProperties: false },
  ],
};

const MEMBER = {
  type: 'object',
  required: ['id', 'value', 'brief', 'stability'],
  properties: { id: { type: 'string', pattern: '^[a-z_]+$' }, value: TEXT, brief: TEXT, stability: STABILITY },
  additionalProperties: false,
};

const ENUM = {
  type: 'object',
  required: ['members'],
  properties: { members: { type: 'array', minItems: 1, items: MEMBER } },
  additionalProperties: false,
};

const DEFINITION = {
  type: 'object',
  required: ['id', 'type', 'stability', 'brief', 'examples'],
  properties: {
    id: DOTTED,
    type: { oneOf: [{ enum: ['string', 'int', 'double', 'boolean', 'string[]'] }, ENUM] },
    stability: STABILITY,
    brief: TEXT,
    note: TEXT,
    examples: { type: 'array', minItems: 1 },
  },
  additionalProperties: false,
  // Examples are values of the type; those of a list are lists.
  allOf: [
    examplesOf('string', { type: 'string' }),
    examplesOf('int', { type: 'integer' }),
    examplesOf('double', { type: 'number' }),
    examplesOf('boolean', { type: 'boolean' }),
    examplesOf('string[]', { type: 'array', items: { type: 'string' } }),
  ],
};

function examplesOf(type: string, example: object): object {
  return {
    if: { properties: { type: { const: type } } },
    then: { properties: { examples: { items: example } } },
  };
}

const REFERENCE = {
  type: 'object',
  required: ['ref', 'requirement_level'],
  properties: { ref: DOTTED, requirement_level: LEVEL, sampling_relevant: { type: 'boolean' } },
  additionalProperties: false,
};

function group(type: string, attribute: object, own: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const properties = { id: DOTTED, type: { const: type }, brief: TEXT, attributes: { type: 'array', items: attribute }, ...own };
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', required, properties, additionalProperties: false };
}

const ANNOTATIONS = {
  type: 'object',
  properties: { code_generation: { type: 'object', properties: { metric_value_type: { enum: ['int', 'double'] } } } },
};

/** JSON Schema of a file. */
export const DEFINITION_LANGUAGE = {
  type: 'object',
  required: ['groups'],
  additionalProperties: false,
  properties: {
    groups: {
      type: 'array',
      minItems: 1,
      items: {
        oneOf: [
          group('attribute_group', DEFINITION, { display_name: TEXT }),
          group('attribute_group', REFERENCE, {}),
          group('span', REFERENCE, { span_kind: { const: 'internal' }, stability: STABILITY, note: TEXT }),
          group('event', REFERENCE, { name: DOTTED, stability: STABILITY, note: TEXT }),
          group('metric', REFERENCE, {
            metric_name: DOTTED,
            instrument: { enum: ['counter', 'gauge', 'histogram', 'updowncounter'] },
            unit: { type: 'string', pattern: '^(?:[a-zA-Z]+|\\{[a-z]+\\})$' },
            stability: STABILITY,
            note: TEXT,
            annotations: ANNOTATIONS,
          }),
        ],
      },
    },
  },
};
