import type { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { diag } from '@opentelemetry/api';
import { orUndefined } from '../../untrusted/calls.js';
import { isAbortSignal } from '../../job/settings.js';
import { parseDuration, type Duration } from '../../policy/duration.js';
import { describeUnknownKeys, keysOf } from '../../untrusted/unknown-keys.js';

/** Options of `runCommand`. A wrong one is said through `diag` and left out. */
export interface CommandOptions {
  /** Name of the command's phase, short and the same at every run, such as `dump`. @default 'command' */
  readonly phase?: string | undefined;
  /** Folder it runs in. @default that of this process */
  readonly cwd?: string | URL | undefined;
  /** Its whole environment. @default that of this process */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** What it reads: a stream of Node.js or of the web, bytes, what this process reads, or nothing. @default 'ignore' */
  readonly stdin?: Readable | ReadableStream | Uint8Array | 'ignore' | 'inherit' | undefined;
  /** Where its output goes: {@link RunningCommand.stdout}, that of this process, or nowhere. @default 'stream' */
  readonly stdout?: 'stream' | 'inherit' | 'ignore' | undefined;
  /** Where its messages go. They are never looked at. @default 'inherit' */
  readonly stderr?: 'inherit' | 'ignore' | undefined;
  /** Stops it, besides the signal of its run. */
  readonly signal?: AbortSignal | undefined;
  /** It is stopped after this time. @default that of its run */
  readonly timeout?: Duration | undefined;
  /** Time between SIGTERM and SIGKILL when it is stopped. @default '10s' */
  readonly grace?: Duration | undefined;
  /** Exit codes that are no failure. @default [0] */
  readonly successExitCodes?: readonly number[] | undefined;
}

/** Options, checked. */
export interface CommandSettings {
  readonly phase: string;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number | undefined;
  readonly graceMs: number;
  readonly successExitCodes: readonly number[];
}

const FIELDS = keysOf<CommandOptions>({
  phase: 1,
  cwd: 1,
  env: 1,
  stdin: 1,
  stdout: 1,
  stderr: 1,
  signal: 1,
  timeout: 1,
  grace: 1,
  successExitCodes: 1,
});
const GRACE_MS = 10_000;

// The longest delay a timer takes; a longer one would fire at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The options, each read once: what throws when it is read is left out. */
export function takeOptions(options: unknown): CommandOptions {
  const given = options as CommandOptions | null | undefined;
  for (const sentence of orUndefined(() => describeUnknownKeys('a field of the options of runCommand', Object(given) as object, FIELDS)) ?? [])
    diag.warn(sentence);
  return Object.fromEntries(FIELDS.map((field) => [field, orUndefined(() => given?.[field])]));
}

export function readCommandOptions(options: CommandOptions): CommandSettings {
  const signal = orUndefined(() => isAbortSignal(options.signal)) === true ? options.signal : undefined;
  if (signal !== options.signal) diag.warn('Expected `signal` of runCommand to be an AbortSignal; it is left out.');
  return {
    phase: options.phase ?? 'command',
    signal,
    // None, as in `child_process`: a command that is stopped at once is never meant.
    timeoutMs: readMs('timeout', options.timeout) || undefined,
    graceMs: readMs('grace', options.grace) ?? GRACE_MS,
    successExitCodes: orUndefined(() => Array.isArray(options.successExitCodes)) ? (options.successExitCodes ?? [0]) : [0],
  };
}

function readMs(field: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const ms = orUndefined(() => parseDuration(value));
  if (ms === undefined) diag.warn(`Expected \`${field}\` of runCommand to be a duration such as "10s"; it is left out.`);
  return ms === undefined ? undefined : Math.min(ms, LONGEST_TIMER_MS);
}
