import type { ReceivedRequest } from './otlp-receiver.js';

const FORMER_KEY = 'deployment.environment';
const KEY = `${FORMER_KEY}.name`;

/** Whether metrics, on which alerts stand, name their environment only under the key that it had before, in OTLP as JSON or protobuf. */
export function hasFormerEnvironment(requests: readonly ReceivedRequest[]): boolean {
  return requests.some(({ path, body }) => path.endsWith('/v1/metrics') && holdsKey(body, FORMER_KEY) && !holdsKey(body, KEY));
}

/** In quotes, or behind the tag and the length of a protobuf field 1. */
function holdsKey(body: Buffer, key: string): boolean {
  return body.includes(`"${key}"`) || body.includes(`\n${String.fromCharCode(key.length)}${key}`, 0, 'latin1');
}
