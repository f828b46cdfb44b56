import type { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { expected } from '../../errors.js';
import { orUndefined, quiet } from '../../untrusted/calls.js';
import { createReject, type Reject } from '../../job/input/reject.js';
import { isOptions } from '../../job/input/input.js';
import { isAbortSignal } from '../../job/input/settings.js';
import { parseDuration, type Duration } from '../../policy/duration.js';
import { describeUnknown, findUnknownKeys, keysOf, MOST_UNKNOWN, MOST_UNKNOWN_SAID } from '../../untrusted/unknown-keys.js';
import { warnOfBareSeconds } from '../settings/bare-number.js';
import type { Warn } from '../problems/warnings.js';

/**
 * Options of `runCommand`. A wrong one is a problem of the run, and is left out. Where it may have said what the command does (a wrong or
 * misspelt `env`, a misspelt `cwd` or `stdin`, one that is not known) the run is `partial`; with a wrong `cwd` the command can not start, and
 * with a wrong `stdin` it is stopped.
 */
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
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Its messages are looked at after all, by the command line. */
  readonly readsStderr?: boolean;
  /** Further pipes, from descriptor 3 on. */
  readonly moreStdio?: readonly 'pipe'[];
  /** Why the run is at best partial: the command was meant to run otherwise. Another environment may have named another database. */
  readonly doubt: 'environment_unreadable' | 'field_unknown' | undefined;
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
// What these say changes what the command does.
const FIELDS_OF_THE_WORK: readonly string[] = ['cwd', 'env', 'stdin'] satisfies (keyof CommandOptions)[];
const STDOUT = ['stream', 'inherit', 'ignore'] as const;
const STDERR = ['inherit', 'ignore'] as const;
const GRACE_MS = 10_000;
const SUCCESS_EXIT_CODES: readonly number[] = [0];

// The longest delay a timer takes; a longer one would fire at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const rejectBy = (warn: Warn): Reject => createReject((_kind, message) => warn(message), 'options_invalid', '');

/** Options, each read once. */
export interface TakenOptions {
  readonly options: CommandOptions;
  /** Whether something was not read that may have said what the command does. */
  readonly isIncomplete: boolean;
}

export function takeOptions(given: unknown, warn: Warn): TakenOptions {
  const reject = rejectBy(warn);
  const source = isOptions(given) ? (given as CommandOptions) : undefined;
  const unknown = source && orUndefined(() => findUnknownKeys(source, FIELDS, MOST_UNKNOWN));
  // Nobody knows what stood in what cannot be looked at.
  const isUnreadable = !unknown && given !== undefined;
  if (isUnreadable) reject('the options of runCommand', 'an object such as { phase: "dump" }', given, 'the run is partial');
  for (const key of unknown?.slice(0, MOST_UNKNOWN_SAID) ?? []) {
    const sentence = describeUnknown('a field of the options of runCommand', key, FIELDS);
    warn(isOfTheWork(key.meant) ? `${sentence} The run is partial.` : sentence);
  }
  const unread: (string | undefined)[] = unknown?.map(({ meant }) => meant) ?? [];
  const taken: CommandOptions = Object.fromEntries(FIELDS.map((field) => [field, take(source, field, warn, unread)]));
  // A `pipe` would be one that nobody reads: the command would wait for ever.
  const options = {
    ...taken,
    stdout: takeOneOf('stdout', taken.stdout, STDOUT, reject),
    stderr: takeOneOf('stderr', taken.stderr, STDERR, reject),
  };
  return { options, isIncomplete: isUnreadable || unread.some(isOfTheWork) };
}

/** Whether a field says what the command does; one that is not known may. */
function isOfTheWork(field: string | undefined): boolean {
  return field === undefined || FIELDS_OF_THE_WORK.includes(field);
}

function take(source: CommandOptions | undefined, field: keyof CommandOptions, warn: Warn, unread: (string | undefined)[]): unknown {
  try {
    return quiet(source?.[field]);
  } catch {
    unread.push(field);
    warn(`${expected(`\`${field}\` of runCommand`, 'readable', 'one that throws')}; it is left out.`);
    return undefined;
  }
}

function takeOneOf<V extends string>(field: string, value: unknown, values: readonly V[], reject: Reject): V | undefined {
  const found = values.find((known) => known === value);
  if (found === undefined && value !== undefined) reject(`\`${field}\` of runCommand`, `one of ${values.join(', ')}`, value);
  return found;
}

export function readCommandOptions({ options, isIncomplete }: TakenOptions, warn: Warn): CommandSettings {
  const reject = rejectBy(warn);
  const signal = orUndefined(() => isAbortSignal(options.signal)) === true ? options.signal : undefined;
  if (signal !== options.signal) reject('`signal` of runCommand', 'an AbortSignal', options.signal);
  const { env = process.env } = options;
  const isReadable = isOptions(env);
  if (!isReadable)
    reject('`env` of runCommand', 'an object such as { ...process.env, PGHOST: "db" }', env, 'it has that of this process, and is partial');
  return {
    phase: options.phase ?? 'command',
    env: isReadable ? env : process.env,
    doubt: !isReadable ? 'environment_unreadable' : isIncomplete ? 'field_unknown' : undefined,
    signal,
    // None, as in `child_process`: a command that is stopped at once is never meant.
    timeoutMs: readMs('timeout', options.timeout, warn) || undefined,
    graceMs: readMs('grace', options.grace, warn) ?? GRACE_MS,
    successExitCodes: readExitCodes(options.successExitCodes, reject) ?? SUCCESS_EXIT_CODES,
  };
}

function readExitCodes(value: unknown, reject: Reject): readonly number[] | undefined {
  if (value === undefined) return undefined;
  const codes = orUndefined(() =>
    Array.isArray(value) && value.length > 0 && value.every(Number.isSafeInteger) ? Array.from<number>(value) : undefined,
  );
  if (codes === undefined) reject('`successExitCodes` of runCommand', 'a list of exit codes such as [0, 3]', value, 'only 0 is a success');
  return codes;
}

function readMs(field: string, value: unknown, warn: Warn): number | undefined {
  if (value === undefined) return undefined;
  const ms = orUndefined(() => parseDuration(value));
  if (ms === undefined) {
    rejectBy(warn)(`\`${field}\` of runCommand`, 'a duration such as "10s"', value);
    return undefined;
  }
  warnOfBareSeconds(`\`${field}\` of runCommand`, value, warn);
  return Math.min(ms, LONGEST_TIMER_MS);
}
