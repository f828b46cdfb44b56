import { createSanitizer, type Sanitizer } from '../sanitizer.js';
import type { AttributesLike } from './shapes.js';

/** A view for `MeterProvider({ views: [...] })` of either major. */
export interface SanitizingMetricView {
  readonly instrumentName: string;
  readonly attributesProcessors: { process(attributes: AttributesLike): AttributesLike }[];
}

/** How {@link sanitizingMetricView} works. */
export interface SanitizingViewOptions {
  /** @default createSanitizer() */
  readonly sanitizer?: Sanitizer;
  /** Which instruments; `*` stands for any characters. @default '*' */
  readonly instrumentName?: string;
}

/**
 * A view that cleans attributes before they are aggregated, for a host that owns its exporters: points which become equal
 * are one from the start. Names, descriptions and the resource are out of a view's reach: decorate the exporter where you can.
 *
 * @example
 * ```ts
 * import { sanitizingMetricView } from '@wedsync/backup-telemetry/sanitize';
 *
 * const views = [sanitizingMetricView()];
 * ```
 */
export function sanitizingMetricView({
  sanitizer = createSanitizer(),
  instrumentName = '*',
}: SanitizingViewOptions = {}): SanitizingMetricView {
  return {
    instrumentName,
    // Never throws: a throw here would reach the host's `counter.add()`.
    attributesProcessors: [{ process: (attributes) => sanitizer.attributes(attributes) }],
  };
}
