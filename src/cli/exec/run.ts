import { quoteCommand } from '../quote.js';
import { EXIT } from '../exit-codes.js';
import { isWorthRetrying, retryDelayMs, startAttempt, type Attempt, type AttemptEnd } from './attempt.js';
import type { ExecEnd, ExecHost } from './host.js';
import { planExec, type Plan } from './plan.js';
import { createReporter } from './report.js';
import { forwardSignals } from './signals.js';
import { explainEnd } from './words.js';

/** Runs a command, reports on it, and resolves to how it ended. Never rejects. */
export async function runExec(args: readonly string[], host: ExecHost): Promise<ExecEnd> {
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
  return runPlan(plan, host, say);
}

async function runPlan(plan: Plan, host: ExecHost, say: (sentence: string) => void): Promise<ExecEnd> {
  const { values } = plan;
  const survive = (error: unknown) => {
    say(`telemetry failed, the command is not affected: ${error instanceof Error ? error.message : String(error)}`);
  };
  process.on('uncaughtException', survive).on('unhandledRejection', survive);
  const signals = forwardSignals();
  const reporter = createReporter(plan, host);
  // Loaded where it is asked for: it needs a hash, which takes its time to load.
  const lock = values.lock ? (await import('./lock-job.js')).lockJob(values, host.env) : undefined;
  if (lock && 'problem' in lock) reporter.note(lock.problem);
  if (lock && 'heldBy' in lock) return skip(lock.heldBy);

  for (let number = 1; ; number += 1) {
    const attempt = startAttempt(plan, number, host.env, signals);
    if (lock && 'extendTo' in lock && attempt.pid !== undefined) lock.extendTo(attempt.pid);
    reporter.begin(attempt);
    const end = await attempt.ended;
    const outcome = await reporter.end(attempt, end);
    for (const sentence of explainEnd(plan, end)) say(sentence);
    const isLast = number > values.retry || signals.received() !== undefined || !isWorthRetrying({ ...end, outcome });
    if (isLast) return close(attempt, end, outcome);
    const delayMs = retryDelayMs(values, number);
    say(`try ${String(number)} of ${String(values.retry + 1)} was a ${outcome}; the next one begins in ${String(delayMs / 1_000)} s`);
    const stopped = await pause(delayMs, signals.whileIdle);
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

/** Waits, unless a signal comes. */
async function pause(ms: number, whileIdle: Promise<NodeJS.Signals>): Promise<NodeJS.Signals | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  const stopped = await Promise.race([over, whileIdle]);
  clearTimeout(timer);
  return stopped;
}
