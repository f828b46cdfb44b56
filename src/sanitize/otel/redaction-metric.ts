import { ATTR_BACKUP_TELEMETRY_RULE, METRIC_BACKUP_TELEMETRY_REDACTIONS } from '../../semconv.js';
import type { Sanitizer } from '../sanitizer.js';

/** The part of OpenTelemetry's `Meter` that is used. */
export interface RedactionMeter {
  /** As that of OpenTelemetry's API. */
  createObservableCounter(
    name: string,
    options: { unit: string; description: string },
  ): {
    addCallback(callback: (result: { observe(value: number, attributes: Record<string, string>): void }) => void): void;
  };
}

/**
 * Counts on a meter how often each rule struck: "the source leaked", as `backup.telemetry.redactions` with the rule's name.
 * Counts only, never a value.
 *
 * @example
 * ```ts
 * import { metrics } from '@opentelemetry/api';
 * import { countRedactions, createSanitizer, sanitizeSpanExporter } from '@wedsync/backup-telemetry/sanitize';
 *
 * const sanitizer = createSanitizer();
 * countRedactions(sanitizer, metrics.getMeter('my-service'));
 * ```
 */
export function countRedactions(sanitizer: Pick<Sanitizer, 'counts'>, meter: RedactionMeter): void {
  meter
    .createObservableCounter(METRIC_BACKUP_TELEMETRY_REDACTIONS, {
      unit: '{redaction}',
      description: 'Values that were removed before telemetry left, by rule.',
    })
    .addCallback((result) => {
      for (const [rule, count] of Object.entries(sanitizer.counts())) result.observe(count, { [ATTR_BACKUP_TELEMETRY_RULE]: rule });
    });
}
