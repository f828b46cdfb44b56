import { SCOPE_NAME } from '../../semconv.js';
import { UNCUT } from '../record/frame.js';
import type { Sanitizer } from '../sanitizer.js';
import { cleanName, type SharedCleaner } from './clean-context.js';
import { mergePoints } from './merge-points.js';
import type { MetricLike, ResourceMetricsLike } from './shapes.js';

/** A plain copy of one collection without secrets, in which no two points of a metric share an attribute set. */
export function cleanResourceMetrics<M extends ResourceMetricsLike>(batch: M, clean: Sanitizer['strict'], shared: SharedCleaner): M {
  return {
    ...batch,
    resource: shared.resource(batch.resource),
    scopeMetrics: batch.scopeMetrics
      .filter(({ scope }) => !clean.ownOnly || scope.name === SCOPE_NAME)
      .map((entry) => ({
        ...entry,
        scope: shared.scope(entry.scope),
        metrics: entry.metrics.map((metric) => cleanMetric(metric, clean, entry.scope.name)),
      })),
  };
}

function cleanMetric(metric: MetricLike, clean: Sanitizer['strict'], scope: string): MetricLike {
  const { name, description, unit } = metric.descriptor;
  // What is left out of a point changes whose it is: ours have few attributes, all known.
  const within = <Result>(run: () => Result): Result => (scope === SCOPE_NAME ? run() : clean.within(UNCUT, run));
  return {
    ...metric,
    descriptor: {
      ...metric.descriptor,
      name: cleanName(clean, name),
      description: clean.text(description),
      unit: clean.text(unit),
    },
    dataPoints: mergePoints(
      metric.dataPoints.map((point) => ({
        ...point,
        attributes: within(() => clean.attributes(point.attributes, scope)),
        ...(point.exemplars !== undefined && {
          exemplars: point.exemplars.map((exemplar) => ({
            ...exemplar,
            filteredAttributes: within(() => clean.attributes(exemplar.filteredAttributes, scope)),
          })),
        }),
      })),
      metric.dataPointType,
    ),
  };
}
