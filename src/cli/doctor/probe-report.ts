/** Environment of the host: where its probe writes, and from which seed it makes its canaries. */
export const PROBE_ENV = 'BACKUP_TELEMETRY_DOCTOR';

export interface ProbeOrder {
  readonly folder: string;
  readonly seed: string;
}

/** What the probe found out inside a process of the host. */
export interface ProbeReport {
  readonly pid: number;
  readonly providers: { readonly traces: boolean; readonly metrics: boolean; readonly logs: boolean };
  /** Whether all canaries were sent and flushed. */
  readonly sent: boolean;
  /** How many of ten spans named as a backup were recorded. */
  readonly recorded: number;
  /** Loaded OpenTelemetry packages: `name version`, one entry for each copy. */
  readonly loaded: readonly string[];
  /** `ran` for the real run of this package, `not installed`, or why else there was none. */
  readonly backup: string;
}
