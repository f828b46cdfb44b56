import type { BoundedExporter } from './bounded-exporter.js';

/** A span processor, metric reader or log record processor. */
export interface Flushable {
  forceFlush(options?: never): Promise<void>;
}

/**
 * Makes a flush mean what it says: all that was recorded before has left, or it rejects.
 * On their own, span processors do not wait for what their timer is sending, log record processors resolve at once
 * while another flush is in flight, and they and metric readers resolve although the receiver refused everything.
 */
export function flushInTurn<P extends Flushable>(part: P, exporter: Pick<BoundedExporter, 'settled' | 'failures'>): P {
  const flush = part.forceFlush.bind(part);
  let last: Promise<void> = Promise.resolve();
  part.forceFlush = (options) => {
    const turn = async () => {
      const before = exporter.failures().count;
      await flush(options);
      await exporter.settled();
      const { count, newest } = exporter.failures();
      if (count > before && newest) throw newest;
    };
    last = last.then(turn, turn);
    return last;
  };
  return part;
}
