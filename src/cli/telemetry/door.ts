import type { ToolParser } from '../../parsers/create-tool-parser.js';
import type { ArtifactVerdict } from './artifact.js';
import type { Session, SessionOptions } from './session.js';

/** What the part of the command line that talks to collectors can do. It is loaded while a command runs. */
export interface TelemetryDoor {
  readonly openSession: (options: SessionOptions) => Session;
  readonly createToolParser: (tool: string) => ToolParser;
  readonly inspectArtifact: (path: string, startedAt: number) => Promise<ArtifactVerdict>;
  readonly longestGapMs: (schedule: string, timezone: string | undefined) => number | { readonly mistake: string };
}

/** What of it the commands of scripts need. */
export type ScriptDoor = Omit<TelemetryDoor, 'createToolParser'>;
