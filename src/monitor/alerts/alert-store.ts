import type { AlertEvent } from '../../alerts/index.js';
import type { SqlDatabase, SqlSession } from '../store/database.js';
import { insertRows, replaceOnConflict } from '../store/statements.js';
import { alertKey, type OpenAlert } from './alert-input.js';

/** An alert that began or is over, and what WS-155 is to be sent about it. */
export interface AlertChange {
  readonly alert: OpenAlert;
  /** Milliseconds since the Unix epoch, where it is over. */
  readonly endedAt?: number | undefined;
  readonly event: AlertEvent;
}

/** Something that has to be delivered to WS-155. */
export interface WaitingDelivery {
  readonly id: string;
  readonly job: string;
  readonly event: AlertEvent;
  readonly attempts: number;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  /** Not before, in milliseconds since the Unix epoch. */
  readonly nextAt: number;
}

/** Which deliveries come next. */
export interface WaitingOptions {
  readonly most: number;
  /**
   * A delivery that was created since then holds up all that came after it of its job; an older one only what came after it of its incident.
   * Milliseconds since the Unix epoch.
   */
  readonly heldUpSince: number;
}

/** What became of an attempt. */
export interface DeliveryAttempt {
  readonly id: string;
  /** Of HTTP; nothing where nobody answered. */
  readonly status?: number | undefined;
  /** Why nobody answered. */
  readonly reason?: string | undefined;
  readonly at: number;
  readonly outcome: 'accepted' | 'refused' | { readonly nextAt: number };
}

/** A delivery as it is shown. */
export interface Delivery {
  readonly id: string;
  readonly job: string;
  readonly alert: string;
  readonly type: AlertEvent['type'];
  readonly createdAt: number;
  readonly attempts: number;
  readonly status: number | null;
  readonly reason: string | null;
  readonly acceptedAt: number | null;
  readonly refusedAt: number | null;
}

/** Alerts and their deliveries, on disk: they survive a crash between the alert and its delivery. */
export interface AlertStore {
  /** Alerts that go on. @throws StoreError */
  readonly open: () => Promise<readonly OpenAlert[]>;
  /** Of alerts that begin: how often each was over before, by its key. Those that never were are left out. @throws StoreError */
  readonly recurrences: (begun: readonly OpenAlert[]) => Promise<ReadonlyMap<string, number>>;
  /** Stores changes with their deliveries. One that is there already, such as of another monitor, is not delivered again. @throws StoreError */
  readonly change: (changes: readonly AlertChange[]) => Promise<void>;
  /** What is to be delivered next, what was never tried first. @throws StoreError */
  readonly waiting: (options: WaitingOptions) => Promise<readonly WaitingDelivery[]>;
  readonly note: (attempt: DeliveryAttempt) => Promise<void>;
  /** The newest deliveries, newest first. @throws StoreError */
  readonly deliveries: (most: number) => Promise<readonly Delivery[]>;
}

const ALERT_KEY = ['job', 'alert', 'severity', 'episode'] as const;
const ALERT_COLUMNS = [...ALERT_KEY, 'recurrence', 'level', 'started_at', 'ended_at'];
const MOST_KEYS = 1_000;
const DELIVERY_COLUMNS = ['id', 'place', 'job', 'alert', 'incident', 'event', 'created_at', 'next_at', 'attempts'];

export function createAlertStore(database: SqlDatabase): AlertStore {
  return {
    async open() {
      const rows = await database.run<AlertRow>(
        'select job, alert, severity, episode, recurrence, started_at from backup_alerts where ended_at is null',
      );
      return rows.map(({ started_at: startedAt, ...alert }) => ({ ...alert, startedAt }));
    },
    async recurrences(begun) {
      const found = new Map<string, number>();
      for (let from = 0; from < begun.length; from += MOST_KEYS) {
        const part = begun.slice(from, from + MOST_KEYS);
        const list = part.map((_, row) => `(${ALERT_KEY.map((_, column) => `$${row * ALERT_KEY.length + column + 1}`).join(', ')})`);
        const rows = await database.run<AlertRow>(
          `select job, alert, severity, episode, recurrence from backup_alerts
          where ended_at is not null and (${ALERT_KEY.join(', ')}) in (values ${list.join(', ')})`,
          part.flatMap((alert) => ALERT_KEY.map((name) => alert[name])),
        );
        for (const row of rows) found.set(alertKey(row), row.recurrence + 1);
      }
      return found;
    },
    async change(changes) {
      if (changes.length > 0) await database.transaction((session) => writeChanges(session, changes));
    },
    async waiting({ most, heldUpSince }) {
      const rows = await database.run<WaitingRow>(
        `select id, job, event, attempts, created_at, next_at from backup_deliveries w
        where accepted_at is null and refused_at is null and not exists (
          select 1 from backup_deliveries e
          where e.job = w.job and e.accepted_at is null and e.refused_at is null and e.place < w.place
          and (e.incident = w.incident or e.created_at > $1)
        )
        order by case when attempts = 0 then 0 else 1 end, next_at, place limit $2`,
        [Math.round(heldUpSince), most],
      );
      return rows.map(({ event, created_at: createdAt, next_at: nextAt, ...row }) => ({
        ...row,
        event: JSON.parse(event) as AlertEvent,
        createdAt,
        nextAt,
      }));
    },
    async note({ id, status, reason, at, outcome }) {
      await database.run(
        `update backup_deliveries set attempts = attempts + 1, status = $2, reason = $3, next_at = $4, accepted_at = $5, refused_at = $6 where id = $1`,
        [
          id,
          status ?? null,
          reason ?? null,
          typeof outcome === 'object' ? Math.round(outcome.nextAt) : at,
          outcome === 'accepted' ? at : null,
          outcome === 'refused' ? at : null,
        ],
      );
    },
    async deliveries(most) {
      const rows = await database.run<ShownRow>(
        `select id, job, alert, event, created_at, attempts, status, reason, accepted_at, refused_at
        from backup_deliveries order by place desc limit $1`,
        [most],
      );
      return rows.map(({ event, created_at: createdAt, accepted_at: acceptedAt, refused_at: refusedAt, ...row }) => ({
        ...row,
        type: (JSON.parse(event) as AlertEvent).type,
        createdAt,
        acceptedAt,
        refusedAt,
      }));
    },
  };
}

async function writeChanges(session: SqlSession, changes: readonly AlertChange[]): Promise<void> {
  const alerts = changes.map(({ alert: { job, alert, severity, episode, recurrence, startedAt }, endedAt }) => [
    job,
    alert,
    severity,
    episode,
    recurrence,
    0,
    startedAt,
    endedAt ?? null,
  ]);
  await insertRows(session, { table: 'backup_alerts', columns: ALERT_COLUMNS, then: replaceOnConflict(ALERT_KEY, ALERT_COLUMNS) }, alerts);
  const [counter = { value: NaN }] = await session.run<{ value: number }>(
    "update backup_counters set value = value + $1 where name = 'deliveries' returning value",
    [changes.length],
  );
  const first = counter.value - changes.length + 1;
  const deliveries = changes.map(({ alert: { job, alert, startedAt }, endedAt, event }, index) => {
    const at = endedAt ?? startedAt;
    return [event.id, first + index, job, alert, event.data.incident, JSON.stringify(event), at, at, 0];
  });
  await insertRows(session, { table: 'backup_deliveries', columns: DELIVERY_COLUMNS, then: 'on conflict do nothing' }, deliveries);
}

interface AlertRow extends Omit<OpenAlert, 'startedAt'> {
  readonly started_at: number;
}

interface WaitingRow {
  readonly id: string;
  readonly job: string;
  readonly event: string;
  readonly attempts: number;
  readonly created_at: number;
  readonly next_at: number;
}

interface ShownRow extends WaitingRow {
  readonly alert: string;
  readonly status: number | null;
  readonly reason: string | null;
  readonly accepted_at: number | null;
  readonly refused_at: number | null;
}
