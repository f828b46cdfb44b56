import type * as api from '@opentelemetry/api';
import type { StateGaugeName } from '../semconv.js';
import type { ReportMistake } from './mistakes.js';

/** One last-known value. */
export interface StateEntry {
  readonly gauge: StateGaugeName;
  readonly attributes: api.Attributes;
  value: number;
  /** Seconds since the Unix epoch: when what the value tells was true. */
  asOf: number;
}

/**
 * The last known state of every job, read by observable gauges whenever an SDK collects.
 * It outlives SDKs: what was set before one was registered is exported by it all the same.
 */
export interface StateSheet {
  /**
   * Sets a value unless a newer one is there: a run that ends or is recorded after a newer one replaces nothing.
   * The value of a gauge of times says itself how new it is.
   */
  renew(gauge: StateGaugeName, attributes: api.Attributes, value: number, asOf?: number): void;
  get(gauge: StateGaugeName, attributes: api.Attributes): number | undefined;
  delete(gauge: StateGaugeName, attributes: api.Attributes): void;
  /** Forgets every value whose attributes match. */
  drop(matches: (attributes: api.Attributes) => boolean): void;
  entries(): Iterable<StateEntry>;
}

// Names are meant to be few; a process that invents one for each run must not grow without end.
const MOST_ENTRIES = 20_000;

export function createStateSheet(report: ReportMistake): StateSheet {
  const entries = new Map<string, StateEntry>();
  // Runs of one job share their attribute sets; the key of each is made once.
  const suffixes = new WeakMap<api.Attributes, string>();

  function keyOf(gauge: string, attributes: api.Attributes): string {
    let suffix = suffixes.get(attributes);
    if (suffix === undefined) suffixes.set(attributes, (suffix = serialize(attributes)));
    return gauge + suffix;
  }

  return {
    renew(gauge, attributes, value, asOf = value) {
      const key = keyOf(gauge, attributes);
      const entry = entries.get(key);
      if (entry) {
        if (entry.asOf > asOf) return;
        entry.value = value;
        entry.asOf = asOf;
      } else if (entries.size < MOST_ENTRIES) {
        entries.set(key, { gauge, attributes, value, asOf });
      } else {
        report('too_many_series', 'Too many names in one process; new ones are left out.');
      }
    },
    get: (gauge, attributes) => entries.get(keyOf(gauge, attributes))?.value,
    delete: (gauge, attributes) => void entries.delete(keyOf(gauge, attributes)),
    drop(matches) {
      for (const [key, entry] of entries) if (matches(entry.attributes)) entries.delete(key);
    },
    entries: () => entries.values(),
  };
}

// Attribute sets are all made by this package, identity first, so equal sets have their keys in the same order.
function serialize(attributes: api.Attributes): string {
  let text = '';
  for (const name in attributes) text += `\n${name}=${String(attributes[name])}`;
  return text;
}
