import type { ServerResponse } from 'node:http';

/** How long a client is waited for. While its handler is waited for, it rests. */
export interface Patience {
  readonly begin: () => void;
  readonly rest: () => void;
}

/** Ends the connection of a client that is waited for too long. */
export function createPatience(outgoing: ServerResponse, stalledMs: number, onError: (error: unknown) => void): Patience {
  let isWaiting = false;
  let timer: NodeJS.Timeout | undefined;
  outgoing.once('close', () => clearTimeout(timer));
  return {
    begin() {
      isWaiting = true;
      if (outgoing.destroyed) return;
      timer ??= setTimeout(() => {
        if (!isWaiting) return;
        onError(new Error(`A client took nothing of its answer for ${stalledMs} ms`));
        outgoing.destroy();
      }, stalledMs).unref();
      timer.refresh();
    },
    rest() {
      isWaiting = false;
    },
  };
}
