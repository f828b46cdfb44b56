import type * as api from '@opentelemetry/api';
import type { BackupEvent, BackupEventListener, EventAttributes } from '../../events/event.js';
import {
  ATTR_BACKUP_EVENT_ID,
  ATTR_BACKUP_EVENT_SEQUENCE,
  ATTR_BACKUP_OUTCOME,
  ATTR_BACKUP_RUN_ID,
  type BackupOutcome,
} from '../../semconv.js';
import { SEVERITY_BY_EVENT, SEVERITY_BY_OUTCOME, type EventSeverity } from '../../semconv/generated/tables.js';
import { applyEvent, type StateEvent } from '../../state/apply-event.js';
import type { GaugeStore } from '../../state/gauge-store.js';
import { createReject } from '../input/reject.js';
import { guard } from '../../untrusted/guard.js';
import { bodyOf } from './event-body.js';
import { newId } from '../id.js';
import type { ReportProblem } from '../problems.js';
import type { EventLogger, Providers } from './providers.js';

/** What an emitter needs to know of an event. */
export interface EventDraft extends StateEvent {
  /** Counts the events of one run from 1; events outside a run have 0. */
  readonly sequence?: number;
  readonly context?: api.Context;
}

export interface EventEmitter {
  /** Changes the state of the job, and hands the event to logger and listeners. With `keep`, it must not get lost when no SDK is registered yet: the next one gets it. */
  readonly emit: (draft: EventDraft, keep?: boolean) => void;
  /** Hands what was kept to the one registered now. */
  readonly deliver: () => void;
  /** Hands every event to a listener until the returned function is called. */
  readonly onBackupEvent: (listener: BackupEventListener) => () => void;
}

// Severity numbers of OpenTelemetry's log data model, section "Severity Fields".
const SEVERITY_NUMBERS = { INFO: 9, WARN: 13, ERROR: 17 };
const MOST_UNSENT = 1_000;

export function createEventEmitter(providers: Providers, gauges: GaugeStore, report: ReportProblem): EventEmitter {
  const listeners = new Set<BackupEventListener>();
  const unsent: Parameters<EventLogger['emit']>[0][] = [];

  const currentLogger = () => guard({ report }, () => providers.logger());
  const send = (logger: EventLogger, record: Parameters<EventLogger['emit']>[0]) => guard({ report }, () => logger.emit(record) as unknown);

  function deliver(): void {
    if (unsent.length === 0) return;
    const logger = currentLogger();
    if (logger) for (const record of unsent.splice(0)) send(logger, record);
  }

  function emit(draft: EventDraft, keep = false): void {
    const { name, timestamp, sequence = 0, context } = draft;
    applyEvent(gauges, draft);
    deliver();
    const logger = currentLogger();
    if (!logger && listeners.size === 0 && !keep) return;
    const attributes = draft.attributes();
    // Derived from run and sequence, so that a repeated delivery has the same id.
    const runId = attributes[ATTR_BACKUP_RUN_ID];
    const id = typeof runId === 'string' ? `${runId}-${sequence}` : newId();
    attributes[ATTR_BACKUP_EVENT_ID] = id;
    attributes[ATTR_BACKUP_EVENT_SEQUENCE] = sequence;
    const severityText = severityOf(name, attributes);
    const record = {
      eventName: name,
      timestamp,
      severityText,
      severityNumber: SEVERITY_NUMBERS[severityText],
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

  function onBackupEvent(listener: BackupEventListener): () => void {
    if (typeof listener !== 'function') {
      createReject(report, 'options_invalid', onBackupEvent)('a listener', 'a function', listener);
      return () => undefined;
    }
    // A function of its own, so that subscribing one listener twice gives two subscriptions.
    const subscription: BackupEventListener = (event) => listener(event);
    listeners.add(subscription);
    return () => void listeners.delete(subscription);
  }

  return { emit, deliver, onBackupEvent };
}

function severityOf(name: string, attributes: EventAttributes): EventSeverity {
  return SEVERITY_BY_EVENT[name] ?? SEVERITY_BY_OUTCOME[attributes[ATTR_BACKUP_OUTCOME] as BackupOutcome] ?? 'INFO';
}
