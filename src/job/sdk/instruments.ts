import type * as api from '@opentelemetry/api';
import { INSTRUMENTS, UNITS_BESIDES_SECONDS, type Instrument } from '../../semconv/generated/tables.js';
import type { GaugeStore } from '../../state/gauge-store.js';
import { memoize } from '../../state/memoize.js';
import { quiet } from '../../untrusted/calls.js';

/** Records one measurement of a histogram or counter. */
export type RecordMeasurement = (name: keyof typeof INSTRUMENTS, value: number, attributes: api.Attributes) => unknown;

/** The instruments of one meter provider. */
export interface Instruments {
  readonly record: RecordMeasurement;
}

/** Makes each instrument on a meter when it gets its first value; the SDK collects all that were made, at each flush. */
export function createInstruments(meter: api.Meter, gauges: GaugeStore): Instruments {
  const recorder = memoize((name: keyof typeof INSTRUMENTS) => createRecorder(meter, name, INSTRUMENTS[name]));
  gauges.onGauge((gauge) => {
    const observable = quiet(meter.createObservableGauge(gauge, { unit: UNITS_BESIDES_SECONDS[gauge] ?? 's' }));
    quiet<unknown>(
      observable.addCallback((result) => {
        for (const { labels, value } of gauges.entries(gauge)) quiet<unknown>(result.observe(value, labels));
      }),
    );
  });
  return { record: (name, value, attributes) => recorder(name)(value, attributes) };
}

function createRecorder(meter: api.Meter, name: string, { kind, unit, buckets }: Instrument) {
  if (kind === 'histogram') {
    const histogram = quiet(meter.createHistogram(name, { unit, ...(buckets && { advice: { explicitBucketBoundaries: [...buckets] } }) }));
    return histogram.record.bind(histogram);
  }
  const counter = quiet(kind === 'counter' ? meter.createCounter(name, { unit }) : meter.createUpDownCounter(name, { unit }));
  return counter.add.bind(counter);
}
