import type { TelemetryDoor } from '../telemetry/door.js';

/** What `exec` needs of the process that it is in. */
export interface ExecHost {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: (text: string) => void;
  /** Writes on stderr without making it one that does not block: it is the command's. */
  readonly stderr: (text: string) => void;
  readonly loadTelemetry: () => Promise<TelemetryDoor>;
}

/** How this process is to end. */
export interface ExecEnd {
  readonly exitCode: number;
  /** The signal to end by, where the command was ended by one. */
  readonly signal?: NodeJS.Signals | undefined;
}
