const SIGNALS = ['spans', 'metric_points', 'log_records'];

/**
 * How fast counters of the collector grow that it has once for each signal, each under a label of its own: `rate` drops the names, and
 * Prometheus refuses series that no longer differ. Names end in `_total` in collectors of other builds.
 */
export function signalRates(counters: readonly string[]): string {
  return counters
    .flatMap((counter) => SIGNALS.map((signal) => `${counter}_${signal}`))
    .map((name) => `label_replace(rate({__name__=~"${name}(_total)?"}[5m]), "counter", "${name}", "", "")`)
    .join('\n  or ');
}
