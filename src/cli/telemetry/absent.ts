import type { ScriptDoor } from './door.js';
import type { LiveRun } from './live-run.js';
import type { Session } from './session.js';

const RUN: LiveRun = {
  report: () => undefined,
  failStage: () => undefined,
  end: () => undefined,
  advance: () => 0,
  leaveOpen: () => undefined,
};

const SESSION: Session = {
  begin: () => RUN,
  define: () => ({ decommission: () => Promise.resolve() }),
  record: () => Promise.resolve(),
  close: () => Promise.resolve(false),
};

/** Stands in where telemetry could not be loaded, so that a script goes on: nothing is sent, and nothing counts as delivered. */
export const ABSENT_TELEMETRY: ScriptDoor = {
  openSession: () => SESSION,
  inspectArtifact: () => Promise.resolve({ reason: 'artifact_unreadable' }),
  longestGapMs: () => ({ mistake: 'the schedule can not be read without telemetry' }),
};
