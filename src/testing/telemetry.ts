import type { BackupEvent } from '../events/event.js';
import { defaultCore } from '../job/default.js';
import { createThrowingReject } from '../job/input/reject.js';
import { bindTelemetry, createCore, type BackupTelemetry } from '../job/telemetry.js';
import { problemWatchers } from '../job/problems.js';
import type { Duration } from '../policy/duration.js';
import { keysOf } from '../untrusted/unknown-keys.js';
import { refuseUnknown } from '../untrusted/refuse-unknown.js';
import type { TestClock } from './clock.js';
import { forgetRuns } from './forget-runs.js';
import { findLeaks, type Leak } from './leaks.js';
import { createPointStore } from './points.js';
import { createProblemStore, type TestProblem } from './problems.js';
import { createRecordStore, eventsOf } from './records.js';
import { registerProviders } from './register.js';
import { runsOf, type TestRun } from './runs.js';
import { findValue, type BackupMetricName, type SeriesFilter } from './series.js';
import { createSpanStore } from './spans.js';
import { treesOf, type TestSpan } from './tree.js';

/** Options of {@link createTestTelemetry}. */
export interface TestTelemetryOptions {
  /** Made by `createTestClock`. @default the system's clocks */
  readonly clock?: TestClock | undefined;
  /** Time between signs of life of a run. @default '10s' */
  readonly heartbeat?: Duration | undefined;
  /** Whether wrong use of the package throws a `BackupTelemetryError` with the code `problem_found`, where it is made. @default false */
  readonly strict?: boolean | undefined;
}

/** Telemetry that stays in memory, with what was recorded so far as plain data. */
export interface TestTelemetry {
  /** The functions of the package, bound to this telemetry, for code that takes them as an argument. */
  readonly telemetry: BackupTelemetry;
  /** Every problem: wrong uses of the package, such as a misspelt option or a phase that is not awaited, and failures around it. */
  readonly problems: () => readonly TestProblem[];
  /** Every run, also those that go on still. */
  readonly runs: () => readonly TestRun[];
  /** Every span of every scope as trees, also those that are open still. */
  readonly spans: () => readonly TestSpan[];
  /** Every event in the order in which they happened, as a listener of `onBackupEvent` gets them. */
  readonly events: () => readonly BackupEvent[];
  /**
   * The value of the one series of a metric that has these attributes, of a histogram the sum of what was recorded;
   * undefined where no series has them.
   *
   * @throws BackupTelemetryError with the code `query_invalid` when there is no such metric, or more than one such series
   */
  readonly metric: (name: BackupMetricName | (string & {}), attributes?: SeriesFilter) => number | undefined;
  /**
   * Searches everything that would be sent for these texts: plain, URL-encoded, in base64, in hexadecimal, JSON-escaped.
   *
   * @throws BackupTelemetryError with the code `query_invalid` when there is nothing to search or to search for
   */
  readonly leaks: (secrets: readonly string[]) => readonly Leak[];
  /** Forgets what was recorded. Definitions of jobs stay, what their runs left in their state does not. */
  readonly reset: () => void;
  /**
   * Makes this the telemetry of the process until the returned function is called, so that code is seen which uses
   * `withBackup` of the package itself, or OpenTelemetry. Those use the system's clocks. Problems are collected from every
   * instance in the process, also one with providers of its own; other test telemetry keeps its own.
   *
   * @throws BackupTelemetryError with the code `configuration_invalid` when an OpenTelemetry SDK is there already
   */
  readonly register: () => () => void;
}

/**
 * Makes telemetry that stays in memory, for tests. No OpenTelemetry SDK has to be installed.
 *
 * @throws BackupTelemetryError with the code `configuration_invalid`
 * @example
 * ```ts
 * import { createTestTelemetry } from '@wedsync/backup-telemetry/testing';
 *
 * const { telemetry, runs } = createTestTelemetry();
 * await telemetry.withBackup({ job: 'db-nightly' }, (run) => run.report({ bytes: 1024 }));
 * console.log(runs()[0]?.outcome, runs()[0]?.report.bytes); // success 1024
 * ```
 */
export function createTestTelemetry(options: TestTelemetryOptions = {}): TestTelemetry {
  refuseUnknown('the options', options, OPTIONS);
  const { clock, heartbeat, strict = false } = options;
  const reject = createThrowingReject('configuration_invalid');
  if (clock !== undefined && typeof (clock as Partial<TestClock> | null)?.now !== 'function')
    reject('`clock`', 'what createTestClock() returns', clock);
  // A word such as "no" would be as good as yes.
  if (typeof strict !== 'boolean') reject('`strict`', 'true or false', strict);
  // Providers of its own rather than an SDK's exporters in memory. They are the same on each major version of OpenTelemetry
  // and need none; an SDK's metrics can only be read asynchronously, and with it a gauge keeps its value after a reset.
  const spanStore = createSpanStore(clock?.now ?? (() => Date.now()));
  const pointStore = createPointStore();
  const recordStore = createRecordStore();
  const providers = { tracerProvider: spanStore.provider, meterProvider: pointStore.provider, loggerProvider: recordStore.provider };
  const problemStore = createProblemStore(strict);
  const core = createCore({ ...providers, heartbeat, now: clock?.now }, problemStore.addOwn, createTestTelemetry);
  const spans = () => treesOf(spanStore.spans);
  let registrations = 0;

  return {
    telemetry: bindTelemetry(core),
    problems: problemStore.read,
    spans,
    runs: () => runsOf(spans()),
    events: () => eventsOf(recordStore.records),
    metric: (name, attributes = {}) => findValue(pointStore, name, attributes),
    leaks: (secrets) =>
      findLeaks(
        {
          spans: spanStore.spans.map(({ context, ...span }) => ({ ...span, traceState: context.traceState?.serialize() })),
          metrics: pointStore.read().map((point) => ({ ...point, ...pointStore.instruments.get(point.name) })),
          logs: recordStore.records,
        },
        secrets,
      ),
    reset() {
      for (const store of [spanStore, pointStore, recordStore, problemStore]) store.clear();
      forgetRuns(core);
      if (registrations > 0) forgetRuns(defaultCore);
    },
    register() {
      const unregister = registerProviders(providers);
      registrations += 1;
      problemWatchers.add(problemStore.add);
      let isRegistered = true;
      return () => {
        unregister();
        problemWatchers.delete(problemStore.add);
        if (isRegistered) registrations -= 1;
        isRegistered = false;
      };
    },
  };
}

const OPTIONS = keysOf<TestTelemetryOptions>({ clock: 1, heartbeat: 1, strict: 1 });
