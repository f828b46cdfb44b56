import type * as api from '@opentelemetry/api';
import {
  ATTR_BACKUP_EVENT_ID,
  ATTR_BACKUP_EVENT_SEQUENCE,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_RUN_ID,
  EVENT_BACKUP_RUN_DEADLINE_EXCEEDED,
  type BackupOutcome,
} from '../../semconv.js';
import { complainSoftly } from '../input/complain.js';
import { guard } from './guard.js';
import { bodyOf } from './event-body.js';
import type { BackupEvent, BackupEventListener, BackupEventName } from './event-types.js';
import { newId } from '../id.js';
import type { ReportProblem } from '../problems.js';
import type { EventAttributeValue, EventLogger, Providers } from './providers.js';

/** What an emitter needs to know of an event. */
export interface EventDraft {
  readonly name: BackupEventName;
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  /** Counts the events of one run from 1; events outside a run have 0. */
  readonly sequence?: number;
  /** Builds the attributes, only when somebody receives them. */
  readonly attributes: () => Record<string, EventAttributeValue>;
  readonly context?: api.Context;
}

export interface EventEmitter {
  /** With `keep`, an event must not get lost when no SDK is registered yet: the next one gets it. */
  readonly emit: (draft: EventDraft, keep?: boolean) => void;
  /** Hands what was kept to the one registered now. */
  readonly deliver: () => void;
  /** Hands every event to a listener until the returned function is called. */
  readonly subscribe: (listener: BackupEventListener) => () => void;
}

// Severity numbers of OpenTelemetry's log data model, section "Severity Fields".
const INFO = { severityText: 'INFO', severityNumber: 9 };
const WARN = { severityText: 'WARN', severityNumber: 13 };
const ERROR = { severityText: 'ERROR', severityNumber: 17 };
const SEVERITY_BY_OUTCOME: Partial<Record<BackupOutcome, typeof INFO>> = { partial: WARN, cancelled: WARN, failure: ERROR, timeout: ERROR };
const MOST_UNSENT = 1_000;

export function createEventEmitter(providers: Providers, report: ReportProblem): EventEmitter {
  const listeners = new Set<BackupEventListener>();
  const unsent: Parameters<EventLogger['emit']>[0][] = [];

  const currentLogger = () => guard({ report }, () => providers.logger());
  const send = (logger: EventLogger, record: Parameters<EventLogger['emit']>[0]) => guard({ report }, () => logger.emit(record) as unknown);

  function deliver(): void {
    if (unsent.length === 0) return;
    const logger = currentLogger();
    if (logger) for (const record of unsent.splice(0)) send(logger, record);
  }

  function emit({ name, timestamp, sequence = 0, attributes: build, context }: EventDraft, keep = false): void {
    deliver();
    const logger = currentLogger();
    if (!logger && listeners.size === 0 && !keep) return;
    const attributes = build();
    // Derived from run and sequence, so that a repeated delivery has the same id.
    const runId = attributes[ATTR_BACKUP_RUN_ID];
    const id = typeof runId === 'string' ? `${runId}-${sequence}` : newId();
    attributes[ATTR_BACKUP_EVENT_ID] = id;
    attributes[ATTR_BACKUP_EVENT_SEQUENCE] = sequence;
    const record = {
      eventName: name,
      timestamp,
      ...severityOf(name, attributes),
      body: bodyOf(name, attributes),
      attributes,
      ...(context && { context }),
    };
    if (logger) send(logger, record);
    else if (keep && unsent.length < MOST_UNSENT) unsent.push(record);
    if (listeners.size === 0) return;
    for (const value of Object.values(attributes)) Object.freeze(value);
    const event = Object.freeze({ name, id, sequence, timestamp, attributes: Object.freeze({ ...attributes }) }) as unknown as BackupEvent;
    // A listener may well be an async function, whatever its type says.
    for (const listener of [...listeners]) guard<unknown>({ report }, () => listener(event), 'listener_failed', 'A listener failed.');
  }

  function subscribe(listener: BackupEventListener): () => void {
    if (typeof listener !== 'function') {
      complainSoftly(report, 'options_invalid', subscribe)('a listener', 'a function', listener);
      return () => undefined;
    }
    // A function of its own, so that subscribing one listener twice gives two subscriptions.
    const subscription: BackupEventListener = (event) => listener(event);
    listeners.add(subscription);
    return () => void listeners.delete(subscription);
  }

  return { emit, deliver, subscribe };
}

function severityOf(name: string, attributes: Record<string, EventAttributeValue>) {
  return name === EVENT_BACKUP_RUN_DEADLINE_EXCEEDED
    ? WARN
    : (SEVERITY_BY_OUTCOME[attributes[ATTR_BACKUP_OUTCOME] as BackupOutcome] ?? INFO);
}
