export { createSanitizer, type AttributeRecord, type Sanitizer, type StrictSanitizer } from './sanitizer.js';
export type { AllowedValue, Budget, CustomRule, SanitizerOptions } from './options/options.js';
export { sanitizeLogExporter, sanitizeMetricExporter, sanitizeSpanExporter, type SanitizeExporterOptions } from './otel/exporters.js';
export {
  sanitizeLogProcessor,
  sanitizeSpanProcessor,
  type SanitizingLogProcessor,
  type SanitizeProcessorOptions,
  type SpanProcessorLike,
} from './otel/processors.js';
export { createSanitizingMetricView, type SanitizingMetricView, type SanitizingViewOptions } from './otel/metric-view.js';
export { countRedactions, type RedactionMeter } from './otel/redaction-metric.js';
export type { ExporterLike, ExportResultLike } from './otel/shapes.js';
