import type { BackupEventAttributes } from '../semconv/generated/event-attributes.js';

export type { BackupEventAttributes };

/** A value that an attribute of an event may have. */
export type EventAttributeValue = string | number | boolean | string[];

/** Attributes of any event. */
export type EventAttributes = Record<string, EventAttributeValue>;

/** Name of an event. */
export type BackupEventName = keyof BackupEventAttributes;

/** What happened, as a listener gets it: frozen, and free of anything that was not meant to leave. Narrow it by `name`. */
export type BackupEvent = {
  readonly [Name in BackupEventName]: {
    readonly name: Name;
    /** Unique; the same when the same event is delivered twice. */
    readonly id: string;
    /** Counts the events of one run from 1; 0 for events outside a run. */
    readonly sequence: number;
    /** Milliseconds since the Unix epoch. */
    readonly timestamp: number;
    readonly attributes: BackupEventAttributes[Name];
  };
}[BackupEventName];

/** Gets every event at the moment it happens. What it throws, rejects with or returns harms nothing; it is never waited for. */
export type BackupEventListener = (event: BackupEvent) => void;
