import { nameRun, type RunNames } from './attempt-names.js';
import type { Readable } from 'node:stream';
import type { BackupOutcome } from '../../semconv.js';
import type { CommandError } from '../../node/command/error.js';
import { within } from '../../untrusted/within.js';
import { execute, type Execution } from '../../node/command/execute.js';
import type { CommandPhase } from '../../node/command/phase.js';
import type { ExecValues } from './options.js';
import { writesData } from '../../parsers/programs.js';
import type { Plan } from './plan.js';
import { createTee, type Tee } from './tee.js';
import type { ForwardedSignals } from './signals.js';

/** How a try ended. */
export interface AttemptEnd {
  /** As a shell has it. */
  readonly exitCode: number;
  /** The signal that ended the command, where its end is to be handed on. */
  readonly signal?: NodeJS.Signals | undefined;
  readonly outcome: BackupOutcome;
  readonly error?: CommandError | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly endedAt: number;
  /** What a shell said of the stages of its pipe. */
  readonly stages: string;
}

/** A try that was begun. */
export interface Attempt {
  readonly names: RunNames;
  readonly number: number;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** Of the command; undefined where it could not be started. */
  readonly pid: number | undefined;
  /** What it writes, where that is read. */
  readonly output: Tee | undefined;
  readonly ended: Promise<AttemptEnd>;
}

const TIMED_OUT = 124;

// Nobody but the shell holds that pipe.
const STAGES_MS = 500;

// The command is started before there is a run; what is known of it is said of the run later.
const NO_PHASE: CommandPhase = { progress: () => undefined, report: () => undefined, partial: () => undefined };

/** Starts the command. Nothing is thrown: one that can not be started has ended. */
export function startAttempt(plan: Plan, number: number, env: NodeJS.ProcessEnv, signals: ForwardedSignals): Attempt {
  const names = nameRun(env['TRACEPARENT']);
  const begun = monotonicMs();
  const startedAt = Date.now();
  const { values } = plan;
  let pid: number | undefined;
  let output: Tee | undefined;
  const ended = run().then(conclude, conclude);
  return { names, number, startedAt, pid, output, ended };

  async function run(): Promise<{ readonly exitCode: number; readonly stages: string }> {
    const execution = execute(
      NO_PHASE,
      plan.command,
      plan.args,
      { stdin: 'inherit', stdout: plan.tool === undefined || writesData(plan.tool) ? 'inherit' : 'stream', stderr: 'inherit' },
      {
        phase: '',
        signal: undefined,
        timeoutMs: values.timeout,
        graceMs: values.grace,
        successExitCodes: [...values['success-codes'].keys()],
        env: values['no-env'] ? env : { ...env, TRACEPARENT: traceparentOf(names), BACKUP_TELEMETRY_RUN_ID: names.runId },
        readsStderr: plan.tool !== undefined,
        ...(plan.saysStages && { moreStdio: ['pipe'] as const }),
        doubt: undefined,
      },
    );
    pid = execution.pid;
    signals.to(execution.child);
    if (plan.tool !== undefined) output = createTee(execution.child.process);
    const stages = readStages(execution);
    try {
      const { exitCode } = await execution.result;
      return { exitCode, stages: await stages() };
    } catch (error) {
      throw Object.assign(error as CommandError, { stages: await stages() });
    } finally {
      signals.to(undefined);
      await output?.drained();
    }
  }

  function conclude(
    result: { readonly exitCode: number; readonly stages: string } | (CommandError & { readonly stages?: string }),
  ): AttemptEnd {
    // Both clocks: one that was set meanwhile must not make a run that took hours one of no time.
    const endedAt = Math.max(Date.now(), startedAt + (monotonicMs() - begun));
    const stages = result.stages ?? '';
    if (!(result instanceof Error)) {
      const said = values['success-codes'].get(result.exitCode) ?? 'success';
      // One that was asked to end, and says that all is well, has done a part of its work.
      return { exitCode: result.exitCode, outcome: signals.received() ? 'cancelled' : said, endedAt, stages };
    }
    const error = result;
    if (error.name === 'TimeoutError') return { exitCode: TIMED_OUT, outcome: 'timeout', error, endedAt, stages };
    return {
      exitCode: error.exitCode,
      signal: error.signal,
      outcome: signals.received() ? 'cancelled' : 'failure',
      error,
      endedAt,
      stages,
    };
  }
}

/** As `performance` has it, which takes ten modules of Node.js, for which the command would wait. */
function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1e6;
}

/** What comes on descriptor 3. */
function readStages({ child }: Execution): () => Promise<string> {
  const pipe = child.process.stdio[3] as Readable | null | undefined;
  if (!pipe) return () => Promise.resolve('');
  let said = '';
  const closed = new Promise<void>((resolve) => pipe.once('close', resolve));
  pipe.setEncoding('utf8');
  pipe.on('error', () => undefined);
  pipe.on('data', (text: string) => (said += text.slice(0, 1_000)));
  return async () => {
    await within(STAGES_MS, closed, undefined);
    pipe.destroy();
    return said;
  };
}

function traceparentOf({ traceId, spanId }: RunNames): string {
  return `00-${traceId}-${spanId}-01`;
}

/** Whether another try may help. */
export function isWorthRetrying({ outcome, exitCode }: AttemptEnd): boolean {
  return (outcome === 'failure' || outcome === 'timeout') && exitCode !== 126 && exitCode !== 127;
}

const LONGEST_DELAY_MS = 3_600_000;

/** Milliseconds before the try after this one. */
export function retryDelayMs(values: Pick<ExecValues, 'retry-delay'>, number: number): number {
  return Math.min(values['retry-delay'] * 2 ** (number - 1), LONGEST_DELAY_MS);
}
