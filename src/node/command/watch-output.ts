import type { Readable } from 'node:stream';
import type { Child } from './child.js';
import type { Stop } from './error.js';
import { createOutput, type Output } from './output.js';
import type { CommandPhase } from './phase.js';

const PROGRESS_INTERVAL_MS = 250;

/** Its output as a stream whose bytes are progress of the phase. One that nobody reads any more stops the command. */
export function watchOutput(source: Readable, child: Child, exit: Promise<number>, phase: CommandPhase, stop: (why: Stop) => void): Output {
  let emittedAt = 0;
  const verdict = exit.then(() => undefined);
  verdict.catch(() => undefined);
  const output = createOutput(source, child.exited, verdict, (bytes) => {
    const now = performance.now();
    if (now - emittedAt < PROGRESS_INTERVAL_MS) return;
    emittedAt = now;
    phase.progress({ bytesDone: bytes });
  });
  // Nobody reads any more: a command that does not write would never hear of it.
  output.stream.once('close', () => {
    if (output.stream.readableEnded) return;
    source.destroy();
    stop('unread');
  });
  return output;
}
