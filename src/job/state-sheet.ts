import type * as api from '@opentelemetry/api';
import type { StateGaugeName } from '../semconv.js';
import { orUndefined } from '../untrusted/calls.js';
import { CLOCK_TOLERANCE_MS } from './clock.js';
import { guard } from './sdk/guard.js';
import type { ReportProblem } from './problems.js';

/** One last-known value. */
export interface StateEntry {
  attributes: api.Attributes;
  value: number;
  /** Seconds since the Unix epoch: when what the value tells was true. */
  asOf: number;
}

/** How new a value is, and what it takes the place of. */
export interface RenewOptions {
  /** Seconds since the Unix epoch. @default the value, which of a gauge of times says it itself */
  readonly asOf?: number;
  /** One value is kept for these attributes, whatever further ones it has. @default its own */
  readonly of?: api.Attributes;
}

/**
 * The last known state of every job, read by observable gauges whenever an SDK collects.
 * It outlives SDKs: what was set before one was registered is exported by it all the same.
 */
export interface StateSheet {
  /**
   * Sets a value unless a newer one is there: a run that ends or is recorded after a newer one replaces nothing.
   * A time from the future is newer than nothing: once the clock is right, whatever comes replaces it.
   */
  renew(gauge: StateGaugeName, attributes: api.Attributes, value: number, options?: RenewOptions): void;
  get(gauge: StateGaugeName, attributes: api.Attributes): number | undefined;
  delete(gauge: StateGaugeName, attributes: api.Attributes): void;
  /** Forgets every value whose attributes and gauge match. */
  drop(matches: (attributes: api.Attributes, gauge: StateGaugeName) => boolean): void;
  /** The values of a gauge. */
  entries(gauge: StateGaugeName): Iterable<StateEntry>;
  /** Calls back for each gauge that has or gets a value: an SDK need not collect those that never have one. */
  onGauge(callback: (gauge: StateGaugeName) => void): void;
}

// For each gauge. Names are meant to be few; a process that invents one for each run must not grow without end.
const MOST_ENTRIES = 10_000;

/** @param now - Milliseconds since the Unix epoch. */
export function createStateSheet(report: ReportProblem, now: () => number): StateSheet {
  const gauges = new Map<StateGaugeName, Map<string, StateEntry>>();
  const callbacks: ((gauge: StateGaugeName) => void)[] = [];
  // Runs of one job share their attribute sets; the key of each is made once.
  const keys = new WeakMap<api.Attributes, string>();

  function keyOf(attributes: api.Attributes): string {
    let key = keys.get(attributes);
    if (key === undefined) keys.set(attributes, (key = serialize(attributes)));
    return key;
  }

  function entriesOf(gauge: StateGaugeName): Map<string, StateEntry> {
    let entries = gauges.get(gauge);
    if (!entries) {
      gauges.set(gauge, (entries = new Map<string, StateEntry>()));
      for (const callback of [...callbacks])
        guard({ report }, () => {
          callback(gauge);
        });
    }
    return entries;
  }

  /** Whether what is there stands against what comes. A clock that was set back a little makes nothing older than it is. */
  function isNewer(there: number, comes: number): boolean {
    const present = now() / 1_000;
    const latest = present + CLOCK_TOLERANCE_MS / 1_000;
    if (there > latest && comes <= latest) return false;
    return Math.min(there, Math.max(present, comes)) > comes;
  }

  return {
    renew(gauge, attributes, value, { asOf = value, of = attributes } = {}) {
      const entries = entriesOf(gauge);
      const key = keyOf(of);
      const entry = entries.get(key);
      if (entry && isNewer(entry.asOf, asOf)) return;
      if (entry || entries.size < MOST_ENTRIES) entries.set(key, { attributes, value, asOf });
      else report('too_many_series', 'Too many names; it is left out.');
    },
    get: (gauge, attributes) => gauges.get(gauge)?.get(keyOf(attributes))?.value,
    delete: (gauge, attributes) => void gauges.get(gauge)?.delete(keyOf(attributes)),
    drop(matches) {
      for (const [gauge, entries] of gauges)
        for (const [key, { attributes }] of entries) if (matches(attributes, gauge)) entries.delete(key);
    },
    entries: (gauge) => entriesOf(gauge).values(),
    onGauge(callback) {
      callbacks.push(callback);
      // Silently: the report of a failure would ask for the instruments that are being made here.
      for (const gauge of [...gauges.keys()])
        orUndefined(() => {
          callback(gauge);
        });
    },
  };
}

// Attribute sets are all made by this package, identity first, so equal sets have their keys in the same order.
function serialize(attributes: api.Attributes): string {
  let text = '';
  for (const name in attributes) text += `\n${name}=${String(attributes[name])}`;
  return text;
}
