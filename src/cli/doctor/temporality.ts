import type { ReceivedRequest } from './sink.js';

const DELTA = 1;

/** Whether a sum or histogram came with delta temporality, read from OTLP in JSON or protobuf. */
export function hasDelta(requests: readonly ReceivedRequest[]): boolean {
  return requests
    .filter(({ path }) => path.endsWith('/v1/metrics'))
    .some(({ contentType, body }) => {
      if (contentType.includes('json')) return /"aggregationTemporality":\s*(?:1\b|"AGGREGATION_TEMPORALITY_DELTA")/.test(body.toString());
      // ResourceMetrics, ScopeMetrics, Metric, then its sum (7), histogram (9) or exponential histogram (10).
      const data = [1, 2, 2].reduce<readonly Buffer[]>((messages, field) => messages.flatMap((message) => nested(message, field)), [body]);
      return data.flatMap((metric) => [7, 9, 10].flatMap((field) => nested(metric, field))).some((points) => varint(points, 2) === DELTA);
    });
}

function nested(message: Buffer, wanted: number): readonly Buffer[] {
  return [...fields(message)].flatMap(([field, value]) => (field === wanted && typeof value !== 'number' ? [value] : []));
}

function varint(message: Buffer, wanted: number): number | undefined {
  for (const [field, value] of fields(message)) if (field === wanted && typeof value === 'number') return value;
  return undefined;
}

/** The fields of a protobuf message; ends quietly where it is cut. */
function* fields(message: Buffer): Generator<readonly [field: number, value: number | Buffer]> {
  let at = 0;
  const next = () => {
    let value = 0;
    for (let factor = 1; at < message.length; factor *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    return value;
  };
  while (at < message.length) {
    const tag = next();
    const field = Math.floor(tag / 8);
    const type = tag % 8;
    if (type === 0) yield [field, next()];
    else if (type === 1) at += 8;
    else if (type === 5) at += 4;
    else if (type === 2) {
      const length = next();
      yield [field, message.subarray(at, at + length)];
      at += length;
    } else return;
  }
}
