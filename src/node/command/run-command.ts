import type { Readable } from 'node:stream';
import { siteOf } from '../../job/problems.js';
import type { BackupRun } from '../../job/types.js';
import { quiet } from '../../untrusted/calls.js';
import type { CommandError } from './error.js';
import { execute, type CommandResult } from './execute.js';
import { feed } from './input.js';
import { readCommandOptions, takeOptions, type CommandOptions } from './options.js';
import { inPhase } from './phase.js';
import { createStart, type Start } from './start.js';
import { watchOutput } from './watch-output.js';
import { reportProblem } from '../problems/report-problem.js';

/**
 * A command that runs. Await it: it resolves when the command has ended well and all it wrote has come here and is counted. Else it
 * rejects with a {@link CommandError}, with the error of its `stdin`, or with a `TypeError` where its arguments are no list.
 */
export interface RunningCommand extends Promise<CommandResult> {
  /**
   * What it writes. Where the command fails, so does this stream, so that nobody takes what came before for a whole dump.
   * A command that is awaited without having been asked for it writes into the void. One that was asked for it waits for its reader,
   * as in a pipe: read it before you await the command, or at the same time. Where the command is awaited and nobody begins to read
   * within ten minutes, or nobody reads any more for so long (`pipe` takes a reader that failed away, and says nothing), it is stopped,
   * and rejects with an `UnreadOutputError`; so it does when the stream is destroyed before all of it came.
   */
  readonly stdout: Readable;
  /** Undefined where it could not be started. */
  readonly pid: number | undefined;
}

/**
 * Runs a command as a phase of a run. Its exit code becomes the run's; its bytes on stdout are progress; it is stopped, with all
 * that it started, when its run is cancelled or too late, first by SIGTERM, after a grace by SIGKILL.
 * Neither the command, nor its arguments, nor what it writes leave the process.
 *
 * Nothing is thrown at the call. Where `run` is no handle of a run, the command runs, and nothing is recorded of it. A rejection that nobody awaits ends no process, and the run does not end as `success` either.
 *
 * @example
 * ```ts
 * import { createWriteStream } from 'node:fs';
 * import { rename } from 'node:fs/promises';
 * import { pipeline } from 'node:stream/promises';
 * import { withBackup } from '@wedsync/backup-telemetry';
 * import { runCommand } from '@wedsync/backup-telemetry/node';
 *
 * await withBackup({ job: 'wedding-db-nightly', timeout: '2h' }, async (run) => {
 *   const dump = runCommand(run, 'pg_dump', ['-Fc', 'weddings'], { phase: 'dump' });
 *   await pipeline(dump.stdout, createWriteStream('weddings.dump.part'));
 *   const { bytes } = await dump;
 *   await rename('weddings.dump.part', 'weddings.dump');
 *   run.report({ bytes, files: 1 });
 * });
 * ```
 */
export function runCommand(
  run: Pick<BackupRun, 'phase'>,
  command: string,
  args: readonly string[] = [],
  options: CommandOptions = {},
): RunningCommand {
  const wrong: string[] = [];
  const warn = (message: string) => void wrong.push(message);
  const site = siteOf(runCommand);
  const taken = takeOptions(options, warn);
  const settings = readCommandOptions(taken, warn);
  const start = createStart();
  const result = inPhase(
    run,
    settings.phase,
    async (phase) => {
      try {
        for (const message of wrong) reportProblem(phase, message, site);
        if (settings.doubt) phase.partial(settings.doubt);
        const execution = execute(phase, command, readArguments(args), taken.options, settings, { feed, watchOutput });
        start.succeeded(execution);
        return await execution.result;
      } catch (error) {
        // Whoever forgets to await it must not end well.
        if (start.failed(error)) phase.report({ exitCode: (error as Partial<CommandError>).exitCode ?? 1 });
        throw error;
      }
    },
    runCommand,
    site,
  );
  result.catch(start.failed);
  return toRunningCommand(result, start);
}

/** Whatever is no list would be taken for options of `spawn`, in place of ours, and such a command could not be stopped. */
function readArguments(args: unknown): readonly string[] {
  if (quiet(args) === undefined || args === null) return [];
  if (Array.isArray(args)) return args as readonly string[];
  throw new TypeError('Expected the arguments of runCommand to be a list such as ["--verbose"]; options come after it.');
}

function toRunningCommand(result: Promise<CommandResult>, start: Start): RunningCommand {
  return {
    get stdout() {
      return start.output();
    },
    get pid() {
      return start.pid();
    },
    then(onResult, onError) {
      start.awaited();
      return result.then(onResult, onError);
    },
    catch(onError) {
      start.awaited();
      return result.catch(onError);
    },
    finally(onSettled) {
      start.awaited();
      return result.finally(onSettled);
    },
    [Symbol.toStringTag]: 'RunningCommand',
  };
}
