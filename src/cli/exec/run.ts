import type { Lock } from '../../node/process/run-lock.js';
import { orUndefined } from '../../untrusted/calls.js';
import { messageOf } from '../../untrusted/message-of.js';
import { within } from '../../untrusted/within.js';
import { quoteCommand } from '../quote.js';
import { EXIT } from '../exit-codes.js';
import { isWorthRetrying, retryDelayMs, startAttempt, type Attempt, type AttemptEnd } from './attempt.js';
import type { ExecEnd, ExecHost } from './host.js';
import { planExec, type Plan } from './plan.js';
import { createReporter } from './report.js';
import { runBare } from './bare.js';
import type { ExecValues } from './options.js';
import { forwardSignals } from './signals.js';
import { explainEnd } from './words.js';

/**
 * Runs a command, reports on it, and resolves to how it ended. Where something of ours fails before the command was started, it runs all the
 * same; where something fails afterwards, its end is its own.
 */
export async function runExec(args: readonly string[], host: ExecHost): Promise<ExecEnd> {
  let started: Attempt | undefined;
  try {
    return await runReported(args, host, (attempt) => (started = attempt));
  } catch (error) {
    orUndefined(() => {
      host.stderr(`backup-telemetry: exec: an error of its own, the command runs without a report: ${messageOf(error)}\n`);
    });
    return started ? await started.ended : runBare(args, process.env);
  }
}

type OnStart = (attempt: Attempt) => void;

async function runReported(args: readonly string[], host: ExecHost, onStart: OnStart): Promise<ExecEnd> {
  const plan = planExec(args, host.env);
  if ('mistake' in plan) {
    host.stderr(`backup-telemetry: exec: ${plan.mistake}\nSee: npx @wedsync/backup-telemetry exec --help\n`);
    return { exitCode: EXIT.usage };
  }
  const { values, problems } = plan;
  const say = (sentence: string) => {
    if (!values.quiet) host.stderr(`backup-telemetry: exec: ${sentence}\n`);
  };
  for (const problem of problems) say(problem);
  if (values.strict && problems.length > 0) return { exitCode: EXIT.usage };
  if (values['dry-run']) {
    host.stdout(`${quoteCommand([plan.command, ...plan.args])}\n`);
    return { exitCode: EXIT.ok };
  }
  return runPlan(plan, host, say, onStart);
}

async function runPlan(plan: Plan, host: ExecHost, say: (sentence: string) => void, onStart: OnStart): Promise<ExecEnd> {
  const { values } = plan;
  const survive = (error: unknown) => {
    say(`telemetry failed, the command is not affected: ${messageOf(error)}`);
  };
  process.on('uncaughtException', survive).on('unhandledRejection', survive);
  const signals = forwardSignals();
  const reporter = createReporter(plan, host);
  const lock = values.lock ? await tryLock(values, host.env) : undefined;
  if (lock && 'problem' in lock) reporter.note(lock.problem);
  if (lock && 'heldBy' in lock) return skip(lock.heldBy);

  for (let number = 1; ; number += 1) {
    const attempt = startAttempt(plan, number, host.env, signals);
    onStart(attempt);
    if (lock && 'extendTo' in lock && attempt.pid !== undefined) lock.extendTo(attempt.pid);
    reporter.begin(attempt);
    const end = await attempt.ended;
    // Looking at what it wrote may take a while, which nobody has to wait for who wants it gone.
    const outcome = await Promise.race([reporter.end(attempt, end), signals.whileIdle.then(() => end.outcome)]);
    for (const sentence of explainEnd(plan, end)) say(sentence);
    const isLast = number > values.retry || signals.received() !== undefined || !isWorthRetrying({ ...end, outcome });
    if (isLast) return close(attempt, end, outcome);
    const delayMs = retryDelayMs(values, number);
    say(`try ${String(number)} of ${String(values.retry + 1)} was a ${outcome}; the next one begins in ${String(delayMs / 1_000)} s`);
    const stopped = await within(delayMs, signals.whileIdle, undefined);
    if (stopped) return close(attempt, { ...end, signal: stopped, exitCode: end.exitCode }, outcome);
  }

  async function skip(pid: number): Promise<ExecEnd> {
    say(`another run of this job goes on (process ${String(pid)}); this one is skipped`);
    await reporter.skip();
    await Promise.race([reporter.close(), signals.whileIdle]);
    signals.stop();
    return { exitCode: EXIT.locked };
  }

  async function close(attempt: Attempt, end: AttemptEnd, outcome: string): Promise<ExecEnd> {
    // Whoever wants it gone now does not wait for a collector.
    const isDelivered = await Promise.race([reporter.close(), signals.whileIdle.then(() => false)]);
    signals.stop();
    if (lock && 'release' in lock) lock.release();
    if (!isDelivered && values['require-telemetry']) say('the end of the run was not delivered');
    const exitCode = end.exitCode === 0 && values['require-telemetry'] && !isDelivered ? EXIT.telemetry : end.exitCode;
    if (values.json)
      host.stderr(
        `${JSON.stringify({
          job: values.job,
          runId: attempt.names.runId,
          outcome,
          exitCode,
          signal: end.signal,
          durationMs: Math.round(end.endedAt - attempt.startedAt),
          attempt: attempt.number,
          delivered: isDelivered,
        })}\n`,
      );
    return { exitCode, signal: end.signal };
  }
}

/** Whatever stands in the way of a lock, the command runs. */
async function tryLock(values: ExecValues, env: NodeJS.ProcessEnv): Promise<Lock> {
  try {
    // Loaded where it is asked for: it needs a hash, which takes its time to load.
    const { lockJob } = await import('./lock-job.js');
    return lockJob(values, env);
  } catch (error) {
    return { problem: `the lock of the job can not be taken (${messageOf(error)}); it runs without` };
  }
}
