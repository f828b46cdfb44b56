import type { BackupOutcome } from '../../semconv.js';
import { worstEnd } from '../../semconv/outcome-order.js';
import { messageOf } from '../../untrusted/message-of.js';
import { within } from '../../untrusted/within.js';
import type { ToolParser } from '../../parsers/create-tool-parser.js';
import type { LiveRun } from '../telemetry/live-run.js';
import type { Session } from '../telemetry/session.js';
import { definitionOf, describeJob } from './describe-job.js';
import type { Attempt, AttemptEnd } from './attempt.js';
import type { TelemetryDoor } from '../telemetry/door.js';
import type { Plan } from './plan.js';
import type { ExecHost } from './host.js';
import { outcomeOf } from './outcome-of-artifact.js';
import { failedStages } from './shell.js';
import { errorOfTool, figuresOf, outcomeOfTool, reasonOfTool } from './tool-outcome.js';

/** Reports attempts, in the background. No member rejects. */
export interface Reporter {
  readonly begin: (attempt: Attempt) => void;
  /** Resolves to the outcome, when the artifact was looked at. */
  readonly end: (attempt: Attempt, end: AttemptEnd) => Promise<BackupOutcome>;
  /** The command was not run, since another run of its job goes on. */
  readonly skip: () => Promise<void>;
  /** Says what is wrong, here and in the run. */
  readonly note: (problem: string) => void;
  /** Resolves to whether all has been delivered. */
  readonly close: () => Promise<boolean>;
}

const START_MS = 30;

interface Open {
  readonly door: TelemetryDoor;
  readonly session: Session;
}

/** A run that is reported, and what reads its output. */
interface Watched {
  readonly run: LiveRun;
  readonly parser: ToolParser | undefined;
}

export function createReporter(plan: Plan, host: ExecHost): Reporter {
  const { values } = plan;
  const say = (sentence: string) => {
    if (!values.quiet) host.stderr(`backup-telemetry: exec: ${sentence}\n`);
  };
  const problems = [...plan.problems];
  let opened: Promise<Open | undefined> | undefined;
  let current: Promise<Watched | undefined> = Promise.resolve(undefined);

  async function open(): Promise<Open | undefined> {
    try {
      const door = await host.loadTelemetry();
      const session = door.openSession({ env: host.env, service: values.service, environment: values.environment, write });
      session.define(definitionOf(plan, door, note));
      return { door, session };
    } catch (error) {
      say(`there is no telemetry: ${messageOf(error)}`);
      return undefined;
    }
  }

  function note(problem: string): void {
    say(problem);
    problems.push(problem);
  }

  /** What was said when the options were read is not said again. */
  function write(line: string): void {
    if (!values.quiet && !problems.some((problem) => line.includes(problem))) host.stderr(line);
  }

  async function begin({ names, number, startedAt, ended, output }: Attempt): Promise<Watched | undefined> {
    // Loading takes all of a processor, which the command may need to start.
    await within(START_MS, ended, undefined, false);
    const { session, door } = (await (opened ??= open())) ?? {};
    const parser = plan.tool === undefined ? undefined : door?.createToolParser(plan.tool);
    output?.listen(parser?.write);
    const run = session?.begin({
      options: {
        ...describeJob(values),
        ...(values.retry > 0 && { attempt: number, attempts: values.retry + 1 }),
        heartbeat: `${values.heartbeat}ms`,
        ...(values.timeout !== undefined && { timeout: `${values.timeout}ms` }),
      },
      names,
      startedAt,
      problems,
      outputFile: values['output-file'],
    });
    return run && { run, parser };
  }

  async function conclude({ startedAt }: Attempt, end: AttemptEnd): Promise<BackupOutcome> {
    const { run, parser } = (await current) ?? {};
    const said = parser?.end({ exitCode: end.signal === undefined ? end.exitCode : null, signal: end.signal ?? null });
    const byTool = outcomeOfTool(end, said, values['success-codes']);
    const file = values['output-file'];
    const { door } = (await opened) ?? {};
    const isDone = byTool === 'success' || byTool === 'partial';
    const artifact = file !== undefined && isDone ? await door?.inspectArtifact(file, startedAt) : undefined;
    const outcome = worstEnd([byTool, outcomeOf(artifact)]) ?? byTool;
    if (artifact?.sentence !== undefined) say(artifact.sentence);
    if (said?.advice !== undefined) say(said.advice);
    if (!run) return outcome;
    run.report({
      exitCode: end.error?.exitCode ?? end.exitCode,
      ...figuresOf(said),
      ...(artifact?.bytes !== undefined && { bytes: artifact.bytes, files: 1 }),
      ...(artifact?.checksum !== undefined && { checksum: artifact.checksum }),
    });
    const { stages, failed } = failedStages(end.stages);
    if (stages > 1 && end.error) for (const { stage } of failed) run.failStage(`stage ${String(stage)}`, end.error, end.endedAt);
    const error = artifact?.error ?? errorOfTool(byTool, end, said);
    run.end({ outcome, error, reason: artifact?.reason ?? reasonOfTool(said, outcome), endedAt: end.endedAt });
    return outcome;
  }

  return {
    begin(attempt) {
      current = begin(attempt).catch(() => {
        // Output that nobody listens to must not hold the command up.
        attempt.output?.listen(undefined);
        return undefined;
      });
    },
    end: (attempt, end) => conclude(attempt, end).catch(() => end.outcome),
    note,
    async skip() {
      const at = Date.now();
      const { session } = (await (opened ??= open())) ?? {};
      await session
        ?.record({ ...describeJob(values), startedAt: at, endedAt: at, outcome: 'skipped', reason: 'lock_held' })
        .catch(() => undefined);
    },
    async close() {
      try {
        return (await (await opened)?.session.close()) ?? false;
      } catch {
        return false;
      }
    },
  };
}
