import type * as api from '@opentelemetry/api';

/** One series of a metric: the sum of what was added or recorded, or the last value of a gauge. */
export interface Point {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  value: number;
}

/** Sums up measurements in memory, and asks observable instruments when it is read. */
export interface PointStore {
  readonly provider: api.MeterProvider;
  /** All series there are now. */
  readonly read: () => readonly Point[];
  /** Name, unit and description of every instrument, as they would be sent. */
  readonly instruments: ReadonlyMap<string, api.MetricOptions>;
  readonly clear: () => void;
}

type Series = Map<string, Point>;

export function createPointStore(): PointStore {
  const instruments = new Map<string, api.MetricOptions>();
  const measured: Series = new Map();
  const names = new WeakMap<api.Observable, string>();
  const callbacks = new Map<string, Set<api.ObservableCallback>>();
  const batches = new Set<api.BatchObservableCallback>();

  const note = (name: string, options: api.MetricOptions = {}) => void instruments.set(name, options);

  function summing(name: string, options?: api.MetricOptions) {
    note(name, options);
    return (value: number, attributes: api.Attributes = {}) => {
      pointOf(measured, name, attributes).value += value;
    };
  }

  function observable(name: string, options?: api.MetricOptions): api.Observable {
    note(name, options);
    const own = callbacks.get(name) ?? new Set();
    callbacks.set(name, own);
    const made: api.Observable = {
      addCallback: (callback) => void own.add(callback),
      removeCallback: (callback) => void own.delete(callback),
    };
    names.set(made, name);
    return made;
  }

  const meter: api.Meter = {
    createCounter: (name, options) => ({ add: summing(name, options) }),
    createUpDownCounter: (name, options) => ({ add: summing(name, options) }),
    createHistogram: (name, options) => ({ record: summing(name, options) }),
    createGauge(name, options) {
      note(name, options);
      return { record: (value, attributes: api.Attributes = {}) => (pointOf(measured, name, attributes).value = value) };
    },
    createObservableGauge: observable,
    createObservableCounter: observable,
    createObservableUpDownCounter: observable,
    addBatchObservableCallback: (callback: api.BatchObservableCallback) => void batches.add(callback),
    removeBatchObservableCallback: (callback: api.BatchObservableCallback) => void batches.delete(callback),
  } as api.Meter;

  // What an asynchronous callback observes later is not waited for: a test wants its answer now.
  function observe(): Series {
    const observed: Series = new Map();
    const set = (name: string, value: number, attributes: api.Attributes = {}) => (pointOf(observed, name, attributes).value = value);
    for (const [name, own] of callbacks)
      for (const callback of own) void callback({ observe: (value, attributes) => set(name, value, attributes) });
    for (const callback of batches)
      void callback({ observe: (metric, value, attributes) => set(names.get(metric) ?? '', value, attributes) });
    return observed;
  }

  // The method by which a host's provider is known to be a real one.
  const provider = { getMeter: () => meter, forceFlush: () => Promise.resolve() };
  return {
    provider,
    instruments,
    read: () => [...measured.values(), ...observe().values()],
    clear: () => {
      measured.clear();
    },
  };
}

function pointOf(series: Series, name: string, attributes: api.Attributes): Point {
  const key = JSON.stringify([name, ...Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))]);
  let point = series.get(key);
  if (!point) series.set(key, (point = { name, attributes: { ...attributes }, value: 0 }));
  return point;
}
