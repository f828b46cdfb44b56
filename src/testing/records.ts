import { ATTR_BACKUP_EVENT_ID, ATTR_BACKUP_EVENT_SEQUENCE, SCOPE_NAME } from '../semconv.js';
import type { BackupEvent } from '../events/event.js';
import type { EventLoggerProvider } from '../job/sdk/providers.js';

/** A log record as it was emitted, with whatever fields it came. */
export type LogRecord = Readonly<Record<string, unknown>> & { readonly scope: string };

/** Keeps log records in memory. */
export interface RecordStore {
  readonly provider: EventLoggerProvider;
  readonly records: readonly LogRecord[];
  readonly clear: () => void;
}

export function createRecordStore(): RecordStore {
  let records: LogRecord[] = [];
  const getLogger = (scope: string) => ({
    // Of the logs API since 0.202, where loggers of others may ask it.
    enabled: () => true,
    // The context holds spans and whatever else is going on; nothing of it is sent but ids.
    emit({ context: _, ...record }: { readonly context?: unknown }) {
      records.push({ ...record, scope });
    },
  });
  return {
    provider: { getLogger },
    get records() {
      return records;
    },
    clear: () => (records = []),
  };
}

/** The records that are events of this package, as a listener gets them. */
export function eventsOf(records: readonly LogRecord[]): readonly BackupEvent[] {
  return records
    .filter(({ scope }) => scope === SCOPE_NAME)
    .map(({ eventName, timestamp, attributes: given }) => {
      const attributes = Object.freeze({ ...(given as Record<string, unknown>) });
      const id = attributes[ATTR_BACKUP_EVENT_ID];
      return Object.freeze({
        name: eventName,
        id,
        sequence: attributes[ATTR_BACKUP_EVENT_SEQUENCE],
        timestamp,
        attributes,
      }) as unknown as BackupEvent;
    });
}
