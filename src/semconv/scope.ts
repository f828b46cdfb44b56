/** Instrumentation scope under which every span, metric and event of this package is emitted. */
export const SCOPE_NAME = '@wedsync/backup-telemetry';

/** Version of the instrumentation scope: the version of the package. */
export const SCOPE_VERSION = '0.1.0';
