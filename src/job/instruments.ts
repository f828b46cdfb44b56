import type * as api from '@opentelemetry/api';
import { INSTRUMENTS, STATE_GAUGES, type Instrument, type StateGauge, type StateGaugeName } from '../semconv.js';
import type { StateSheet } from './state-sheet.js';

/** Records one measurement of a histogram or counter. */
export type RecordMeasurement = (name: keyof typeof INSTRUMENTS, value: number, attributes: api.Attributes) => void;

/** The instruments of one meter provider. */
export interface Instruments {
  readonly record: RecordMeasurement;
}

/** Makes all instruments on a meter, and lets it read the state sheet at each collection. */
export function createInstruments(meter: api.Meter, sheet: StateSheet): Instruments {
  const recorders = new Map<string, (value: number, attributes: api.Attributes) => void>();
  for (const [name, instrument] of Object.entries(INSTRUMENTS)) recorders.set(name, createRecorder(meter, name, instrument));

  const gauges = new Map<StateGaugeName, api.ObservableGauge>();
  for (const [name, { unit }] of Object.entries(STATE_GAUGES) as [StateGaugeName, StateGauge][]) {
    gauges.set(name, meter.createObservableGauge(name, { unit }));
  }
  meter.addBatchObservableCallback(
    (result) => {
      for (const { gauge, attributes, value } of sheet.entries()) {
        const observable = gauges.get(gauge);
        if (observable) result.observe(observable, value, attributes);
      }
    },
    [...gauges.values()],
  );
  return { record: (name, value, attributes) => recorders.get(name)?.(value, attributes) };
}

function createRecorder(meter: api.Meter, name: string, { kind, unit, buckets }: Instrument) {
  if (kind === 'histogram') {
    const histogram = meter.createHistogram(name, {
      unit,
      ...(buckets && { advice: { explicitBucketBoundaries: [...buckets] } }),
    });
    return histogram.record.bind(histogram);
  }
  const counter = kind === 'counter' ? meter.createCounter(name, { unit }) : meter.createUpDownCounter(name, { unit });
  return counter.add.bind(counter);
}
