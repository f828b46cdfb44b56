// @ts-check
import { Worker } from 'node:worker_threads';

/** @typedef {import('./database.mjs').DemoDatabase} DemoDatabase */
/** @typedef {{ resolve: (value: any) => void, reject: (error: unknown) => void, progress: ((done: number) => void) | undefined }} Waiting */

/**
 * PostgreSQL compiled to WebAssembly, in a worker thread.
 * @param {AbortSignal} signal Whoever waits for the worker stops waiting; the worker itself ends at `close`.
 * @returns {DemoDatabase}
 */
export function createEmbeddedDatabase(signal) {
  const worker = new Worker(new URL('./database-worker.mjs', import.meta.url));
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  let calls = 0;
  let closed = false;

  /** @param {unknown} error */
  const failAll = (error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', ({ id, progress, result, error }) => {
    const call = waiting.get(id);
    if (progress !== undefined) return call?.progress?.(progress);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(error);
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('The database was closed.')));
  signal.addEventListener('abort', () => failAll(signal.reason), { once: true });

  /**
   * @param {string} method
   * @param {{ argument?: unknown, progress?: (done: number) => void }} [options]
   * @returns {Promise<any>}
   */
  function call(method, { argument, progress } = {}) {
    if (signal.aborted || closed) return Promise.reject(signal.reason ?? new Error('The database is closed.'));
    const id = (calls += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, progress });
      worker.postMessage({ id, method, argument });
    });
  }

  return {
    kind: 'embedded',
    open: async () => `PostgreSQL ${await call('open')}, embedded`,
    fill: (progress) => call('fill', { progress }),
    async dump() {
      /** @type {Uint8Array} */
      const bytes = await call('dump');
      return inChunks(bytes);
    },
    prepareRestore: () => call('prepare'),
    async loadRestore(sql, progress) {
      const chunks = [];
      for await (const chunk of sql) chunks.push(chunk);
      await call('load', { argument: Buffer.concat(chunks), progress });
    },
    countRestored: () => call('countRestored'),
    discardRestore: () => call('discard'),
    async close() {
      closed = true;
      await worker.terminate();
    },
  };
}

/** @param {Uint8Array} bytes @returns {ReadableStream<Uint8Array>} */
function inChunks(bytes, size = 65_536) {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes.byteLength) return controller.close();
      controller.enqueue(bytes.subarray(sent, sent + size));
      sent += size;
    },
  });
}
