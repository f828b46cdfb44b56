import type { OptionValues } from '../../server/config/option-table.js';
import type { BackupOutcome } from '../../semconv.js';
import type { BackupReport } from '../../job/types.js';
import { worstEnd } from '../../semconv/outcome-order.js';
import { outcomeOf } from '../exec/outcome-of-artifact.js';
import type { ScriptDoor } from '../telemetry/door.js';
import type { END_OPTIONS } from './options.js';

type EndValues = OptionValues<typeof END_OPTIONS>;

/** How a run ended, by all that was said and found. */
export interface ScriptEnd {
  readonly outcome: BackupOutcome;
  readonly error: Error | undefined;
  readonly reason: string | undefined;
  readonly report: BackupReport;
  readonly sentence: string | undefined;
}

/** What contradicts itself ends as the worse of its readings. @param isDoubtful - Whether some of it could not be read */
export async function readEnd(values: EndValues, startedAt: number, door: ScriptDoor, isDoubtful: boolean): Promise<ScriptEnd> {
  const code = values['exit-code'];
  const ofCode = code === undefined ? undefined : (values['success-codes'].get(code) ?? 'failure');
  const file = values['output-file'];
  const artifact = file === undefined ? undefined : await door.inspectArtifact(file, startedAt);
  const outcome = worstEnd([values.outcome, ofCode, outcomeOf(artifact), isDoubtful ? 'partial' : undefined]) ?? 'success';
  const ofExit =
    ofCode === 'failure' ? Object.assign(new Error('The program ended with a failure.'), { name: 'ExitCodeError' }) : undefined;
  const bytes = values.bytes ?? artifact?.bytes;
  return {
    outcome,
    error: artifact?.error ?? ofExit,
    reason: values.reason ?? artifact?.reason ?? (isDoubtful ? 'field_unknown' : undefined),
    sentence: artifact?.sentence,
    report: {
      ...(code !== undefined && { exitCode: code }),
      ...(bytes !== undefined && { bytes }),
      ...(values.files !== undefined && { files: values.files }),
      ...(artifact?.checksum !== undefined && { checksum: artifact.checksum }),
    },
  };
}
