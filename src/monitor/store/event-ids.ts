import { createHash } from 'node:crypto';
import type { EventEnvelope } from '../../events/envelope.js';

const MOST_TEXT = 256;

/**
 * The envelope with an id by which its event is counted once. One that has none gets that of what it says: two that say the same at the same
 * moment are one, and no others. One that no column takes as it is gets its hash.
 */
export function withId(envelope: EventEnvelope): EventEnvelope {
  const { event } = envelope;
  const given: unknown = event.id;
  if (typeof given === 'string' && given !== '' && given.length <= MOST_TEXT && !given.includes('\0')) return envelope;
  const id = typeof given === 'string' && given !== '' ? `hash-${hashOf(given)}` : `content-${hashOf(contentOf(envelope))}`;
  return { ...envelope, event: { ...event, id } };
}

/** Whatever the order of the attributes is. */
function contentOf({ event, traceId = '' }: EventEnvelope): string {
  const attributes = Object.entries(event.attributes).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([event.sequence, traceId, attributes]);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
