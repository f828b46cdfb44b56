import { finished, type Readable, type Writable } from 'node:stream';
import type { CommandOptions } from './options.js';

/**
 * Hands a command what it reads. A command that reads no further is its own affair; a source that breaks is not: for the command,
 * what came so far would be all there is.
 */
export function feed(target: Writable, source: CommandOptions['stdin'], onBroken: (error: Error) => void): () => void {
  target.on('error', () => undefined);
  if (!isStream(source)) {
    target.end(source);
    return () => undefined;
  }
  const stopWatching = finished(source, { writable: false }, (error) => {
    if (error) onBroken(error);
  });
  source.pipe(target);
  return () => {
    stopWatching();
    source.unpipe(target);
    // What is not read is let go, as in a pipeline.
    source.on('error', () => undefined);
    source.destroy();
  };
}

function isStream(source: CommandOptions['stdin']): source is Readable {
  return typeof source === 'object' && !(source instanceof Uint8Array);
}
