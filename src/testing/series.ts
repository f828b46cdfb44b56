import { BackupTelemetryError } from '../errors.js';
import { INSTRUMENTS, STATE_GAUGES } from '../semconv/generated/tables.js';
import type { InstrumentName, StateGaugeName } from '../semconv.js';
import type { Point, PointStore } from './points.js';

/** Name of a metric of this package. */
export type BackupMetricName = StateGaugeName | InstrumentName;

/** Attributes that a series must have; it may have more. */
export type SeriesFilter = Readonly<Record<string, unknown>>;

/** The value of the one series of a metric that has these attributes; undefined where there is none. */
export function findValue({ instruments, read }: PointStore, name: string, filter: SeriesFilter): number | undefined {
  if (!isOwn(name) && !instruments.has(name)) throw new BackupTelemetryError('query_invalid', unknownMetric(name, [...instruments.keys()]));
  const series = read().filter((point) => point.name === name && has(point, filter));
  if (series.length <= 1) return series[0]?.value;
  const found = series.map(({ attributes, value }) => `\n  ${JSON.stringify(attributes)} = ${value}`).join('');
  throw new BackupTelemetryError('query_invalid', `Expected attributes that only one series of ${name} has, got ${series.length}:${found}`);
}

function isOwn(name: string): boolean {
  return Object.hasOwn(INSTRUMENTS, name) || Object.hasOwn(STATE_GAUGES, name);
}

function has({ attributes }: Point, filter: SeriesFilter): boolean {
  return Object.entries(filter).every(([name, value]) => value === undefined || attributes[name] === value);
}

/** Names that begin like the one that was asked for, the likeliest first. */
function unknownMetric(asked: string, made: readonly string[]): string {
  const known = [...new Set([...Object.keys(INSTRUMENTS), ...Object.keys(STATE_GAUGES), ...made])];
  const likely = known.sort((a, b) => sharedLength(asked, b) - sharedLength(asked, a)).slice(0, 3);
  return `Expected the name of a metric, got ${JSON.stringify(asked)}. Names like it: ${likely.join(', ')}.`;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
