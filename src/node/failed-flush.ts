import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';

// `ExportResultCode.SUCCESS` of `@opentelemetry/core`, which is no dependency of ours.
const SUCCESS = 0;

/**
 * Makes the flush of an exporter reject when its newest export failed. A metric reader resolves its flush all the same,
 * and a span processor knows nothing of what its timer has sent before: without this a dead collector looks like a live one,
 * and the end of every run waits for it.
 */
export function rejectFailedFlush(exporter: PushMetricExporter): PushMetricExporter {
  const exportMetrics = exporter.export.bind(exporter);
  const forceFlush = exporter.forceFlush.bind(exporter);
  let failure: Error | undefined;
  exporter.export = (metrics, done) => {
    exportMetrics(metrics, (result) => {
      failure = (result.code as number) === SUCCESS ? undefined : (result.error ?? new Error('The export of metrics failed.'));
      done(result);
    });
  };
  exporter.forceFlush = async () => {
    await forceFlush();
    if (failure) throw failure;
  };
  return exporter;
}
