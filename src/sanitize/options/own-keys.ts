import { BOOLEAN_KEYS, NUMBER_KEYS, TEXT_KEYS } from '../../semconv/generated/keys.js';

type ValueType = 'string' | 'number' | 'boolean';

const typed = (keys: readonly string[], type: ValueType) => keys.map((key) => [key, type] as const);

/** Every key that this package itself sets, and the type of its value. Whatever else stands on its scope was put there by others. */
export const OWN_KEYS: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ...typed(NUMBER_KEYS, 'number'),
  ...typed(TEXT_KEYS, 'string'),
  ...typed(BOOLEAN_KEYS, 'boolean'),
  // Set by the SDK on the point that takes in what is above its cardinality limit.
  ['otel.metric.overflow', 'boolean'],
]);
