import { createThrowingReject } from '../job/input/reject.js';
import type { BackupEvent } from '../events/event.js';
import { DESCRIPTION_FIELDS, type FieldsOf } from '../job/input/fields.js';
import type { BackupReport, BackupRun, RunDescription } from '../job/types.js';
import { parseDuration, type Duration } from '../policy/duration.js';
import { BACKUP_OUTCOMES, type BackupOutcome } from '../semconv.js';
import { createTestClock } from './clock.js';
import { refuseUnknown } from '../untrusted/refuse-unknown.js';
import { createTestTelemetry } from './telemetry.js';

/** How a simulated run ends; `lost` is one whose process vanished, so that no end was emitted. */
export type SimulatedOutcome = BackupOutcome | 'lost';

/** Options of {@link simulateRun}. */
export interface SimulationOptions extends Partial<RunDescription> {
  /** @default the start of 2026 */
  readonly startAt?: Date | number | string | undefined;
  /** How long the run takes. @default '1m' */
  readonly duration?: Duration | undefined;
  /** Time between signs of life. @default '10s' */
  readonly heartbeat?: Duration | undefined;
  /** Phases that share the duration among them. @default dump and upload, and none when the outcome is `skipped` */
  readonly phases?: readonly string[] | undefined;
  /** What the run reports if it gets that far. Progress is measured against its `bytes`. @default one file of 1 GiB */
  readonly report?: BackupReport | undefined;
  /** Why it is `partial` or `skipped`. @default 'table_locked' and 'no_changes' */
  readonly reason?: string | undefined;
  /** What is thrown in the last phase when the outcome is `failure`. @default an error with the code `ECONNREFUSED` */
  readonly error?: unknown;
}

const OPTIONS = Object.keys({
  ...DESCRIPTION_FIELDS,
  startAt: 1,
  duration: 1,
  heartbeat: 1,
  phases: 1,
  report: 1,
  reason: 1,
  error: 1,
} satisfies FieldsOf<SimulationOptions>);
const DEFAULT_REPORT: BackupReport = { bytes: 1_073_741_824, files: 1 };
const OUTCOMES: readonly SimulatedOutcome[] = [...BACKUP_OUTCOMES, 'lost'];

/**
 * The events that a run with this outcome emits, for tests of whoever receives them.
 * A run is really run for it, on a clock of its own, so that takes no time and the events are those of this version.
 *
 * @throws BackupTelemetryError with the code `configuration_invalid`
 * @example
 * ```ts
 * import { simulateRun } from '@wedsync/backup-telemetry/testing';
 *
 * const events = await simulateRun('failure', { job: 'db-nightly', phases: ['dump'] });
 * console.log(events.map(({ name }) => name)); // started, heartbeats, progress, phase finished, run finished
 * ```
 */
export async function simulateRun(outcome: SimulatedOutcome, options: SimulationOptions = {}): Promise<readonly BackupEvent[]> {
  refuseUnknown('the options', options, OPTIONS);
  const { startAt, duration = '1m', heartbeat, reason, error, ...rest } = options;
  const { phases = outcome === 'skipped' ? [] : ['dump', 'upload'], report = DEFAULT_REPORT, ...description } = rest;
  const reject = createThrowingReject('configuration_invalid');
  if (!OUTCOMES.includes(outcome)) reject('the outcome', `one of ${OUTCOMES.join(', ')}`, outcome);
  const totalMs = parseDuration(duration) ?? 0;
  if (totalMs === 0) reject('`duration`', 'a duration above zero such as "10m"', duration);

  const clock = createTestClock(startAt);
  const { telemetry, events } = createTestTelemetry({ clock, heartbeat });
  const stop = new AbortController();
  const endings: Record<BackupOutcome, (run: BackupRun) => void> = {
    success: (run) => run.report(report),
    partial(run) {
      run.report(report);
      run.partial(reason ?? 'table_locked');
    },
    skipped: (run) => run.skip(reason ?? 'no_changes'),
    failure() {
      throw (error as Error | undefined) ?? Object.assign(new Error('simulated'), { code: 'ECONNREFUSED' });
    },
    timeout() {
      throw new DOMException('simulated', 'TimeoutError');
    },
    cancelled() {
      stop.abort();
      throw new DOMException('simulated', 'AbortError');
    },
  };

  async function work(run: BackupRun, end: () => unknown): Promise<void> {
    if (phases.length === 0) clock.advance(totalMs);
    for (const [index, name] of phases.entries()) {
      await run.phase(name, async (phase) => {
        const stepMs = totalMs / phases.length;
        clock.advance(stepMs / 2);
        if (report.bytes !== undefined)
          phase.progress({ bytesDone: Math.round((report.bytes * (index + 0.5)) / phases.length), bytesTotal: report.bytes });
        clock.advance(stepMs / 2);
        if (index === phases.length - 1) await end();
      });
    }
    if (phases.length === 0) await end();
  }

  await new Promise<void>((settle) => {
    // A process that vanished settles nothing: its run stays open, and nobody waits for it.
    const vanish = () => {
      settle();
      return new Promise(() => undefined);
    };
    const watch = { signal: stop.signal, ...(outcome === 'timeout' && { timeout: totalMs }) };
    telemetry
      .withBackup({ job: 'db-nightly', destination: 's3-eu', ...description, ...watch }, (run) =>
        work(run, outcome === 'lost' ? vanish : () => endings[outcome](run)),
      )
      .then(settle, () => settle());
  });
  return events();
}
