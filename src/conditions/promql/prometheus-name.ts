import { INSTRUMENTS, STATE_GAUGES } from '../../semconv/generated/tables.js';

/** What decides how Prometheus names a metric that comes by OTLP. */
export interface NamedMetric {
  readonly name: string;
  /** UCUM. */
  readonly unit: string;
  readonly kind: 'gauge' | 'counter' | 'updowncounter' | 'histogram';
}

const UNITS: Readonly<Record<string, string>> = { s: 'seconds', By: 'bytes' };

/**
 * Name of a metric in Prometheus, by its translation strategy `UnderscoreEscapingWithSuffixes`, which is the default:
 * underscores for dots, the unit appended unless the name has it already, units in braces left out, `_total` at the end of counters.
 */
export function prometheusName({ name, unit, kind }: NamedMetric): string {
  const words = wordsOf(name);
  const unitWord = UNITS[unit];
  if (unitWord !== undefined && !words.includes(unitWord)) words.push(unitWord);
  if (unit === '1' && kind === 'gauge') words.push('ratio');
  if (kind === 'counter') return [...words.filter((word) => word !== 'total'), 'total'].join('_');
  return words.join('_');
}

/** Name of a metric of the vocabulary in Prometheus. */
export function prometheusMetric(name: keyof typeof STATE_GAUGES | keyof typeof INSTRUMENTS): string {
  if (name in STATE_GAUGES) return prometheusName({ name, kind: 'gauge', ...STATE_GAUGES[name as keyof typeof STATE_GAUGES] });
  return prometheusName({ name, ...INSTRUMENTS[name as keyof typeof INSTRUMENTS] });
}

/** Name of an attribute as a label in Prometheus. */
export function prometheusLabel(attribute: string): string {
  return wordsOf(attribute).join('_');
}

function wordsOf(name: string): string[] {
  return name.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '');
}
