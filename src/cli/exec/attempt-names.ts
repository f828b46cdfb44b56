import { randomHex, randomUuid } from './random.js';

/** Names of a run, which its command may need before there is a tracer. */
export interface RunNames {
  readonly runId: string;
  readonly traceId: string;
  readonly spanId: string;
}

/** In the trace of whoever started this process, where there is one. */
export function nameRun(parent: string | undefined): RunNames {
  const [, traceId = randomHex(16)] = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-/.exec(parent ?? '') ?? [];
  return { runId: randomUuid(), traceId, spanId: randomHex(8) };
}
