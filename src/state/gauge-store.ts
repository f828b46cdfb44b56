import type { StateGaugeName } from '../semconv.js';
import { orUndefined } from '../untrusted/calls.js';
import { guard, type ReportFailure } from '../untrusted/guard.js';
import { labelsKey, type GaugeLabels } from './job-labels.js';
import { standsAgainst } from './newer.js';

/** One last-known value. */
export interface GaugeEntry {
  readonly labels: GaugeLabels;
  readonly value: number;
  /** Seconds since the Unix epoch: the moment that the value describes. */
  readonly asOf: number;
}

/** How new a value is, and what it takes the place of. */
export interface RenewOptions {
  /** Seconds since the Unix epoch. @default the value, which of a gauge of times says it itself */
  readonly asOf?: number;
  /** One value is kept for these labels, whatever further ones it has. @default its own */
  readonly of?: GaugeLabels;
}

/** Last known values, as events change them. */
export interface GaugeWriter {
  /**
   * Sets a value unless a newer one is there: a run that ends or is recorded after a newer one replaces nothing.
   * A time from the future is newer than nothing: once the clock is right, whatever comes replaces it.
   */
  renew(gauge: StateGaugeName, labels: GaugeLabels, value: number, options?: RenewOptions): void;
  get(gauge: StateGaugeName, labels: GaugeLabels): number | undefined;
  delete(gauge: StateGaugeName, labels: GaugeLabels): void;
  /** Forgets every value whose labels and gauge match. */
  drop(matches: (labels: GaugeLabels, gauge: StateGaugeName) => boolean): void;
}

/**
 * The last known state of every job, read by observable gauges whenever an SDK collects.
 * It outlives SDKs: what was set before one was registered is exported by it all the same.
 */
export interface GaugeStore extends GaugeWriter {
  /** The values of a gauge. */
  entries(gauge: StateGaugeName): Iterable<GaugeEntry>;
  /** Calls back for each gauge that has or gets a value: an SDK need not collect those that never have one. */
  onGauge(callback: (gauge: StateGaugeName) => void): void;
}

// For each gauge. Names are meant to be few; a process that invents one for each run must not grow without end.
const MOST_ENTRIES = 10_000;

/** @param now - Milliseconds since the Unix epoch */
export function createGaugeStore(report: ReportFailure, now: () => number): GaugeStore {
  const gauges = new Map<StateGaugeName, Map<string, GaugeEntry>>();
  const callbacks: ((gauge: StateGaugeName) => void)[] = [];

  function entriesOf(gauge: StateGaugeName): Map<string, GaugeEntry> {
    let entries = gauges.get(gauge);
    if (!entries) {
      gauges.set(gauge, (entries = new Map<string, GaugeEntry>()));
      for (const callback of [...callbacks])
        guard({ report }, () => {
          callback(gauge);
        });
    }
    return entries;
  }

  return {
    renew(gauge, labels, value, { asOf = value, of = labels } = {}) {
      const entries = entriesOf(gauge);
      const key = labelsKey(of);
      const entry = entries.get(key);
      const present = now() / 1_000;
      // What happens now is the newest there is, though the clock was set back a little: only a process knows that nothing of its own comes late.
      if (entry && asOf < present && standsAgainst(entry.asOf, asOf, present)) return;
      if (entry || entries.size < MOST_ENTRIES) entries.set(key, { labels, value, asOf });
      else report('too_many_series', 'Too many names; it is left out.');
    },
    get: (gauge, labels) => gauges.get(gauge)?.get(labelsKey(labels))?.value,
    delete: (gauge, labels) => void gauges.get(gauge)?.delete(labelsKey(labels)),
    drop(matches) {
      for (const [gauge, entries] of gauges) for (const [key, { labels }] of entries) if (matches(labels, gauge)) entries.delete(key);
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
