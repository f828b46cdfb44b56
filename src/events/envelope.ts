import type { BackupEvent } from './event.js';

/** Attributes of the resource that an event came from, by their names: environment, service and instance of the process among them. */
export type EventResource = Readonly<Record<string, unknown>>;

/** An event as whoever keeps the state of many processes gets it. */
export interface EventEnvelope {
  readonly resource: EventResource;
  readonly event: BackupEvent;
  /** Milliseconds since the Unix epoch, by the clock of the receiver. */
  readonly receivedAt: number;
  /** Trace that it was emitted in: 32 hexadecimal digits. */
  readonly traceId?: string | undefined;
}
