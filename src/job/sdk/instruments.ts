import type * as api from '@opentelemetry/api';
import { INSTRUMENTS, UNITS_BESIDES_SECONDS, type Instrument } from '../../semconv/generated/tables.js';
import type { GaugeStore } from '../../state/gauge-store.js';
import { memoize } from '../../state/memoize.js';
import { quiet } from '../../untrusted/calls.js';

/** Records one measurement of a histogram or counter of one meter provider. */
export type RecordMeasurement = (name: keyof typeof INSTRUMENTS, value: number, attributes: api.Attributes) => unknown;

/** Makes each instrument on a meter when it gets its first value; the SDK collects all that were made, at each flush. */
export function createInstruments(meter: api.Meter, gauges: GaugeStore): RecordMeasurement {
  const recorder = memoize((name: keyof typeof INSTRUMENTS) => createRecorder(meter, name, INSTRUMENTS[name]));
  gauges.onGauge((gauge) => {
    const observable = quiet(meter.createObservableGauge(gauge, { unit: UNITS_BESIDES_SECONDS[gauge] ?? 's' }));
    quiet<unknown>(
      observable.addCallback((result) => {
        for (const { labels, value } of gauges.entries(gauge)) quiet<unknown>(result.observe(value, labels));
      }),
    );
  });
  return (name, value, attributes) => recorder(name)(value, attributes);
}

const CREATORS = { histogram: 'createHistogram', counter: 'createCounter', updowncounter: 'createUpDownCounter' } as const;

function createRecorder(meter: api.Meter, name: string, { kind, unit, buckets }: Instrument) {
  const made = quiet(meter[CREATORS[kind]](name, { unit, ...(buckets && { advice: { explicitBucketBoundaries: [...buckets] } }) }));
  return 'record' in made ? made.record.bind(made) : made.add.bind(made);
}
