import type { StateGaugeName } from '../semconv.js';
import type { GaugeEntry, GaugeWriter } from './gauge-store.js';
import { labelsKey } from './job-labels.js';
import { standsAgainst } from './newer.js';

/** Last known values of one job by gauge and attribute set: plain data. */
export type GaugeValues = Readonly<Partial<Record<StateGaugeName, Readonly<Record<string, GaugeEntry>>>>>;

// Of each gauge of a job. What comes from elsewhere must not grow without end.
const MOST_ENTRIES = 500;

/** Values that are being changed: what was there before stays as it was. */
export interface GaugeDraft extends GaugeWriter {
  readonly values: () => GaugeValues;
}

/** @param now - Seconds since the Unix epoch, by the clock that the times are read by */
export function draftOf(before: GaugeValues, now: number): GaugeDraft {
  let values: GaugeValues = before;
  const put = (gauge: StateGaugeName, entries: readonly (readonly [string, GaugeEntry])[]) => {
    values = { ...values, [gauge]: Object.fromEntries(entries) };
  };
  return {
    renew(gauge, labels, value, { asOf = value, of = labels } = {}) {
      const entries = values[gauge] ?? {};
      const key = labelsKey(of);
      const entry = entries[key];
      if (entry ? standsAgainst(entry.asOf, asOf, now) : Object.keys(entries).length >= MOST_ENTRIES) return;
      values = { ...values, [gauge]: { ...entries, [key]: { labels, value, asOf } } };
    },
    get: (gauge, labels) => values[gauge]?.[labelsKey(labels)]?.value,
    delete(gauge, labels) {
      const key = labelsKey(labels);
      put(
        gauge,
        Object.entries(values[gauge] ?? {}).filter(([name]) => name !== key),
      );
    },
    drop(matches) {
      for (const [gauge, entries] of entriesOf(values))
        put(
          gauge,
          entries.filter(([, { labels }]) => !matches(labels, gauge)),
        );
    },
    values: () => values,
  };
}

/** The values that stand against a time. */
export function newerThan(values: GaugeValues, time: number, now: number): GaugeValues {
  return Object.fromEntries(
    entriesOf(values).map(([gauge, entries]) => [
      gauge,
      Object.fromEntries(entries.filter(([, { asOf }]) => standsAgainst(asOf, time, now))),
    ]),
  );
}

function entriesOf(values: GaugeValues): readonly (readonly [StateGaugeName, readonly (readonly [string, GaugeEntry])[]])[] {
  return Object.entries(values).map(([gauge, entries]) => [gauge as StateGaugeName, Object.entries(entries)]);
}
