import type * as api from '@opentelemetry/api';
import {
  ATTR_BACKUP_EVENT_ID,
  ATTR_BACKUP_EVENT_SEQUENCE,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_RUN_ID,
  EVENT_BACKUP_RUN_DEADLINE_EXCEEDED,
  type BackupOutcome,
} from '../semconv.js';
import type { BackupEvent, BackupEventListener, BackupEventName } from './event-types.js';
import type { ReportMistake } from './mistakes.js';
import type { EventAttributeValue, EventLogger, Providers } from './providers.js';

/** What an emitter needs to know of an event. */
export interface EventDraft {
  readonly name: BackupEventName;
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  /** Counts the events of one run from 1; events outside a run have 0. */
  readonly sequence: number;
  /** Builds the attributes, only when somebody receives them. */
  readonly attributes: () => Record<string, EventAttributeValue>;
  readonly context?: api.Context;
}

export interface EventEmitter {
  readonly emit: (draft: EventDraft) => void;
  /** Emits an event that must not get lost when no SDK is registered yet: the next one gets it. */
  readonly announce: (draft: EventDraft) => void;
  /** Hands announcements that found no SDK to the one registered now. */
  readonly deliver: () => void;
  /** Hands every event to a listener until the returned function is called. */
  readonly subscribe: (listener: BackupEventListener) => () => void;
}

// Severity numbers of OpenTelemetry's log data model, section "Severity Fields".
const INFO = { severityNumber: 9, severityText: 'INFO' } as const;
const WARN = { severityNumber: 13, severityText: 'WARN' } as const;
const ERROR = { severityNumber: 17, severityText: 'ERROR' } as const;
const SEVERITY_BY_OUTCOME: Partial<Record<BackupOutcome, typeof WARN | typeof ERROR>> = {
  partial: WARN,
  cancelled: WARN,
  failure: ERROR,
  timeout: ERROR,
};

const MOST_UNSENT = 1_000;

export function createEventEmitter(providers: Providers, report: ReportMistake): EventEmitter {
  const listeners = new Set<BackupEventListener>();
  const unsent: Parameters<EventLogger['emit']>[0][] = [];

  function tell(listener: BackupEventListener, event: BackupEvent): void {
    const failed = () => {
      report('listener_failed', 'A listener for backup events failed; the run and the other listeners are not affected.');
    };
    try {
      // A listener may well be an async function, whatever its type says, and its promise one of another library.
      const returned: unknown = listener(event);
      if (typeof returned === 'object' && returned !== null) Promise.resolve(returned).catch(failed);
    } catch {
      failed();
    }
  }

  function currentLogger(): EventLogger | undefined {
    try {
      return providers.logger();
    } catch {
      report('sdk_failed', 'The registered logger provider threw; events are lost, the run goes on.');
      return undefined;
    }
  }

  function send(logger: EventLogger, record: Parameters<EventLogger['emit']>[0]): void {
    try {
      logger.emit(record);
    } catch {
      report('sdk_failed', 'The registered logger threw; the event is lost, the run goes on.');
    }
  }

  function deliver(): void {
    if (unsent.length === 0) return;
    const logger = currentLogger();
    if (logger) for (const record of unsent.splice(0)) send(logger, record);
  }

  function emit({ name, timestamp, sequence, attributes: build, context }: EventDraft, keep = false): void {
    deliver();
    const logger = currentLogger();
    if (!logger && listeners.size === 0 && !keep) return;
    const attributes = build();
    // Derived from run and sequence, so that a repeated delivery has the same id.
    const runId = attributes[ATTR_BACKUP_RUN_ID];
    const id = typeof runId === 'string' ? `${runId}-${String(sequence)}` : newId();
    attributes[ATTR_BACKUP_EVENT_ID] = id;
    attributes[ATTR_BACKUP_EVENT_SEQUENCE] = sequence;
    const record = { eventName: name, timestamp, ...severityOf(name, attributes), attributes, ...(context && { context }) };
    if (logger) send(logger, record);
    else if (keep && unsent.length < MOST_UNSENT) unsent.push(record);
    if (listeners.size === 0) return;
    for (const value of Object.values(attributes)) if (typeof value === 'object') Object.freeze(value);
    const event = Object.freeze({ name, id, sequence, timestamp, attributes: Object.freeze({ ...attributes }) }) as unknown as BackupEvent;
    for (const listener of [...listeners]) tell(listener, event);
  }

  function subscribe(listener: BackupEventListener): () => void {
    if (typeof listener !== 'function') {
      report('options_invalid', 'Expected a function to call with backup events; nothing is subscribed.', subscribe);
      return () => undefined;
    }
    // A function of its own, so that subscribing one listener twice gives two subscriptions.
    const subscription: BackupEventListener = (event) => listener(event);
    listeners.add(subscription);
    return () => void listeners.delete(subscription);
  }

  return {
    emit: (draft) => {
      emit(draft);
    },
    announce: (draft) => {
      emit(draft, true);
    },
    deliver,
    subscribe,
  };
}

function severityOf(name: string, attributes: Record<string, EventAttributeValue>) {
  if (name === EVENT_BACKUP_RUN_DEADLINE_EXCEEDED) return WARN;
  return SEVERITY_BY_OUTCOME[attributes[ATTR_BACKUP_OUTCOME] as BackupOutcome] ?? INFO;
}

/** A random id: UUID version 4 where the platform has one. */
export function newId(): string {
  // `crypto.randomUUID` is missing in pages served over plain HTTP.
  const platform = (globalThis as { crypto?: { randomUUID?: () => string } }).crypto;
  if (typeof platform?.randomUUID === 'function') return platform.randomUUID();
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
}
