import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { EXIT } from '../exit-codes.js';
import type { ExecEnd } from './host.js';
import { shellCommand, type ShellCommand } from './shell.js';
import { forwardSignals } from './signals.js';

type Environment = NodeJS.ProcessEnv;

/**
 * Runs what follows `--`, or the line of `--shell`, as if nothing of ours stood before it: for where something of ours failed before the
 * command could be started. Never rejects.
 */
export function runBare(args: readonly string[], env: Environment): Promise<ExecEnd> {
  const { command, args: own = [], saysStages = false } = commandIn(args, env);
  if (command === undefined) return Promise.resolve({ exitCode: EXIT.usage });
  const signals = forwardSignals();
  return new Promise((resolve) => {
    const end = (ended: ExecEnd) => {
      signals.stop();
      resolve(ended);
    };
    try {
      const child = spawn(command, own, { stdio: ['inherit', 'inherit', 'inherit', ...(saysStages ? ['ignore' as const] : [])] });
      signals.to({ signal: (signal) => child.kill(signal), hasGroup: false });
      child.once('error', (error) => end(unstarted(error)));
      child.once('exit', (code, signal) =>
        end(signal === null ? { exitCode: code ?? 1 } : { exitCode: 128 + constants.signals[signal], signal }),
      );
    } catch (error) {
      end(unstarted(error));
    }
  });
}

function commandIn(args: readonly string[], env: Environment): Partial<ShellCommand> {
  const end = args.indexOf('--');
  const [command, ...own] = end < 0 ? [] : args.slice(end + 1);
  if (command !== undefined) return { command, args: own };
  const at = args.findIndex((arg) => /^--shell(?:=|$)/.test(arg));
  const line = args[at]?.includes('=') ? args[at].slice('--shell='.length) : args[at + 1];
  return at < 0 || !line ? {} : shellCommand(line, env);
}

function unstarted(error: unknown): ExecEnd {
  return { exitCode: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 127 : 126 };
}
