import { messagesIn, numberIn } from './protobuf.js';
import type { ReceivedRequest } from './otlp-receiver.js';

const DELTA = 1;

/** Whether a sum or histogram came with delta temporality, read from OTLP in JSON or protobuf. */
export function hasDelta(requests: readonly ReceivedRequest[]): boolean {
  return requests
    .filter(({ path }) => path.endsWith('/v1/metrics'))
    .some(({ contentType, body }) => {
      if (contentType.includes('json')) return /"aggregationTemporality":\s*(?:1\b|"AGGREGATION_TEMPORALITY_DELTA")/.test(body.toString());
      // ResourceMetrics, ScopeMetrics, Metric, then its sum (7), histogram (9) or exponential histogram (10).
      const data = [1, 2, 2].reduce<readonly Buffer[]>(
        (messages, field) => messages.flatMap((message) => messagesIn(message, field)),
        [body],
      );
      return data
        .flatMap((metric) => [7, 9, 10].flatMap((field) => messagesIn(metric, field)))
        .some((points) => numberIn(points, 2) === DELTA);
    });
}
