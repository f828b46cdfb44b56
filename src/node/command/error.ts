import { constants } from 'node:os';

/**
 * Why a command failed. Its message holds neither the command, nor its arguments, nor its output. By `name`, which becomes `error.type`:
 * `ExitCodeError`, the signal that ended it, `TimeoutError`, `AbortError`, `UnreadOutputError`; one that could not be started has a `code` such as `ENOENT`.
 */
export interface CommandError extends Error {
  /** As a shell has it: 128 and the number of the signal for one that a signal ended, 127 for one that was not found, 126 for one that could not be started. */
  readonly exitCode: number;
  /** The signal that ended it. */
  readonly signal?: NodeJS.Signals;
  /** Of one that could not be started. */
  readonly code?: string;
}

/** How a child process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Why a child process was stopped by us. */
export type Stop = 'timeout' | 'abort' | 'unread' | 'unstarted';

const NOT_FOUND = 127;
const NOT_STARTED = 126;
const SIGNALLED = 128;

// Of one that was stopped and ended with 0 all the same: as the command `timeout` has it, and as SIGTERM would have ended it.
const STOPPED: Readonly<Record<Stop, number>> = { timeout: 124, abort: 143, unread: 143, unstarted: 143 };

export function exitError({ code, signal }: Exit, stopped: Stop | undefined): CommandError {
  const how = signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
  const ownCode = signal === null ? (code ?? 1) : SIGNALLED + constants.signals[signal];
  const exitCode = ownCode === 0 && stopped !== undefined ? STOPPED[stopped] : ownCode;
  const [name, message] = describe(how, signal, stopped);
  return Object.assign(new Error(message), { name, exitCode, ...(signal !== null && { signal }) });
}

function describe(how: string, signal: NodeJS.Signals | null, stopped: Stop | undefined): readonly [string, string] {
  if (stopped === 'timeout') return ['TimeoutError', `The command passed its timeout and was stopped (${how}).`];
  if (stopped === 'unstarted') return ['AbortError', 'The command was not started: its run, or its own signal, was aborted before.'];
  if (stopped === 'abort')
    return ['AbortError', `The command was stopped by the signal or the timeout of its run, or by its own signal (${how}).`];
  if (stopped === 'unread') return ['UnreadOutputError', `The command was stopped because nobody read its output to the end (${how}).`];
  return signal === null ? ['ExitCodeError', `The command ended with ${how}.`] : [signal, `The command was ended by ${how}.`];
}

const MISSING = ': its program or its folder is not there; arguments go into a list of their own';

/** Made anew: the error of the platform holds the command and its arguments. */
export function startError(error: unknown): CommandError {
  const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException;
  return Object.assign(new Error(`The command could not be started (${code})${code === 'ENOENT' ? MISSING : ''}.`), {
    name: 'CommandError',
    code,
    exitCode: code === 'ENOENT' ? NOT_FOUND : NOT_STARTED,
  });
}
