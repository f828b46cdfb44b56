import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';

// `InstrumentType.OBSERVABLE_GAUGE` and `AggregationTemporality.DELTA`, the same in both majors of the SDK.
const OBSERVABLE_GAUGE = 'OBSERVABLE_GAUGE';
const DELTA = 0;

/**
 * Lets a series of an observable gauge end. With cumulative temporality the SDK exports the last value of every attribute set
 * for ever, so a decommissioned job would never fall silent. Gauges have no temporality on the wire: receivers see no difference.
 */
export function letGaugesEnd(exporter: PushMetricExporter): PushMetricExporter {
  // By its shape: the enums of the SDK are values of a package that may not be there.
  const selective = exporter as unknown as { selectAggregationTemporality?: (type: string) => number };
  const select = selective.selectAggregationTemporality?.bind(exporter);
  if (select) selective.selectAggregationTemporality = (type) => (type === OBSERVABLE_GAUGE ? DELTA : select(type));
  return exporter;
}
