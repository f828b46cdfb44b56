import type { BackupOutcome } from '../../semconv.js';
import type { ArtifactVerdict } from '../telemetry/artifact.js';

/** What an artifact says of its run: one that is no backup is a failure, an odd one a part of it. Undefined where it says nothing. */
export function outcomeOf(artifact: ArtifactVerdict | undefined): BackupOutcome | undefined {
  if (artifact?.error) return 'failure';
  return artifact?.reason === undefined ? undefined : 'partial';
}
