import type { Readable, Writable } from 'node:stream';
import { orUndefined } from '../../untrusted/calls.js';
import { startChild, type Child } from './child.js';
import { exitError, startError, type Exit, type Stop } from './error.js';
import type { CommandOptions, CommandSettings } from './options.js';
import type { CommandPhase } from './phase.js';
import type { Output } from './output.js';
import { onAbort } from './stop-signals.js';

/** How a command ended well. */
export interface CommandResult {
  /** 0, or another of the exit codes that are no failure. */
  readonly exitCode: number;
  /** Bytes that it wrote on stdout, all of them, where that is a stream. */
  readonly bytes: number;
}

/** A command that was started. */
export interface Execution {
  readonly stdout: Output | undefined;
  readonly pid: number | undefined;
  readonly child: Pick<Child, 'process' | 'signal' | 'hasGroup'>;
  readonly result: Promise<CommandResult>;
}

/** Whoever reads and writes the pipes of a command. Handed in: a command whose pipes are those of this process needs nobody. */
export interface CommandStreams {
  /** Writes what was given as stdin. Answers how to let go of it. */
  readonly feed: (target: Writable, given: CommandOptions['stdin'], onBroken: (error: Error) => void) => () => void;
  readonly watchOutput: (source: Readable, child: Child, exit: Promise<number>, phase: CommandPhase, stop: (why: Stop) => void) => Output;
}

/** Starts a command as the work of a phase. @throws CommandError where it could not even be tried */
export function execute(
  phase: CommandPhase,
  command: string,
  args: readonly string[],
  options: CommandOptions,
  settings: CommandSettings,
  streams?: CommandStreams,
): Execution {
  const signals = [orUndefined(() => phase.signal), settings.signal];
  if (signals.some((signal) => signal?.aborted)) throw exitError({ code: 0, signal: null }, 'unstarted');
  const child = start(command, args, options, settings);
  let stopped: Stop | undefined;
  let broken: Error | undefined;
  const stop = (why?: Stop) => {
    stopped ??= why;
    child.stop(settings.graceMs);
  };
  const ignore = onAbort(signals, () => {
    stop('abort');
  });
  const timer =
    settings.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          stop('timeout');
        }, settings.timeoutMs);
  const { stdin } = child.process;
  const letGo =
    stdin &&
    streams?.feed(stdin, options.stdin, (error) => {
      broken ??= error;
      stop();
    });

  const exit = child.exited.then(judge, (error: unknown) => {
    throw startError(error);
  });
  exit.catch(() => undefined);
  const stdout = child.process.stdout && streams?.watchOutput(child.process.stdout, child, exit, phase, stop);
  return { stdout: stdout ?? undefined, pid: child.process.pid, child, result: finish() };

  function judge(ended: Exit): number {
    if (broken) throw broken;
    const failed = ended.signal !== null || !settings.successExitCodes.includes(ended.code ?? -1);
    // One that was stopped and says that all is well has done a part of its work.
    if (failed || stopped !== undefined) throw exitError(ended, stopped);
    return ended.code ?? 0;
  }

  async function finish(): Promise<CommandResult> {
    try {
      const exitCode = await exit;
      const drained = await stdout?.drained;
      // The command had ended well before it was known that nobody reads the rest.
      if (drained === 'given up') throw exitError({ code: 0, signal: null }, 'unread');
      if (drained === 'held open') phase.partial('output_held_open');
      return { exitCode, bytes: stdout?.bytes() ?? 0 };
    } catch (error) {
      // Whoever forgets to await it must not end well.
      // 0 is a failure where only others are a success.
      phase.report({ exitCode: (error as { readonly exitCode?: number }).exitCode || 1 });
      throw error;
    } finally {
      clearTimeout(timer);
      ignore();
      letGo?.();
      if (stdout) phase.progress({ bytesDone: stdout.bytes() });
    }
  }
}

function start(command: string, args: readonly string[], options: CommandOptions, settings: CommandSettings): Child {
  try {
    return startChild(command, args, options, settings);
  } catch (error) {
    throw startError(error);
  }
}
