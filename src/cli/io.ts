import type { TelemetryDoor } from './telemetry/door.js';
import type { LogOptions } from '../server/log.js';
import type { Readable } from 'node:stream';

/** How a child process was started and where its output goes. */
export interface SpawnRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** `inherit` shows it as it comes; `stderr` keeps stdout free for a machine-readable result. */
  readonly output: 'inherit' | 'stderr';
}

/** All that a command may touch besides files: handed in, so that tests hand in something else. */
export interface CliIo {
  /** Absolute path of the current folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Version of the running Node, without a leading `v`. */
  readonly nodeVersion: string;
  /** Whether a person sits at both ends: input and output are terminals. */
  readonly isTTY: boolean;
  /** Standard input; asked for only by who reads it. */
  readonly stdin: () => Readable;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** What waits for the readers of the two: the log of a server bounds it. */
  readonly backlog?: LogOptions['backlog'];
  /** Ends the process after so many milliseconds at the latest, also where output waits for a reader that takes nothing. */
  readonly endWithin?: (ms: number) => void;
  /** Asks a person and resolves to the answer, without its line end; `undefined` for Ctrl-C or Ctrl-D. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Loads what talks to collectors. */
  readonly loadTelemetry: () => Promise<TelemetryDoor>;
  /** Resolves to the exit code; rejects when the program can not be started. */
  readonly spawn: (request: SpawnRequest) => Promise<number>;
}

/** How long a server that has stopped waits for the reader of its log. */
export const READ_LOG_WITHIN_MS = 1_000;
