export { createTestTelemetry, type TestTelemetry, type TestTelemetryOptions } from './telemetry.js';
export { createTestClock, type TestClock } from './clock.js';
export { simulateRun, type SimulatedOutcome, type SimulationOptions } from './simulate.js';
export { backupMatchers, type ExpectedFailure, type ExpectedRun, type MatcherAnswer } from './matchers.js';
export type { BackupMatchers } from './matcher-types.js';
export type { BackupMetricName, SeriesFilter } from './series.js';
export type { Leak } from './leaks.js';
export type { TestPhase, TestRun } from './runs.js';
export type { TestSpan } from './tree.js';
