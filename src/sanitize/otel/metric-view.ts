import { refuseUnknown } from '../../untrusted/refuse-unknown.js';
import { keysOf } from '../../untrusted/unknown-keys.js';
import { createSanitizer, type Sanitizer } from '../sanitizer.js';

/** A view for `MeterProvider({ views: [...] })` of either major. */
export interface SanitizingMetricView {
  /** Which instruments; `*` stands for any characters. */
  readonly instrumentName: string;
  /** What an SDK calls with the attributes of each measurement. */
  readonly attributesProcessors: { process(attributes: Record<string, unknown>): Record<string, unknown> }[];
}

/** How {@link createSanitizingMetricView} works. */
export interface SanitizingViewOptions {
  /** @default createSanitizer() */
  readonly sanitizer?: Sanitizer | undefined;
  /** Which instruments; `*` stands for any characters. @default '*' */
  readonly instrumentName?: string | undefined;
}

const KEYS = keysOf<SanitizingViewOptions>({ sanitizer: 1, instrumentName: 1 });

/**
 * A view that cleans attributes before they are aggregated, for a host that owns its exporters: points which become equal
 * are one from the start. Names, descriptions and the resource are out of a view's reach: decorate the exporter where you can.
 *
 * @example
 * ```ts
 * import { createSanitizingMetricView } from '@wedsync/backup-telemetry/sanitize';
 *
 * const views = [createSanitizingMetricView()];
 * ```
 */
export function createSanitizingMetricView(options: SanitizingViewOptions = {}): SanitizingMetricView {
  refuseUnknown('the options of createSanitizingMetricView', options, KEYS);
  const { sanitizer = createSanitizer(), instrumentName = '*' } = options;
  return {
    instrumentName,
    // Never throws: a throw here would reach the host's `counter.add()`.
    attributesProcessors: [{ process: (attributes) => sanitizer.attributes(attributes) }],
  };
}
